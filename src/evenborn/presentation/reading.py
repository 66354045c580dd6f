"""How a figure reads against the reference level: above, below, indeterminate, or not to be read at all."""

from typing import Final, Literal

from evenborn.presentation.figure import Figure
from evenborn.presentation.tables import Look

Reading = Literal["above", "below", "indeterminate", "unreliable", "too-few", "suppressed", "no-births"]

LOOKS: Final[dict[Reading, Look]] = {
    "above": "high",
    "below": "low",
    "indeterminate": "indeterminate",
    "unreliable": "unreliable",
    "too-few": "too-few",
    "suppressed": "suppressed",
    "no-births": "no-births",
}


def read(figure: Figure, reference: float) -> Reading:
    """Say how a figure reads.

    A figure that is not reliable is not read against the reference at all. A reliable one is
    above (below) when its whole interval is, and indeterminate when the interval holds the reference.

    Parameters
    ----------
    figure : Figure
    reference : float
        Males per 100 females.

    Returns
    -------
    Reading
    """
    match figure.reliability:
        case "suppressed" | "too-few" | "no-births" | "unreliable":
            return figure.reliability
        case "reliable":
            return against(figure, reference)


def against(figure: Figure, reference: float) -> Literal["above", "below", "indeterminate"]:
    """Say where the interval of a figure lies, whatever its reliability."""
    if figure.lower is not None and figure.lower > reference:
        return "above"
    if figure.upper is not None and figure.upper < reference:
        return "below"
    return "indeterminate"

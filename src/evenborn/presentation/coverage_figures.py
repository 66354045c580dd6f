"""What may be shown of births that no register holds, area by area: plain data for a page, a table, JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

import numpy as np

from evenborn.comparison.coverage import Coverage, Division
from evenborn.sexratio.disclosure.rules import reliability
from evenborn.sexratio.ratio import sex_ratio

CONFIDENCE: Final = 0.95

Judged = Literal["model", "people", "both"]


@dataclass(frozen=True, slots=True)
class CoverageShown:
    """A comparison's answer as it is shown, which can be kept and needs no estimating again.

    Attributes
    ----------
    registers : tuple of str
    division : {"county", "month"}
    reference : float
        Males per 100 females.
    unclear, unplaced : int
        Births whose sex no register states clearly; births of no area.
    figures : sequence of mapping
        As :func:`coverage_figures` gives them. Where a reader is told births in hundreds, ``births_said`` has
        them in words, and what is reliable is ``rough``.
    judged : {"model", "people", "both"}
        By whom the error rates of links are known that were allowed for.
    """

    registers: tuple[str, ...]
    division: Division
    reference: float
    unclear: int
    unplaced: int
    figures: Sequence[Mapping[str, Any]]
    judged: Judged = "model"

    @classmethod
    def of(cls, found: Coverage) -> Self:
        """What may be shown of what was found."""
        unclear = int(found.counts.unclear[0])
        told = found.registers, found.division, found.reference, unclear, found.counts.unplaced
        return cls(*told, coverage_figures(found))


def coverage_figures(found: Coverage) -> list[dict[str, Any]]:
    """Every area or month as plain data; what rests on too few births is not there.

    Returns
    -------
    list of dict
        ``area`` or ``period`` (a month by its first day), None for all together; ``births``, ``unclear``,
        ``reliability``; and, None where it may not be shown or is not finite, ``ratio``, ``lower``,
        ``upper``, ``corrected``, ``corrected_lower``, ``corrected_upper``, ``hidden_boys``, ``hidden_girls``,
        ``most_hidden_boys``, ``most_hidden_girls``, ``tipping_point``, ``verdict``.
    """
    seen = found.counts.male.sum(axis=1), found.counts.female.sum(axis=1)
    births = seen[0] + seen[1]
    words = reliability(births, "office")
    observed, of_area = sex_ratio(*seen), found.found
    ends = observed.interval(CONFIDENCE)
    columns = {
        "ratio": observed.estimate,
        "lower": ends.lower,
        "upper": ends.upper,
        "corrected": of_area.ratio.estimate,
        "corrected_lower": of_area.region.lower,
        "corrected_upper": of_area.region.upper,
        "hidden_boys": of_area.hidden[0],
        "hidden_girls": of_area.hidden[1],
        "most_hidden_boys": of_area.most_hidden[0],
        "most_hidden_girls": of_area.most_hidden[1],
        "tipping_point": np.where(words == "reliable", of_area.verdicts.tipping_point, np.nan),
    }
    figures = []
    for at, name in enumerate(found.counts.names):
        read = str(words[at]) == "reliable"
        shown = read or str(words[at]) == "unreliable"
        figures.append(
            {
                "area" if found.division == "county" else "period": name,
                "births": int(births[at]),
                "unclear": int(found.counts.unclear[at]),
                "reliability": str(words[at]),
                **{key: _finite(float(values[at])) if shown else None for key, values in columns.items()},
                "verdict": str(of_area.verdicts.verdict[at]) if read else None,
            }
        )
    return figures


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def register_figures(found: Coverage) -> list[dict[str, Any]]:
    """The ratio that each register shows by itself, area by area; None where it rests on too few births."""
    figures = []
    for place, register in enumerate(found.registers):
        male, female = found.counts.of_register(place)
        ratio = sex_ratio(male, female)
        ends, words = ratio.interval(CONFIDENCE), reliability(male + female, "office")
        for at, name in enumerate(found.counts.names):
            shown = str(words[at]) in {"reliable", "unreliable"}
            values = {"ratio": ratio.estimate, "lower": ends.lower, "upper": ends.upper}
            figures.append(
                {
                    "register": register,
                    "area": name,
                    "births": int(male[at] + female[at]),
                    "reliability": str(words[at]),
                    **{key: _finite(float(one[at])) if shown else None for key, one in values.items()},
                }
            )
    return figures

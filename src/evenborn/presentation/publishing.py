"""Figures for the public: only what a publication as a whole may show, see ``sexratio.disclosure``."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from evenborn.presentation.counts import Count, joined, windows
from evenborn.presentation.figure import Figure
from evenborn.presentation.figures import FigureRules, withheld_from
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.disclosure import (
    SMALLEST_PUBLIC_RATIO,
    WITHHELD,
    CannotProtectError,
    Part,
    Publication,
    publish,
)
from evenborn.sexratio.ratio import sex_ratio

_DECIMALS = 3  # the attacker is given as many as any form of the report may show
_LARGEST_TABLE = 20_000  # cells for which the attacker can be sure in good time

Place = tuple[str | None, str | None, str | None]
Key = tuple[Place, Period | None]


@dataclass(frozen=True, slots=True)
class Published:
    """What may be shown of one figure; ``ratio`` and the interval are None where only births may."""

    male: int | None
    female: int | None
    births: int | None
    ratio: float | None
    lower: float | None
    upper: float | None


def published(counts: Sequence[Count], pool: int, rules: FigureRules, file: str) -> dict[Key, Published]:
    """Everything that may be shown of counts, their totals in every direction, and pooled windows.

    Parameters
    ----------
    counts : sequence of Count
        Every combination of what the report is divided by.
    pool : int
        Periods in a window; 1 for none.
    rules : FigureRules
    file : str
        For refusals.

    Returns
    -------
    dict
        By place (area, order, facility; None: all of them) and period (None: all of them).

    Raises
    ------
    Refusal
        ``cannot-publish`` where the table is too large to be protected with certainty.
    """
    periods = sorted({count.period for count in counts if count.period})
    axes: dict[str, list[str | Period]] = {
        name: list(dict.fromkeys(value for count in counts if (value := getattr(count, name)) is not None))
        for name in ("area", "order", "facility")
    }
    axes["period"] = [*periods]
    axes = {name: values for name, values in axes.items() if values}
    shape = tuple(len(values) for values in axes.values())
    if np.prod(shape) > _LARGEST_TABLE:
        raise Refusal("cannot-publish", file=file, cells=int(np.prod(shape)), limit=_LARGEST_TABLE)
    male, female = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    held = np.zeros(shape, dtype=bool)
    for count in counts:
        at = tuple(values.index(getattr(count, name)) for name, values in axes.items())
        male[at], female[at], held[at] = count.male, count.female, True
    runs = windows(periods, pool) if pool > 1 else ()
    try:
        publication = publish(
            male,
            female,
            axes=tuple(axes),
            labels={name: tuple(map(str, range(len(values)))) for name, values in axes.items()},
            totals=tuple(axes),
            windows=(pool,) if runs else (),
            ratio_decimals=_DECIMALS,
            interval=(rules.method, rules.confidence),
            impossible=~held,
        )
    except CannotProtectError as error:
        raise Refusal("cannot-protect", file=file, cause=str(error)) from error
    return _by_key(publication, axes, periods, pool)


def _by_key(
    publication: Publication, axes: dict[str, list[str | Period]], periods: Sequence[Period], pool: int
) -> dict[Key, Published]:
    found: dict[Key, Published] = {}
    level_names = {name: ["each", "total"] for name in axes}
    if len(periods) >= pool > 1:
        level_names["period"].append(f"window-{pool}")
    for levels in product(*level_names.values()):
        chosen = dict(zip(axes, levels, strict=True))
        part = publication.part(**{name: level for name, level in chosen.items() if level != "each"})
        positions = [_positions(axes[name], level) for name, level in chosen.items()]
        for at in np.ndindex(part.births.shape):
            named = {name: positions[axis][at[axis]] for axis, name in enumerate(axes)}
            key = (tuple(named.get(name) for name in ("area", "order", "facility")), named.get("period"))
            found[key] = _published(part, at)  # type: ignore[index]  # places are texts, periods are periods
    return found


def _positions(values: list[str | Period], level: str) -> list[str | Period | None]:
    if level == "each":
        return [*values]
    if level == "total":
        return [None]
    length = int(level.removeprefix("window-"))
    spans = [[value for value in values[first : first + length] if isinstance(value, Period)]
             for first in range(len(values) - length + 1)]  # fmt: skip
    return [joined(span) for span in spans]


def _published(part: Part, at: tuple[int, ...]) -> Published:
    def whole(values: np.ndarray) -> int | None:
        return None if values[at] == WITHHELD else int(values[at])

    def real(values: np.ndarray) -> float | None:
        return float(values[at]) if np.isfinite(values[at]) else None

    return Published(
        whole(part.male),
        whole(part.female),
        whole(part.births),
        real(part.ratio),
        real(part.lower),
        real(part.upper),
    )


def as_decided(figure: Figure, *, shown: bool) -> Figure:
    """The figure as the public sees it where it was decided elsewhere whether its births may be shown.

    Examples
    --------
    >>> from evenborn.presentation.figures import figures_of
    >>> (figure,) = figures_of([Count("Daman", None, None, None, 512, 403, 2)], FigureRules())
    >>> seen = as_decided(figure, shown=True)
    >>> seen.births, seen.ratio, seen.unclear, seen.reliability, as_decided(figure, shown=False).births
    (915, None, None, 'too-few', None)
    """
    bare = withheld_from(figure)
    if not shown:
        return bare
    if (figure.births or 0) >= SMALLEST_PUBLIC_RATIO:
        return replace(figure, unclear=None)
    bare = replace(bare, male=figure.male, female=figure.female, births=figure.births)
    return replace(bare, reliability="too-few" if figure.births else "no-births")


def for_the_public(figure: Figure, key: Key, shown: dict[Key, Published], rules: FigureRules) -> Figure:
    """The figure with only what may be shown of it.

    The probability follows from male and female births, so it is shown only where the ratio is.
    """
    allowed = shown.get(key)
    if allowed is None or allowed.births is None:
        return withheld_from(figure)
    bare = replace(withheld_from(figure), male=allowed.male, female=allowed.female, births=allowed.births)
    if allowed.male is None or allowed.female is None:
        return bare
    if allowed.ratio is None:
        return replace(bare, reliability="no-births" if allowed.births == 0 else "too-few")
    ratio = sex_ratio(allowed.male, allowed.female)
    return replace(
        bare,
        ratio=allowed.ratio,
        lower=allowed.lower,
        upper=allowed.upper,
        sides=figure.sides,
        probability_above=float(ratio.probability_above(rules.reference)),
        reliability="reliable",
    )

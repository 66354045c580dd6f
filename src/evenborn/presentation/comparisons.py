"""Areas held against each other: the funnel plot and the group table of a report."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from evenborn.presentation.figure import Figure
from evenborn.presentation.ratio_report import Funnel, FunnelPoint, RankedArea
from evenborn.sexratio.funnel import funnel, funnel_limits
from evenborn.sexratio.ranking import rank

SMALLEST_FUNNEL = 3
"""Areas below which a funnel plot says nothing."""

_CURVE_POINTS = 80
_CURVES = (0.95, 0.998)


def with_births(figures: Sequence[Figure], *, shown_only: bool) -> tuple[Figure, ...]:
    """Figures that can be compared: with births, and, for the public, with a ratio that is shown."""
    return tuple(
        figure
        for figure in figures
        if figure.births and figure.male is not None and (figure.ratio is not None or not shown_only)
    )


def funnel_of(figures: Sequence[Figure]) -> Funnel | None:
    """The funnel plot of areas around their common ratio; None with fewer than three areas.

    Areas are flagged after Benjamini-Hochberg over all of them.
    """
    if len(figures) < SMALLEST_FUNNEL:
        return None
    male, female = _counts(figures)
    result = funnel(male, female)
    births = np.geomspace(
        max(result.births.min() * 0.8, 1), result.births.max() * 1.15, _CURVE_POINTS
    ).round()
    curves = {confidence: funnel_limits(births, result.target, confidence) for confidence in _CURVES}
    points = (
        FunnelPoint(figure, float(result.p_value[place]), _flag(str(result.flag[place])))
        for place, figure in enumerate(figures)
    )
    return Funnel(
        points=tuple(points),
        target=result.target,
        births=tuple(births.tolist()),
        limits={
            confidence: (tuple(lower.tolist()), tuple(upper.tolist()))
            for confidence, (lower, upper) in curves.items()
        },
        dispersion=result.dispersion,
        period_label=figures[0].period.label if figures[0].period else "",
    )


def ranking_of(figures: Sequence[Figure], periods: int) -> tuple[tuple[RankedArea, ...], str | None]:
    """Areas in groups from the highest down, and the one that may be named the highest, if any.

    Within a group the order is that of the file: it means nothing.
    """
    if len(figures) < 2:
        return (), None
    result = rank(*_counts(figures), periods=periods)
    rows = [
        RankedArea(
            figure, int(result.group[place]), int(result.rank_lower[place]), int(result.rank_upper[place])
        )
        for place, figure in enumerate(figures)
    ]
    highest = figures[result.highest].area if result.highest is not None else None
    return tuple(sorted(rows, key=lambda row: row.group)), highest


def _counts(figures: Sequence[Figure]) -> tuple[list[int], list[int]]:
    return [figure.male or 0 for figure in figures], [figure.female or 0 for figure in figures]


def _flag(word: str) -> Literal["high", "low", "inside"]:
    return "high" if word == "high" else "low" if word == "low" else "inside"

"""Funnels and groups of areas for tests."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import beta, binomtest, false_discovery_control

from evenborn.presentation.figure import Figure
from evenborn.presentation.ratio_report import Funnel, FunnelPoint, RankedArea


def funnel(figures: Sequence[Figure], target: float = 107.0, label: str = "") -> Funnel:
    """Make the funnel of these areas."""
    share = target / (100 + target)
    shown = [one for one in figures if one.male is not None and one.births]
    p_values = [binomtest(one.male or 0, one.births or 1, share).pvalue for one in shown]
    adjusted = false_discovery_control(p_values)
    points = tuple(
        FunnelPoint(one, float(p), "inside" if q > 0.05 else "high" if (one.ratio or 999) > target else "low")
        for one, p, q in zip(shown, p_values, adjusted, strict=True)
    )
    births = np.geomspace(
        min(one.births or 1 for one in shown) * 0.8, max(one.births or 1 for one in shown) * 1.2, 120
    )
    limits = {}
    for confidence in (0.95, 0.998):
        spread = beta.ppf(
            [(1 - confidence) / 2, (1 + confidence) / 2],
            (births * share)[:, None],
            (births * (1 - share))[:, None],
        )
        limits[confidence] = tuple(tuple(float(v) for v in 100 * side / (1 - side)) for side in spread.T)
    z = [(one.male - one.births * share) ** 2 / (one.births * share * (1 - share)) for one in shown]
    return Funnel(points, target, tuple(float(b) for b in births), limits, float(np.mean(z)), label)


def ranking(figures: Sequence[Figure]) -> tuple[RankedArea, ...]:
    """Group areas by whether their intervals overlap the one that opens the group."""
    shown = sorted((one for one in figures if one.ratio is not None), key=lambda one: -(one.ratio or 0))
    ranked, group, floor = [], 0, float("inf")
    for one in shown:
        if (one.upper or 1e9) < floor:
            group, floor = group + 1, one.lower or 0
        first = 1 + sum((other.lower or 0) > (one.upper or 1e9) for other in shown)
        last = len(shown) - sum((other.upper or 1e9) < (one.lower or 0) for other in shown)
        ranked.append(RankedArea(one, group, first, last))
    return tuple(ranked)

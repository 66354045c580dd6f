"""The contents of a ratio report, before any of them is drawn."""

from dataclasses import dataclass
from typing import Literal

from evenborn.presentation.figure import Figure, Source


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One area of the funnel plot; ``flag`` after the Benjamini-Hochberg step over all areas."""

    figure: Figure
    p_value: float
    flag: Literal["high", "low", "inside"]


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel plot: points, and the limits drawn through ``births``.

    ``limits`` maps a confidence (0.95, 0.998) to its lower and upper curve, males per 100
    females, each as long as ``births``. ``dispersion`` is 1 where the areas differ by chance alone.
    """

    points: tuple[FunnelPoint, ...]
    target: float
    births: tuple[float, ...]
    limits: dict[float, tuple[tuple[float, ...], tuple[float, ...]]]
    dispersion: float
    period_label: str


@dataclass(frozen=True, slots=True)
class RankedArea:
    """One row of the group table: an area, its group (1 has the highest ratios), its interval of ranks."""

    figure: Figure
    group: int
    rank_lower: int
    rank_upper: int


@dataclass(frozen=True, slots=True)
class RatioReport:
    """Everything that a ratio report says.

    Attributes
    ----------
    headline : Figure
        All births of the latest complete period, or of the whole file where it names no period.
    whole : Figure
        All births of the file.
    trend : tuple of Figure
        All areas together, one figure a period, in time order; empty where there is no period.
    pooled_trend : tuple of Figure
        The same over windows of ``pool`` periods; empty where ``pool`` is 1.
    figures : tuple of Figure
        One figure for every combination that ``by`` names.
    funnel : Funnel or None
        None with fewer than three areas.
    ranking : tuple of RankedArea
        Areas from the highest group down; empty with fewer than two areas.
    highest : str or None
        The one area that may be named as the highest; None where none can be told apart.
    by : tuple of str
        What the figures are divided by: ``area``, ``year``, ``month``, ``order``, ``facility``.
    reference : float
        Reference level, males per 100 females.
    confidence : float
        Confidence of the intervals, such as 0.95.
    method : str
        ``jeffreys``, ``wilson``, ``clopper-pearson`` or ``log-normal``.
    pool : int
        Periods added up in ``pooled_trend`` and in the funnel and ranking.
    audience : {"office", "public"}
        Which rule of small numbers was applied.
    source : Source
    """

    headline: Figure
    whole: Figure
    trend: tuple[Figure, ...]
    pooled_trend: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    funnel: Funnel | None
    ranking: tuple[RankedArea, ...]
    highest: str | None
    by: tuple[str, ...]
    reference: float
    confidence: float
    method: str
    pool: int
    audience: Literal["office", "public"]
    source: Source

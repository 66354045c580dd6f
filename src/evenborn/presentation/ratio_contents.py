"""What a ratio report contains: from a births table and a request to every figure, funnel and group in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from evenborn.presentation.comparisons import funnel_of, ranking_of, with_births
from evenborn.presentation.counts import Count, Division, added, counts_by, joined, pooled, windows
from evenborn.presentation.figure import Figure, Source
from evenborn.presentation.figures import FigureRules, figures_of
from evenborn.presentation.publishing import Key, Published, as_decided, for_the_public, published
from evenborn.presentation.ratio_report import RatioReport
from evenborn.registers.births import BirthsTable
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.disclosure import Audience

_COLUMN_OF = {"area": "area", "year": "period", "month": "period", "order": "order", "facility": "facility"}


@dataclass(frozen=True, slots=True)
class RatioRequest:
    """What a report is asked for.

    Attributes
    ----------
    by : tuple of str
        ``area``, ``year`` or ``month``, ``order``, ``facility``.
    pool : int
        Periods to add up; 1 for none.
    audience : {"office", "public"}
    rules : FigureRules
    source_name : str or None
        How the owner calls the register; the file's name where None.
    shows : callable or None
        For the public: whether the births of a count may be shown, where that was decided for more tables
        than this one; None where this table is to be protected by itself.
    """

    by: tuple[str, ...] = ("year",)
    pool: int = 1
    audience: Audience = "office"
    rules: FigureRules = field(default_factory=FigureRules)
    source_name: str | None = None
    shows: Callable[[Count], bool] | None = None

    @property
    def division(self) -> Division:
        """What the counts are divided by."""
        return tuple(dict.fromkeys(_COLUMN_OF[name] for name in self.by))


@dataclass(frozen=True, slots=True)
class _Material:
    """What every part of one report is made of; ``shown`` is None for the office."""

    table: BirthsTable
    request: RatioRequest
    by_period: tuple[Count, ...]
    whole_period: Period | None
    shown: dict[Key, Published] | None


def ratio_report(table: BirthsTable, request: RatioRequest) -> RatioReport:
    """Compute everything that a ratio report says.

    Parameters
    ----------
    table : BirthsTable
        Read with the dimensions of ``request.division`` and ``period``.
    request : RatioRequest

    Returns
    -------
    RatioReport

    Raises
    ------
    Refusal
        ``no-dimension`` where the file lacks what it is to be divided by, ``pool-too-long``, and, for
        the public, ``cannot-publish`` or ``cannot-protect``.
    """
    material = _material(table, request)
    trend = _figures(material, material.by_period)
    whole = _figures(material, [added(counts_by(table.cells, ()), material.whole_period)])[0]
    areas = _compared_areas(material)
    ranking, highest = ranking_of([area for area in areas if area.ratio is not None], request.pool)
    rules = material.request.rules
    return RatioReport(
        headline=next((figure for figure in reversed(trend) if figure.complete is not False), whole),
        whole=whole,
        trend=trend,
        pooled_trend=_pooled(material, material.by_period),
        figures=_asked_for(material),
        funnel=funnel_of(areas),
        ranking=ranking,
        highest=highest,
        by=request.by,
        reference=rules.reference,
        confidence=rules.confidence,
        method=rules.method,
        pool=request.pool,
        audience=request.audience,
        source=Source(request.source_name or table.file, table.file, table.sha256, table.rows),
    )


def _material(table: BirthsTable, request: RatioRequest) -> _Material:
    missing = [name for name in request.division if name not in table.headers]
    if missing:
        raise Refusal("no-dimension", file=table.file, dimension=missing[0], field=missing[0])
    by_period = tuple(count for count in counts_by(table.cells, ("period",)) if count.period)
    periods = [count.period for count in by_period if count.period]
    longest = next((length for length in range(len(periods), 0, -1) if windows(periods, length)), 0)
    if request.pool > max(longest, 1):
        raise Refusal("pool-too-long", file=table.file, value=request.pool, held=longest)
    rules = replace(request.rules, observed=table.observed, observed_by_area=table.observed_by_area)
    shown = None
    if request.audience == "public" and request.shows is None:
        cells = counts_by(table.cells, (*request.division, "period"))
        shown = published(cells, request.pool, rules, table.file)
    whole = joined(sorted(periods)) if periods else None
    return _Material(table, replace(request, rules=rules), by_period, whole, shown)


def _figures(material: _Material, counts: Sequence[Count], *, pooled: bool = False) -> tuple[Figure, ...]:
    rules = material.request.rules
    figures, shows = figures_of(counts, rules, pooled=pooled), material.request.shows
    if shows is not None and material.request.audience == "public":
        return tuple(
            as_decided(figure, shown=shows(count)) for figure, count in zip(figures, counts, strict=True)
        )
    if material.shown is None:
        return figures
    keys = [
        (count.place, None if count.period == material.whole_period else count.period) for count in counts
    ]
    return tuple(
        for_the_public(figure, key, material.shown, rules) for figure, key in zip(figures, keys, strict=True)
    )


def _pooled(material: _Material, counts: Sequence[Count]) -> tuple[Figure, ...]:
    pool = material.request.pool
    return _figures(material, pooled(counts, pool), pooled=True) if pool > 1 else ()


def counts_asked_for(table: BirthsTable, request: RatioRequest) -> tuple[tuple[Count, ...], FigureRules]:
    """The counts of every combination that ``by`` names, each with its period, and rules that know the file.

    Raises
    ------
    Refusal
        As :func:`ratio_report`.
    """
    material = _material(table, request)
    return _counts_asked_for(material), material.request.rules


def _counts_asked_for(material: _Material) -> tuple[Count, ...]:
    counts = counts_by(material.table.cells, material.request.division)
    if "period" in material.request.division:
        return counts
    return tuple(replace(count, period=material.whole_period) for count in counts)


def _asked_for(material: _Material) -> tuple[Figure, ...]:
    """One figure for each combination that ``by`` names, and after them the pooled ones."""
    counts = _counts_asked_for(material)
    pooled = _pooled(material, counts) if "period" in material.request.division else ()
    return _figures(material, counts) + pooled


def _compared_areas(material: _Material) -> tuple[Figure, ...]:
    """One figure an area, over the last ``pool`` periods that are complete, or over the whole file."""
    if "area" not in material.request.division:
        return ()
    pool, rules = material.request.pool, material.request.rules
    counts = counts_by(material.table.cells, ("area", "period"))
    runs = windows([count.period for count in counts if count.period], pool)
    complete = [run for run in runs if all(rules.is_complete(period) is not False for period in run)]
    if complete or runs:
        chosen = joined((complete or runs)[-1])
        counts = tuple(count for count in pooled(counts, pool) if count.period == chosen)
    figures = _figures(material, counts, pooled=pool > 1)
    return with_births(figures, shown_only=material.request.audience == "public")

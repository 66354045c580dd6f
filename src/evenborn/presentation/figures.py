"""From counts to figures: ratio, interval, probability, and whether they may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, get_args

import numpy as np

from evenborn.presentation.counts import Count
from evenborn.presentation.figure import Figure, Reliability
from evenborn.registers.period import Period
from evenborn.registers.period_steps import Observed, ObservedArea
from evenborn.sexratio.disclosure import reliability
from evenborn.sexratio.intervals import IntervalMethod, Sides
from evenborn.sexratio.ratio import sex_ratio

MONTHS_OF_A_YEAR = 12
_OF_WHOLE_YEARS = ("calendar-year", "statistical-year", "several-years")

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class FigureRules:
    """How figures are computed from counts.

    Attributes
    ----------
    reference : float
        Males per 100 females.
    confidence : float
    method : str
        Of the interval.
    cut_off : datetime.date or None
        Day until which births had been entered.
    observed : mapping of str to Observed
        By label, what the file holds of periods built from days or months.
    observed_by_area : mapping of (str, str) to ObservedArea
        The same by area and label.
    """

    reference: float = 107.0
    confidence: float = 0.95
    method: IntervalMethod = "jeffreys"
    cut_off: date | None = None
    observed: Mapping[str, Observed] = field(default_factory=dict)
    observed_by_area: Mapping[tuple[str, str], ObservedArea] = field(default_factory=dict)

    def is_complete(self, period: Period | None, area: str | None = None) -> bool | None:
        """Whether a period is complete; None where it is not stated, and nothing shows that it is not.

        It is not where the cut-off lies before its end, or where a year was built from months or
        days and some month of it does not occur in the file, or where the area's months run short
        of the file's (:meth:`~evenborn.registers.period_steps.ObservedArea.runs_short_of`). That every
        month occurs does not make it complete: births may never have been entered. Birth orders and
        facilities are not judged: they may well have a month without a birth.

        Examples
        --------
        >>> year = Period(date(2011, 1, 1), date(2011, 12, 31), "calendar-year", "2011")
        >>> FigureRules(cut_off=date(2011, 9, 17)).is_complete(year), FigureRules().is_complete(year)
        (False, None)
        """
        if period is None:
            return None
        if self.cut_off is not None and self.cut_off < period.end:
            return False
        if period.kind in _OF_WHOLE_YEARS and self._lacks_months(period, area):
            return False
        return True if self.cut_off is not None else None

    def _lacks_months(self, period: Period, area: str | None) -> bool:
        """Whether a month is lacking; where the years were stated as years none can be seen to."""
        inside = {
            label: part for label, part in self.observed.items() if period.start <= part.first <= period.end
        }
        if area is not None:
            own = {label: self.observed_by_area.get((area, label)) for label in inside}
            if any(part is not None and part.runs_short_of(inside[label]) for label, part in own.items()):
                return True
            inside = {label: part for label, part in inside.items() if own[label] is not None}
        return any(part.months < MONTHS_OF_A_YEAR for part in inside.values())


def figures_of(counts: Sequence[Count], rules: FigureRules, *, pooled: bool = False) -> tuple[Figure, ...]:
    """Figures for the office from counts, in the same order.

    Under 200 births the ratio itself is left out; the births and the interval stay.

    Examples
    --------
    >>> (figure,) = figures_of([Count("Daman", None, None, None, 612, 588, 0)], FigureRules())
    >>> round(figure.ratio, 1), figure.births, figure.reliability
    (104.1, 1200, 'reliable')
    """
    if not counts:
        return ()
    ratio = sex_ratio([count.male for count in counts], [count.female for count in counts])
    interval = ratio.interval(rules.confidence, rules.method)
    above = ratio.probability_above(rules.reference)
    shown = reliability(ratio.births, "office")
    return tuple(
        _figure(
            count,
            rules,
            _Numbers(
                ratio=_finite(ratio.estimate[place]) if shown[place] in ("reliable", "unreliable") else None,
                lower=_finite(interval.lower[place])
                if interval.sides[place] in ("two-sided", "lower")
                else None,
                upper=_finite(interval.upper[place])
                if interval.sides[place] in ("two-sided", "upper")
                else None,
                sides=_one_of(get_args(Sides), interval.sides[place]),
                above=float(above[place]) if shown[place] != "no-births" else None,
                reliability=_one_of(get_args(Reliability), shown[place]),
            ),
            pooled,
        )
        for place, count in enumerate(counts)
    )


@dataclass(frozen=True, slots=True)
class _Numbers:
    ratio: float | None
    lower: float | None
    upper: float | None
    sides: Sides
    above: float | None
    reliability: Reliability


def _figure(count: Count, rules: FigureRules, numbers: _Numbers, pooled: bool) -> Figure:
    return Figure(
        area=count.area,
        order=count.order,
        facility=count.facility,
        period=count.period,
        cut_off=rules.cut_off,
        complete=rules.is_complete(count.period, count.area),
        male=count.male,
        female=count.female,
        births=count.male + count.female,
        unclear=count.unclear,
        ratio=numbers.ratio,
        lower=numbers.lower,
        upper=numbers.upper,
        sides=numbers.sides,
        probability_above=numbers.above,
        reliability=numbers.reliability,
        pooled=pooled,
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _one_of(words: Sequence[Word], word: object) -> Word:
    return next(known for known in words if known == word)


def withheld_from(figure: Figure) -> Figure:
    """The figure with every number taken away: what the public sees where nothing may be shown.

    Examples
    --------
    >>> (figure,) = figures_of([Count("Daman", None, None, None, 12, 3, 0)], FigureRules())
    >>> withheld_from(figure).births is None
    True
    """
    return replace(
        figure,
        male=None,
        female=None,
        births=None,
        unclear=None,
        ratio=None,
        lower=None,
        upper=None,
        sides="none",
        probability_above=None,
        reliability="suppressed",
    )

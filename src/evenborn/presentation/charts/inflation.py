"""The chart of a transition: what was observed, what the model sees and projects, and the baseline."""

from statistics import quantiles

from evenborn.presentation import numbers
from evenborn.presentation.charts.axis import linear
from evenborn.presentation.charts.trend import TrendChart, TrendPoint
from evenborn.presentation.inflation import FEWEST_BIRTHS, Trend, year_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.sexratio.ratio import sex_ratio


def inflation_chart(trend: Trend, baseline: float, language: Language) -> TrendChart:
    """Prepare the chart of one series.

    Parameters
    ----------
    trend : Trend
    baseline : float
        Males per 100 females.
    language : {"en", "zh"}

    Returns
    -------
    TrendChart
        Observed ratios with their intervals, in years of at least 200 births, and over them the model's.
    """
    years = [int(year) for year in trend.found.years]
    annual = tuple(_observed(trend, at, year, language) for at, year in enumerate(years))
    model = tuple(_model(trend, at, year, language) for at, year in enumerate(years))
    shown = [point.ratio for point in (*annual, *model) if point.ratio is not None]
    ends = [end for point in model for end in (point.lower, point.upper) if end is not None]
    cuts = quantiles(ends, n=50)
    axis = linear([*shown, cuts[0], cuts[-1], baseline - 1, baseline + 1])
    return TrendChart(tuple(map(str, years)), annual, model, baseline, axis, language)


def _observed(trend: Trend, at: int, year: int, language: Language) -> TrendPoint:
    boys, girls = trend.male.get(year, 0), trend.female.get(year, 0)
    if boys + girls < FEWEST_BIRTHS or not boys or not girls:
        return TrendPoint(float(at), None, None, None, "")
    ratio = sex_ratio(boys, girls)
    ends = ratio.interval(trend.found.confidence)
    values = float(ratio.estimate), float(ends.lower), float(ends.upper)
    return _point(at, year, values, boys + girls, language)


def _model(trend: Trend, at: int, year: int, language: Language) -> TrendPoint:
    band = year_of(trend.found.ratio, at)
    values = float(band.median), float(band.lower), float(band.upper)
    return _point(at, year, values, trend.male.get(year, 0) + trend.female.get(year, 0), language)


def _point(
    at: int, year: int, values: tuple[float, float, float], births: int, language: Language
) -> TrendPoint:
    middle, lower, upper = (round(value, 4) for value in values)
    said = say(
        "chart.point", language, name=str(year), ratio=numbers.ratio(middle),
        interval=numbers.interval(lower, upper, language), births=births,
    )  # fmt: skip
    return TrendPoint(float(at), middle, lower, upper, said)

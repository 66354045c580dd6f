"""The answer to "since when, how far, until when?": the transition of each series, as data."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from evenborn.presentation.assessment import number_or_none
from evenborn.presentation.counts import Count
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.inflation import FEWEST_YEARS, Band, Inflation, StartPrior, estimate_inflation

LONGEST = 300
"""Years between the first and the last beyond which a year is a slip of the keyboard."""

FEWEST_BIRTHS = 200
"""Years with fewer have no missing girls stated, as elsewhere."""


@dataclass(frozen=True, slots=True)
class TrendRequest:
    """What a trend is asked for.

    Attributes
    ----------
    baseline, baseline_sd : float
        Males per 100 females; of its logarithm.
    region : str or None
        Whose published baseline it is.
    baseline_stated : bool
        Whether the baseline was typed.
    start : StartPrior
    start_stated : bool
        Whether the start was typed, or is published for ``region``.
    project : int
    confidence : float
    seed : int
    source : str
        How the births are called.
    """

    baseline: float
    baseline_sd: float
    region: str | None
    baseline_stated: bool
    start: StartPrior
    start_stated: bool
    project: int
    confidence: float
    seed: int
    source: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One series: its area (None for all births), its counts by year, and what they say."""

    area: str | None
    male: dict[int, int]
    female: dict[int, int]
    found: Inflation


@dataclass(frozen=True, slots=True)
class TrendAnswer:
    """All series that were asked for, and the areas that are too short to be one."""

    request: TrendRequest
    trends: tuple[Trend, ...]
    left_out: tuple[str, ...]


def trend_answer(
    counts: Sequence[Count],
    request: TrendRequest,
    file: str,
    progress: Callable[[float], None] | None = None,
) -> TrendAnswer:
    """Estimate the transition of each area of some counts by year.

    Parameters
    ----------
    counts : sequence of Count
        Divided by period, or by area and period.
    request : TrendRequest
    file : str
        For refusals.
    progress : callable, optional
        Told the share of the series that are estimated.

    Raises
    ------
    Refusal
        ``trend-needs-years``, ``trend-too-short``, ``trend-too-long``.
    """
    series: dict[str | None, list[Count]] = {}
    for count in _single_years(counts, file):
        series.setdefault(count.area, []).append(count)
    trends, left_out, longest = [], [], 0
    # Each area draws from a child of its own, so that no other area's births change its answer.
    children = np.random.default_rng(request.seed).spawn(len(series))
    for done, ((area, members), generator) in enumerate(zip(series.items(), children, strict=True)):
        if progress is not None:
            progress(done / len(series))
        held = [count for count in members if count.male + count.female]
        longest = max(longest, len(held))
        one_sex = not any(c.male for c in held) or not any(c.female for c in held)
        if len(held) < FEWEST_YEARS or one_sex:
            left_out.append(area or "")
        else:
            trends.append(_trend(area, held, request, file, generator))
    if not trends:
        raise Refusal("trend-too-short", file=file, held=longest, fewest=FEWEST_YEARS)
    return TrendAnswer(request, tuple(trends), tuple(left_out))


def _single_years(counts: Sequence[Count], file: str) -> list[Count]:
    kept, kinds = [], set()
    for count in counts:
        if count.period is None:
            raise Refusal("no-dimension", file=file, dimension="period", field="period")
        kinds.add(count.period.kind)
        if count.period.kind not in ("calendar-year", "statistical-year") or len(kinds) > 1:
            raise Refusal("trend-needs-years", file=file, period=count.period.label)
        kept.append(count)
    return kept


def _trend(
    area: str | None,
    counts: Sequence[Count],
    request: TrendRequest,
    file: str,
    generator: np.random.Generator,
) -> Trend:
    by_year = {count.period.end.year: count for count in counts if count.period}
    first, last = min(by_year), max(by_year)
    if last - first >= LONGEST:
        raise Refusal("trend-too-long", file=file, first=str(first), last=str(last), most=LONGEST)
    male = {year: count.male for year, count in by_year.items()}
    female = {year: count.female for year, count in by_year.items()}
    found = estimate_inflation(
        list(by_year), list(male.values()), list(female.values()), request.baseline,
        generator=generator, baseline_sd=request.baseline_sd, start=request.start,
        project=request.project, confidence=request.confidence,
    )  # fmt: skip
    return Trend(area, male, female, found)


def trend_as_json(answer: TrendAnswer) -> dict[str, Any]:
    """The answer as plain data with stable English keys; see docs/commands.md."""
    request = answer.request
    return {
        "schema": "evenborn.trend/1",
        "source": request.source,
        "baseline": request.baseline,
        "baseline_sd": request.baseline_sd,
        "region": request.region,
        "start_around": request.start.around,
        "not_before": request.start.not_before,
        "confidence": request.confidence,
        "seed": request.seed,
        "series": [_series_as_json(trend) for trend in answer.trends],
        "left_out": list(answer.left_out),
    }


def _series_as_json(trend: Trend) -> dict[str, Any]:
    found = trend.found
    return {
        "area": trend.area,
        "probability": found.probability,
        "probability_to_come": found.probability_to_come,
        "log_bayes_factor": found.log_bayes_factor,
        "start": band_as_json(found.start),
        "height": band_as_json(found.height),
        "end": band_as_json(found.end),
        "modes": [
            {"start": m.start, "lower": m.lower, "upper": m.upper, "height": m.height, "weight": m.weight}
            for m in found.modes
        ],
        "missing": {name: band_as_json(by.total) for name, by in found.missing.items()},
        "years": [_year_as_json(trend, at) for at in range(len(found.years))],
    }


def _year_as_json(trend: Trend, at: int) -> dict[str, Any]:
    found, year = trend.found, int(trend.found.years[at])
    stated = found.births[at] >= FEWEST_BIRTHS
    return {
        "year": year,
        "male": trend.male.get(year),
        "female": trend.female.get(year),
        "projected": year > max(trend.male),
        "probability": float(found.probability_by_year[at]),
        "ratio": band_as_json(year_of(found.ratio, at)),
        "baseline": band_as_json(year_of(found.baseline, at)),
        "missing": {
            name: band_as_json(year_of(by.by_year, at)) if stated else None
            for name, by in found.missing.items()
        },
    }


def year_of(band: Band, at: int) -> Band:
    """One year of a band.

    Examples
    --------
    >>> float(year_of(Band(np.array([1.0, 2.0]), np.zeros(2), np.ones(2)), 1).median)
    2.0
    """
    return Band(band.median[at], band.lower[at], band.upper[at])


def band_as_json(band: Band) -> dict[str, float | None] | None:
    """A median with its interval; None where there is none.

    Examples
    --------
    >>> band_as_json(Band(np.array(2.0), np.array(1.0), np.array(3.0)))
    {'estimate': 2.0, 'lower': 1.0, 'upper': 3.0}
    """
    if math.isnan(float(band.median)):
        return None
    ends = {"estimate": band.median, "lower": band.lower, "upper": band.upper}
    return {name: number_or_none(value) for name, value in ends.items()}

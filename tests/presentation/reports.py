"""Ratio reports for tests, from real series and from simulated areas, with their figures from scipy."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
from scipy.stats import beta

from evenborn.presentation.figure import Figure, Reliability, Source
from evenborn.presentation.ratio_report import RatioReport
from evenborn.registers.period import Period
from presentation.comparisons import funnel, ranking

SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

LONDON_START = ((5218, 4683), (4858, 4457), (4422, 4102), (4994, 4590), (5158, 4839), (5035, 4820))


@dataclass(frozen=True)
class Births:
    """Counts that a figure is made of."""

    male: int | None
    female: int | None
    area: str | None = None
    period: Period | None = None
    order: str | None = None
    unclear: int | None = 0
    complete: bool | None = None
    cut_off: date | None = None


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "calendar-year", str(number))


def statistical_year(number: int) -> Period:
    return Period(date(number - 1, 10, 1), date(number, 9, 30), "statistical-year", str(number))


def years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31), "several-years", f"{first}–{last}")


def figure(
    births: Births,
    *,
    reference: float = 107.0,
    audience: Literal["office", "public"] = "office",
    pooled: bool = False,
) -> Figure:
    """Make one figure with its Jeffreys interval and the rule of small numbers of its audience."""
    male, female = births.male, births.female
    named = (births.area, births.order, None, births.period, births.cut_off, births.complete)
    if male is None or female is None or (audience == "public" and 0 < min(male, female) < 5):
        return Figure(*named, None, None, None, None, None, None, None, "none", None, "suppressed", pooled)
    total = male + female
    if total == 0:
        return Figure(*named, 0, 0, 0, births.unclear, None, None, None, "none", None, "no-births", pooled)
    lower, upper = (100 * p / (1 - p) for p in _bounds(male, female))
    sides: Literal["two-sided", "lower", "upper"] = (
        "lower" if female == 0 else "upper" if male == 0 else "two-sided"
    )
    above = float(beta.sf(reference / (100 + reference), male + 0.5, female + 0.5))
    least = 1000 if audience == "public" else 200
    reliability: Reliability = "too-few" if total < least else "unreliable" if total < 1000 else "reliable"
    ratio = None if female == 0 or reliability == "too-few" else 100 * male / female
    return Figure(
        *named, male, female, total, births.unclear, ratio,
        None if male == 0 else float(lower), None if female == 0 else float(upper), sides,
        None if reliability == "too-few" else above, reliability, pooled,
    )  # fmt: skip


def _bounds(male: int, female: int) -> tuple[float, float]:
    if female == 0:
        return float(beta.ppf(0.05, male + 0.5, 0.5)), 0.0
    if male == 0:
        return 0.0, float(beta.ppf(0.95, 0.5, female + 0.5))
    low, high = beta.ppf([0.025, 0.975], male + 0.5, female + 0.5)
    return float(low), float(high)


def report(
    headline: Figure,
    *,
    figures: Sequence[Figure] = (),
    trend: Sequence[Figure] = (),
    pooled: Sequence[Figure] = (),
    areas: Sequence[Figure] = (),
    whole: Figure | None = None,
    by: tuple[str, ...] = ("year",),
    pool: int = 1,
    audience: Literal["office", "public"] = "office",
    name: str = "Parish registers of London",
    file: str = "births.csv",
) -> RatioReport:
    """Put a report together."""
    ranked = ranking(areas) if len(areas) > 1 else ()
    alone = ranked and ranked[0].rank_lower == ranked[0].rank_upper == 1
    return RatioReport(
        headline, whole or headline, tuple(trend), tuple(pooled), tuple(figures) or (headline,),
        funnel(areas) if len(areas) > 2 else None, ranked, ranked[0].figure.area if alone else None,
        by, 107.0, 0.95, "jeffreys", pool, audience, Source(name, file, SHA, len(figures)),
    )  # fmt: skip


def yearly(counts: Sequence[tuple[int, int]], first: int, pool: int = 3, **facts: str) -> RatioReport:
    """Make a report of years without areas."""
    trend = [figure(Births(m, f, period=year(first + i))) for i, (m, f) in enumerate(counts)]
    pooled = [
        figure(
            Births(
                sum(m for m, _ in window),
                sum(f for _, f in window),
                period=years(first + i, first + i + pool - 1),
            ),
            pooled=True,
        )
        for i in range(len(counts) - pool + 1)
        if (window := counts[i : i + pool])
    ]
    whole = figure(
        Births(
            sum(m for m, _ in counts), sum(f for _, f in counts), period=years(first, first + len(counts) - 1)
        )
    )
    return report(trend[-1], figures=trend, trend=trend, pooled=pooled, whole=whole, pool=pool, **facts)


def london() -> RatioReport:
    """The christenings of London: all 82 years where the data lie beside the checkout, else the first six."""
    return yearly(
        _series("london_christenings_1629_1710.csv") or LONDON_START, 1629, file="london_christenings.csv"
    )


def united_states() -> RatioReport | None:
    """The births of the United States 1940-2002, where the data lie beside the checkout."""
    counts = _series("us_births_1940_2002.csv")
    return yearly(counts, 1940, pool=5, name="NCHS", file="us_births.csv") if counts else None


def _series(name: str) -> list[tuple[int, int]]:
    path = SHARED / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [(int(row["male"]), int(row["female"])) for row in csv.DictReader(stream)]


def townships(names: Sequence[str] = (), audience: Literal["office", "public"] = "office") -> RatioReport:
    """Sixty townships in three statistical years, the last of them cut off on 17 September."""
    draw = np.random.default_rng(7)
    names = names or [f"{'东南西北中'[i % 5]}{'河沟山湾坝滩'[i % 6]}{i // 30 + 1}镇" for i in range(60)]
    sizes = draw.lognormal(6.3, 0.75, len(names))
    truth = np.where(np.arange(len(names)) == 3, 134.0, 109.0)
    cells, figures = np.zeros((len(names), 3, 2), int), []
    for place, name in enumerate(names):
        for t in range(3):
            total = int(sizes[place] * (1, 0.97, 0.9)[t])
            male = int(draw.binomial(total, truth[place] / (100 + truth[place])))
            cells[place, t] = male, total - male
            counts = Births(
                male,
                total - male,
                name,
                statistical_year(2009 + t),
                unclear=int(draw.random() < 0.1),
                **_stated(t),
            )
            figures.append(figure(counts, audience=audience))
    trend = [
        figure(
            Births(*map(int, cells[:, t].sum(0)), period=statistical_year(2009 + t), unclear=6, **_stated(t))
        )
        for t in range(3)
    ]
    three = Period(date(2008, 10, 1), date(2011, 9, 30), "several-years", "2009–2011")
    areas = [
        figure(Births(*map(int, cells[i].sum(0)), name, three), audience=audience, pooled=True)
        for i, name in enumerate(names)
    ]
    whole = figure(Births(*map(int, cells.sum((0, 1))), period=three, unclear=18), pooled=True)
    return report(
        trend[1], figures=figures, trend=trend, areas=areas, whole=whole, by=("year", "area"), pool=3,
        audience=audience, name="甘州区住院分娩登记", file="甘州区分娩登记.xlsx",
    )  # fmt: skip


def _stated(t: int) -> dict[str, bool | date | None]:
    return {"complete": t < 2, "cut_off": date(2011, 9, 17) if t == 2 else None}


def districts(count: int = 640) -> RatioReport:
    """Districts of India, children 0-6, without a period; simulated where the data are absent."""
    path = SHARED / "india_2011_districts_children_0_6.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            rows = [(r["name"], int(r["male"]), int(r["female"])) for r in csv.DictReader(stream)][:count]
    else:
        draw = np.random.default_rng(5)
        rows = [(f"District {i}", int(b * p), int(b * (1 - p))) for i in range(count)
                for b, p in [(draw.lognormal(11.7, 0.8), draw.normal(0.521, 0.01))]]  # fmt: skip
    figures = [figure(Births(m, f, name)) for name, m, f in rows]
    headline = figure(Births(sum(r[1] for r in rows), sum(r[2] for r in rows)))
    return report(
        headline, figures=figures, areas=figures, by=("area",), name="Census of India", file="districts.csv"
    )


def no_girls() -> RatioReport:
    """One figure: 240 boys, no girl."""
    return report(figure(Births(240, 0, period=year(2020), unclear=2)), by=())


def published() -> RatioReport:
    """Nine townships for the public: some suppressed, some too few, one reliable."""
    counts = [
        (812, 744),
        (411, 379),
        (3, 8),
        (None, None),
        (260, 233),
        (0, 0),
        (650, 601),
        (96, 88),
        (505, 520),
    ]
    figures = [
        figure(
            Births(m, f, f"Township {n}", year(2020), unclear=None if m is None else 0, complete=True),
            audience="public",
        )
        for n, (m, f) in enumerate(counts, 1)
    ]
    whole = figure(Births(2737, 2573, period=year(2020), complete=True), audience="public")
    return report(
        whole,
        figures=figures,
        trend=[whole],
        areas=[f for f in figures if f.ratio],
        by=("year", "area"),
        audience="public",
    )


def hostile() -> RatioReport:
    """Areas whose names try to be something else."""
    names = [
        "<script>alert(1)</script>",
        "=1+1",
        "@SUM(A1)",
        "+86",
        "-2",
        "a\u2028b</script>",
        "\x1b[31mred",
        "620702001003000001",
    ]
    figures = [figure(Births(2100 + 7 * n, 2000, name)) for n, name in enumerate(names)]
    named = Source('"><img src=x onerror=alert(1)>', "=cmd|' /C calc'!A0.csv", SHA, 8)
    return replace(report(figures[0], figures=figures, areas=figures, by=("area",)), source=named)

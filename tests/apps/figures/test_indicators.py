"""Each indicator has its page, each section leads to one, and worked examples are checked."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from html import unescape

import pytest

from apps.births.calendar.scene import expected
from apps.births.returns.scene import hospital
from apps.figures import comparison, scene
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.births.models import BirthsOfFacility, FacilityTable
from evenborn.apps.figures import delay
from evenborn.apps.figures.completeness.shares import Share
from evenborn.apps.figures.indicators.catalogue import INDICATORS
from evenborn.presentation import numbers
from evenborn.presentation.method_pages import method_names
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.words import say
from evenborn.sexratio.cusum import Shift, approximate_run_length, approximate_threshold
from evenborn.sexratio.missing import missing_female_births
from evenborn.sexratio.ranking import rank
from evenborn.sexratio.ratio import pool_periods, sex_ratio
from evenborn.sexratio.registration import corrected_ratio
from evenborn.sexratio.smoothing import smooth
from people import CITY, NIWU, browser_of, clerk, officer

database = pytest.mark.django_db(databases="__all__")


def _ratio(boys: int, girls: int, *, interval: bool = True) -> Iterator[str]:
    found = sex_ratio(boys, girls)
    yield f"{float(found.estimate):.1f}"
    if interval:
        ends = found.interval()
        yield f"{float(ends.lower):.1f}–{float(ends.upper):.1f}"


def _completeness() -> Iterator[str]:
    share = Share(date(2025, 1, 1), date(2025, 12, 31), 144, 141, 0, 0, 12, 12)
    yield numbers.percent(share.of_due, 1)


def _corrected() -> Iterator[str]:
    boys, girls = [3911, 978, 206], [3495, 874, 388]
    yield f"{100 * sum(boys[:2]) / sum(girls[:2]):.1f}"
    found = corrected_ratio(boys, girls)
    ends = found.interval()
    yield f"{float(found.observed.estimate):.1f}"
    yield f"{float(found.estimate):.1f}"
    yield f"{float(ends.lower):.1f}–{float(ends.upper):.1f}"


def _pooled() -> Iterator[str]:
    [three] = pool_periods([10_420, 10_380, 10_350], [9_610, 9_650, 9_700], window=3).estimate
    yield f"{three:.1f}"
    yield from _ratio(31_150, 28_960)


def _areas() -> Iterator[str]:
    table = rank([5_169] * 9 + [5_652], [4_831] * 9 + [4_348])
    assert table.highest == 9
    for language in ("en", "zh"):
        to = {"en": "2 to 10", "zh": "2 至 10"}[language]
        assert to in say("figures.example.areas-compared", language)  # type: ignore[arg-type]
    yield str(table.rank_lower[0])
    yield str(table.rank_upper[0])


def _orders() -> Iterator[str]:
    first, later, every = (
        float(sex_ratio(*pair).estimate) for pair in ((5_150, 4_800), (3_300, 2_600), (8_450, 7_400))
    )
    assert every == pytest.approx(first * 4_800 / 7_400 + later * 2_600 / 7_400)
    yield from (numbers.ratio(one, 1) for one in (first, later, every))


def _missing() -> Iterator[str]:
    sen = missing_female_births(117_420, 100_000, 106)
    fixed = missing_female_births(117_420, 100_000, 106, definition="fixed-births")
    yield from (f"{float(one):,.0f}" for one in (sen.missing, sen.lower, sen.upper, fixed.missing))


def _ages() -> Iterator[str]:
    yield from _ratio(5_200, 4_900, interval=False)
    yield from _ratio(1_150, 1_000, interval=False)
    told = 5_200 + 4_900 + 1_150 + 1_000
    yield f"{100 * told / (told + 750):.1f}%"


def _smoothed() -> Iterator[str]:
    male = [[612, 590, 601], [633, 660, 641], [655, 649, 670], [240, 255, 250], [101, 99, 104], [0, 52, 49]]
    female = [[560, 549, 566], [570, 560, 555], [548, 560, 549], [210, 208, 215], [95, 90, 92], [0, 48, 44]]
    found = smooth(male, female, neighbours=[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)])
    yield f"{52 / 0.48:.1f}"
    yield f"{float(found.ratio[5][1]):.0f}"


def _monitored() -> Iterator[str]:
    shift = Shift(106, 115)
    threshold = approximate_threshold(50 * 1_000, shift)
    yield f"{threshold:.2f}"
    yield f"{float(approximate_run_length(threshold, shift)[1]) / 1_000:.1f}"


def _delay() -> Iterator[str]:
    month = delay._of_month(date(2025, 3, 1), [(40, 30), (5, 60), (90, 10)])
    yield f"{month.median}"
    yield numbers.percent(month.soon)


EXAMPLES: dict[str, Callable[[], Iterator[str]]] = {
    "ratio": lambda: _ratio(484_382, 453_841), "completeness": _completeness, "corrected-ratio": _corrected,
    "pooled-ratio": _pooled, "areas-compared": _areas, "ratio-by-order": _orders, "missing-births": _missing,
    "ratio-by-age": _ages, "smoothed-ratio": _smoothed, "monitored": _monitored, "delay": _delay,
}  # fmt: skip


def test_every_indicator_has_an_example_that_is_checked() -> None:
    assert set(EXAMPLES) == set(INDICATORS)


@pytest.mark.parametrize("code", list(EXAMPLES))
def test_the_numbers_of_a_worked_example_are_those_of_the_code(code: str) -> None:
    computed = list(EXAMPLES[code]())
    assert computed
    for language in LANGUAGES:
        words = say(f"figures.example.{code}", language)
        for number in computed:
            assert re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", words), (language, number, words)


def sections(html: str) -> dict[str, str]:
    """Sections of a page of an area, by their names."""
    found = re.findall(r'<section id="([^"]+)">(.*?)</section>', html, re.DOTALL)
    assert html.count("<section") == len(found), "a section without a name"
    return dict(found)


def everything_is_there() -> None:
    """A city of which every section has something to show."""
    scene.cube()
    comparison.compared()
    expected(hospital("YX-A", CITY), "delivery", since=date(2025, 1, 1))
    at = datetime(2026, 1, 20, tzinfo=UTC)
    made = FacilityTable.objects.create(
        register="delivery", batch=1, as_of=at, made_at=at, births=9_600, withheld=0
    )
    for age, male in (("25-29", 2_100), ("35+", 1_100), ("all", 400)):
        BirthsOfFacility.objects.create(
            of=made, area=NIWU, facility="YX-A", period="2025", told={"outcome": "live", "mother_age": age},
            male=male, female=2_000, unclear=0,
        )  # fmt: skip


@database
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_section_leads_to_the_page_of_its_indicator(language: str) -> None:
    everything_is_there()
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    html = reader.get(f"/figures/{CITY}/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    known: Language = "en" if language == "en" else "zh"
    met = set()
    for section_of, inside in sections(html).items():
        name = {"registration": "corrected-ratio"}.get(section_of, section_of)  # the verdict rests on it
        assert f'href="/figures/indicators/{name}/"' in inside, name
        met.add(name)
    for tab in ("map", "smoothed", "months", "lateness"):
        page = reader.get(f"/figures/{CITY}/{tab}/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
        [name] = re.findall(r'href="/figures/indicators/([\w-]+)/"', page)
        met.add(name)
    assert met == set(INDICATORS)
    for name in met:
        page = unescape(
            reader.get(f"/figures/indicators/{name}/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
        )
        for part in ("definition", "formula", "assumes", "limits", "example", "literature"):
            assert say(f"figures.{part}.{name}", known) in page, (name, part)
        for stands in INDICATORS[name].stands:
            section = f"#{stands.section}" if stands.section else ""
            assert re.search(rf'href="/[^"]*{section}">{say(f"place.{stands.page}", known)}<', page), stands


@database
def test_who_may_not_open_a_page_reads_its_name_and_gets_no_link() -> None:
    scene.cube()
    reader = browser_of(clerk())
    html = reader.get("/figures/indicators/smoothed-ratio/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Smoothed ratios" in html
    assert "/smoothed/" not in html
    assert reader.get("/figures/indicators/none-such/").status_code == 404
    stranger = browser_of(officer("stranger")).get("/figures/indicators/ratio/")
    assert stranger.status_code == 200
    assert f"/figures/{NIWU}" not in stranger.content.decode()


@database
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_method_behind_an_indicator_opens_for_whoever_is_logged_in(language: str) -> None:
    reader = browser_of(officer("stranger"))
    for name in {one.method for one in INDICATORS.values()}:
        page = reader.get(f"/figures/methods/{name}/", HTTP_ACCEPT_LANGUAGE=language)
        assert page.status_code == 200, name
    page = reader.get("/figures/indicators/smoothed-ratio/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert '<a href="/figures/methods/smoothing/">' in page
    assert reader.get("/figures/methods/none-such/").status_code == 404
    assert reader.get("/figures/methods/README/").status_code == 404
    listed = reader.get("/figures/methods/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    for name in method_names():
        assert f'href="/figures/methods/{name}/"' in listed, name

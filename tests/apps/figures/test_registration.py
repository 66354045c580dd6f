"""Not born, or not registered: what pages say of a comparison, to whom, and what orders of birth say."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.figures import comparison, scene
from apps.figures.compared import compared
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission, RoleCode, permissions_of
from evenborn.apps.figures.registration.orders import read_orders
from evenborn.apps.figures.speaking import speaking_of
from evenborn.apps.matching.models import RunRegister
from evenborn.apps.stores import Store
from evenborn.presentation.counts import Count
from evenborn.presentation.figures import FigureRules, figures_of
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.verdicts import (
    verdict_code,
    verdict_name,
    verdict_reason,
    verdict_sentence,
    what_to_do,
)
from evenborn.presentation.words import say
from people import CITY, NIWU, XIZE, browser_of, clerk, leader, officer

JUDGES = {
    Permission.FIGURES_EXACT, Permission.FIGURES_TARGETS, Permission.FIGURES_PREPARE,
    Permission.FIGURES_APPROVE, Permission.VAULT_SEE, Permission.INTAKE_DECIDE,
}  # fmt: skip
"""Powers that whoever compares must not hold as well."""
database = pytest.mark.django_db(databases="__all__")


@database
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", ["selection", "concealment", "both", "no excess", "cannot tell"])
def test_a_page_says_the_verdict_and_what_to_do(verdict: str, language: Language) -> None:
    scene.cube()
    run = compared(verdict, "no excess")
    spoken = {"en": "en", "zh": "zh-hans"}[language]
    page = browser_of(leader()).get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE=spoken).content.decode()
    key = verdict.replace(" ", "-")
    assert say(f"registration.verdict.{key}", language) in page
    assert say(f"registration.next.{key}", language) in page
    assert f'href="/matching/runs/{run.pk}/"' in page


@database
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_verdict_has_one_wording_wherever_it_is_told(language: Language) -> None:
    scene.cube()
    run = comparison.compared()
    reader, spoken = leader(), {"en": "en", "zh": "zh-hans"}[language]
    who, told = browser_of(reader), speaking_of(actor_of(reader), XIZE, "public")
    assert told is not None
    assert told.whole is not None
    whole = verdict_sentence("selection", language, told.whole["tipping_point"])
    area, of_run = (
        who.get(address, HTTP_ACCEPT_LANGUAGE=spoken).content.decode()
        for address in (f"/figures/{XIZE}/", f"/matching/runs/{run.pk}/")
    )
    assert area.count(whole) == 2  # why the ratio is so, and the corrected ratio
    for verdict in ("selection", "concealment"):
        for said in (verdict_sentence(verdict, language), what_to_do(verdict, language)):
            assert said in of_run
        assert f"<dt>{verdict_name(verdict, language)}</dt>" in of_run
    assert f'href="/figures/{XIZE}/#registration"' in of_run


@database
def test_a_register_that_was_left_out_is_not_named() -> None:
    run = compared("selection")
    RunRegister.objects.regardless("a test").create(
        run=run, place=2, register="household", area=CITY, department=1, left_out=True
    )
    found = comparison.said(actor_of(leader()), NIWU)
    assert found is not None
    assert register_name("household", "zh") not in found.about
    assert register_name("delivery", "zh") in found.about


@database
def test_the_last_comparison_that_counted_births_of_an_area_speaks_for_it() -> None:
    first = compared("selection", "concealment")
    compared("no excess")  # of the first county only
    by = actor_of(leader())
    for area, verdict in ((NIWU, "no-excess"), (XIZE, "concealment")):
        found = comparison.said(by, area)
        told = comparison.found(by, area, "public")
        assert found is not None
        assert found.own is not None
        assert told is not None
        assert told.whole is not None
        assert found.own.verdict == verdict == verdict_code(told.whole)
        assert f"{told.run.pk}" in found.about
    assert told.run == first


@database
def test_what_people_judge_of_links_is_shown_at_once() -> None:
    scene.cube()
    run, who = compared("selection"), browser_of(leader())
    address = f"/figures/{NIWU}/"
    assert "Selection: girls" in who.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    total, county = run.figures["area"]
    run.figures = run.figures | {"area": [total, county | {"verdict": "both"}]}
    run.save()
    page = who.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert page.count("Both: girls") == 2
    assert "Selection: girls" not in page


@database
def test_another_comparison_is_shown_at_once() -> None:
    scene.cube()
    who = browser_of(leader())
    compared("selection")
    assert "Selection: girls" in who.get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    compared("concealment", "no excess")
    assert "Concealment: girls" in who.get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()


@database
def test_a_county_reads_its_own_line_and_no_other() -> None:
    compared("selection", "concealment")
    by = actor_of(clerk())
    found = comparison.said(by, NIWU)
    assert found is not None
    assert ([one.area for one in found.all], found.url) == ([NIWU], "")
    with pytest.raises(NotVisible):
        comparison.said(by, XIZE)
    with pytest.raises(NotVisible):
        comparison.said(by, CITY)


@database
def test_few_births_get_no_verdict() -> None:
    compared(None, births=600)
    found = comparison.said(actor_of(leader()), NIWU)
    assert found is not None
    assert found.own is not None
    assert found.own.verdict == "too-few"


@database
def test_where_nothing_was_compared_that_is_said() -> None:
    scene.cube()
    who = browser_of(leader())
    page = who.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Not born, or not registered?" not in page
    page = who.get(f"/figures/{CITY}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert 'id="registration"' not in page


@database
def test_whoever_runs_a_comparison_reads_the_figures_that_it_explains_and_comes_back() -> None:
    scene.cube()
    run, who = comparison.compared(), browser_of(officer("compares", RoleCode.COMPARISON_OFFICER, CITY))
    page = who.get(f"/matching/runs/{run.pk}/").content.decode()
    for address in (f"/figures/{CITY}/", f"/figures/{NIWU}/#registration"):
        assert f'href="{address}"' in page
        assert f'href="/matching/runs/{run.pk}/"' in who.get(address).content.decode()
    assert not permissions_of("comparison-officer") & JUDGES


@database
def test_a_leader_sees_comparisons_and_starts_none() -> None:
    who = browser_of(leader())
    assert who.get("/matching/").status_code == 200
    assert who.get("/matching/begin/").status_code == 403


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"1": (5_150, 4_850), "2": (5_900, 4_100), "3+": (640, 360)}, "rises"),
        ({"1": (5_500, 4_500), "2": (5_500, 4_500)}, "first-high"),
        ({"1": (5_150, 4_850), "2": (5_160, 4_840)}, ""),
        ({"1": (5_150, 4_850), "2": (60, 40)}, "few"),
        ({"1": (60, 40), "2": (80, 20)}, ""),
    ],
)
def test_orders_say_what_their_intervals_allow(counts: dict[str, tuple[int, int]], said: str) -> None:
    rows = [Count(None, order, None, None, male, female, 0) for order, (male, female) in counts.items()]
    figures = figures_of(rows, FigureRules())
    found = read_orders(figures, 107.0, "en")
    words = {"rises": "beyond chance: order 2", "first-high": "First births lie", "few": "too few", "": ""}
    assert words[said] in found.sentence
    assert bool(found.sentence) is bool(said)
    assert found.adds_up is (said == "few")


@database
def test_the_comparison_that_speaks_for_an_area_is_read_once_a_page() -> None:
    scene.cube()
    compared("selection")
    reader = browser_of(leader())
    with CaptureQueriesContext(connections[Store.STATISTICS]) as asked:
        assert reader.get(f"/figures/{NIWU}/").status_code == 200
    read = [one for one in asked.captured_queries if '"matching_run"."figures"' in one["sql"]]
    assert len(read) == 1


@database
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_says_which_end_of_which_ratio_it_rests_on(language: Language) -> None:
    scene.cube()
    comparison.compared()
    spoken = {"en": "en", "zh": "zh-hans"}[language]
    reader = leader()
    page = browser_of(reader).get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE=spoken).content.decode()
    told = comparison.found(actor_of(reader), NIWU, "public")
    assert told is not None
    assert told.whole is not None
    because = verdict_reason(told.whole, 107.0, language)
    births = {"en": "about 6,500", "zh": "约 6,500"}[
        language
    ]  # exact ones would tell how few one register lacks
    for number in (births, "120.8", "107", "91.6", "126.6"):
        assert number in because
    assert page.count(because) == 2
    close = told.whole | {"corrected_lower": 107.5}
    assert verdict_reason(close, 107.0, language) not in (because, "")
    for silent in ({"reliability": "suppressed"}, {"verdict": "no excess"}, {"corrected_lower": None}):
        assert not verdict_reason(told.whole | silent, 107.0, language)

"""Not born, or not registered: what pages say of a comparison, to whom, and what orders of birth say."""

import pytest

from apps.figures import scene
from apps.figures.compared import compared
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.figures.registration.judged import registration_of
from evenborn.apps.figures.registration.orders import read_orders
from evenborn.presentation.counts import Count
from evenborn.presentation.figures import FigureRules, figures_of
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.words import say
from people import CITY, NIWU, XIZE, browser_of, clerk, leader

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
    found = registration_of(by, NIWU)
    assert found is not None
    assert ([one.area for one in found.all], found.url) == ([NIWU], "")
    with pytest.raises(NotVisible):
        registration_of(by, XIZE)
    with pytest.raises(NotVisible):
        registration_of(by, CITY)


@database
def test_few_births_get_no_verdict() -> None:
    compared(None, births=600)
    found = registration_of(actor_of(leader()), NIWU)
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

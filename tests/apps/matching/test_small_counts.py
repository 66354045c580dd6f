"""Who compares is not the owner of the records: it reads no small number, and none by subtraction."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from apps.matching import scene
from evenborn.apps.access.models import Officer
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.small_counts import LEAST, gives_away, shown_figures, told_kinds
from evenborn.comparison.differences import KINDS
from evenborn.sexratio.disclosure.rules import thresholds
from people import analyst, browser_of

NUMBERS = (*KINDS, "elsewhere", "still_differs")
TOLD = st.fixed_dictionaries({kind: st.integers(0, 40) for kind in NUMBERS})


@given(st.lists(TOLD, min_size=2, max_size=4))
def test_no_small_number_is_shown_in_any_register(told: list[dict[str, int]]) -> None:
    shown = told_kinds(told)
    assert all(number is None or number >= LEAST for one in shown for number in one.values())
    for kind in NUMBERS:  # two registers differ in the same births: what one hides the other does not tell
        assert len({one[kind] is None for one in shown}) == 1
    apart = {one[kind] is None for one in shown for kind in ("only-here", "elsewhere", "entered-twice")}
    assert apart == {gives_away(told)}


def test_the_threshold_is_that_of_the_house() -> None:
    assert thresholds("differences").count == LEAST == 10


LINES = st.lists(
    st.builds(lambda held, lacking: {"births": held + lacking, "lacking": lacking, "reliability": "reliable"},
              st.integers(100, 9_000), st.integers(0, 40)),
    min_size=1, max_size=6,
)  # fmt: skip
"""Births of areas that all registers hold together, and how many of them the fullest one lacks."""


@given(LINES)
def test_the_births_of_a_register_tell_no_small_number_beside_those_of_all(
    lines: list[dict[str, int]],
) -> None:
    """Pages of figures tell the births of a register exactly; this is what they are subtracted from."""
    total = {name: sum(one[name] for one in lines) for name in ("births", "lacking")}
    figures = [total | {"reliability": "reliable"}, *lines]
    told = shown_figures(figures, "en", exact=False)
    if any(one["lacking"] < LEAST for one in figures):
        assert all(one["births"] is None or one["births"] % 100 == 0 for one in told)
        assert all("births_said" in one for one in told if one["births"] is not None)
    else:
        assert [one["births"] for one in told] == [one["births"] for one in figures]
    assert shown_figures(figures, "en", exact=True) == figures


def pages(run: Run, readers: tuple[Officer, ...], **numbers: dict[str, int]) -> list[str]:
    """The page of a comparison with these numbers, as its officer reads it and as the analyst does."""
    for name, told in numbers.items():
        rows = RunRegister.objects.regardless("a test").filter(run=run, register=name)
        rows.update(told=told, births=2_743)
    address = reverse("matching-run", args=[run.pk])
    return [browser_of(who).get(address).content.decode() for who in readers]


@pytest.mark.django_db(databases="__all__")
def test_births_and_links_are_rounded_where_they_would_give_one_away(pair: scene.Pair) -> None:
    run = scene.compared(pair)
    links, plenty = f">{run.pairs[0]['links']:,}<", dict.fromkeys(NUMBERS, 37)
    registers = run.figures["registers"]
    own = f">{next(one['births'] for one in registers if one['area'] is None):,}<"
    readers = scene.comparer(), analyst()
    officer, exact = pages(run, readers, delivery=plenty, immunisation=plenty | {"elsewhere": 9})
    assert "约 2,700" in officer
    assert "2,743" not in officer
    assert links not in officer
    assert own not in officer
    assert f"{run.figures['area'][0]['births']:,}" not in officer
    assert f"{run.figures['area'][0]['births']:,}" in exact
    assert ">37<" in officer  # records whose sex differs follow from no number of births
    for shown in ("2,743", links, own, ">9<"):
        assert shown in exact
    officer, _ = pages(run, readers, delivery=plenty, immunisation=plenty)
    assert links in officer
    assert own in officer
    assert "2,743" not in officer

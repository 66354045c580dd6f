"""Releases: two persons, never changed, corrected by a new issue, protected together, safe when cut off."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.figures import scene as city
from apps.figures.releases import scene
from apps.figures.releases.scene import LATER, SMALL, analyst, prepared, released
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.figures.models import Release, Withdrawal
from evenborn.apps.figures.releases import actions, queries, rules
from evenborn.apps.figures.releases.contents import ALL, Contents, TableKind
from evenborn.apps.figures.releases.making import AskedTable, made
from evenborn.apps.figures.releases.standing import standing_of
from evenborn.apps.figures.releases.statutory import source_of
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.disclosure import attack
from people import CITY, NIWU, XIZE, actor, browser_of, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")


def test_what_is_released_withholds_what_the_worked_example_of_the_method_withholds() -> None:
    scene.county()
    contents = prepared(NIWU).read
    lines = contents.by_place
    assert (lines["990101001", "2023"].male, lines["990101001", "2023"].ratio) == (612, 104.1)
    for year in ("2023", "2024"):
        assert lines["990101005", year].male is lines["990101005", year].female is None
        assert lines["990101005", year].births is None  # pages hide it and another township behind each other
    assert lines[ALL, "2023"].births == 612 + 588 + 41 + 37 + 33 + 30 + 36 + 28 + 3 + 9
    assert lines["990101002", ALL].ratio is None
    assert lines["990101002", ALL].births == 239  # shown, and too few for a ratio
    assert lines[ALL, "2025"].complete is True
    assert lines["990101001", "2023"].lower < 104.1 < lines["990101001", "2023"].upper  # type: ignore[operator]


def test_a_release_names_the_day_of_the_office() -> None:
    """Births taken in at half past four in the afternoon of London are of the next day in Beijing."""
    scene.county()
    contents = replace(prepared(NIWU).read, as_of="2026-11-28T16:39:24+00:00")
    assert "2026-11-29" in source_of(contents).en
    assert "2026年11月29日" in source_of(contents).zh


def test_no_number_that_is_withheld_is_kept() -> None:
    scene.county()
    found = prepared(NIWU)
    sunan = [line for line in json.loads(found.contents)["lines"] if line["row"] == "990101005"]
    assert [line["male"] for line in sunan[:2]] == [None, None]
    assert Contents.of(found.contents).text() == found.contents
    assert found.sha256 == Contents.of(found.contents).sha256


def test_one_person_alone_releases_nothing() -> None:
    scene.county()
    found = prepared()
    with pytest.raises(Refusal, match="figures-release-same-person"):
        actions.release_issue(found, by=analyst())
    with pytest.raises(Forbidden):
        actions.release_issue(found, by=actor(RoleCode.RECORDS_KEEPER, CITY))
    with pytest.raises(NotVisible):
        actions.release_issue(found, by=analyst(XIZE))
    assert actions.release_issue(found, by=analyst(name="second")).state == "released"
    with pytest.raises(Refusal, match="figures-release-decided"):
        actions.release_issue(found, by=analyst(name="second"))


def test_the_database_itself_refuses_to_change_or_delete_what_was_released() -> None:
    scene.county()
    found = actions.withdraw_release(
        released(), by=analyst(name="second"), because="wrong-source", explanation="Made of a test file."
    )
    rows = Release.objects.regardless("a test").filter(pk=found.pk)
    gone = Withdrawal.objects.regardless("a test").filter(release=found)
    for change in (
        lambda: rows.update(explanation="other"), lambda: rows._raw_delete(Store.STATISTICS),
        lambda: rows.update(state="prepared"), lambda: gone.update(explanation="other"), gone.delete,
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(Store.STATISTICS):
            change()
    if connections[Store.STATISTICS].vendor == "sqlite":
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(Store.STATISTICS):
            connections[Store.STATISTICS].cursor().execute(
                "REPLACE INTO figures_release SELECT * FROM figures_release"
            )
    assert rows.get().explanation == ""


def test_a_correction_is_a_new_issue_that_names_each_number_before_and_after() -> None:
    scene.county()
    first = released(NIWU)
    scene.county(LATER)
    second = released(NIWU)
    assert (first.number, second.number, second.reason) == (1, 2, "late-births")
    changed = {(one.after.row, one.after.period): one.numbers for one in standing_of(second).changes}
    assert ("male", 612, 614) in changed["990101001", "2023"]
    assert ("ratio", 104.1, 104.1) not in changed["990101001", "2023"]
    assert ("990101002", "2023") not in changed
    assert standing_of(first).changes == ()
    assert first.read.by_place["990101001", "2023"].male == 612


def test_what_the_first_issue_withheld_stays_withheld_although_it_is_no_longer_small() -> None:
    scene.county()
    released(NIWU)
    scene.county(LATER)
    issues = [one.read for one in (queries.issues_of("areas", NIWU, "delivery").get(), released(NIWU))]
    assert issues[1].by_place["990101005", "2023"].male is None
    assert attack([one.issue() for one in issues], width=5).recovered == ()
    alone = made(everyone(), scene.county(LATER), AskedTable(TableKind.AREAS, NIWU, 2023, 2025), [])
    assert alone.by_place["990101005", "2023"].male == 5
    assert attack([issues[0].issue(), alone.issue()], width=5).recovered


def towns() -> Iterator[st.SearchStrategy[tuple[int, int]]]:
    """Births of three townships in three years, mostly small, one of them not."""
    for size in (400, 20, 12):
        yield from [st.tuples(st.integers(size // 4, size), st.integers(size // 4, size))] * 3


@given(first=st.tuples(*towns()), late=st.lists(st.tuples(*[st.integers(0, 6)] * 18), min_size=2, max_size=2))
@settings(
    max_examples=5, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_three_issues_together_give_no_withheld_number_away(
    first: tuple[tuple[int, int], ...], late: list[tuple[int, ...]]
) -> None:
    asked, issues, counts = AskedTable(TableKind.AREAS, NIWU, 2023, 2025), [], [*first]
    for turn in range(3):
        if turn:
            more = late[turn - 1]
            counts = [(m + more[2 * n], f + more[2 * n + 1]) for n, (m, f) in enumerate(counts)]
        with transaction.atomic(Store.STATISTICS):
            cube = scene.county({f"99010100{n + 1}": tuple(counts[3 * n : 3 * n + 3]) for n in range(3)})
            try:
                issues.append(made(everyone(), cube, asked, issues))
            except Refusal as refusal:
                if not refusal.code.startswith("figures-release-cannot-protect"):
                    raise
                return
        assert attack([one.issue() for one in issues], width=5).recovered == ()
        for line in issues[-1].lines:
            assert not [n for n in (line.male, line.female, line.births) if n is not None and n < 5]
            assert line.ratio is None or (line.births or 0) >= 1000


def test_an_issue_that_was_overtaken_is_not_released() -> None:
    scene.county()
    waiting = prepared(NIWU)
    with pytest.raises(Refusal, match="figures-release-waits"):
        prepared(NIWU)
    actions.refuse_release(waiting, by=analyst(name="second"), because="Wrong years.")
    assert released(NIWU).number == 1
    old = prepared(NIWU)
    Release.objects.regardless("a test").filter(pk=old.pk).update(number=1)
    old.refresh_from_db()
    with pytest.raises(Refusal, match="figures-release-overtaken"):
        actions.release_issue(old, by=analyst(name="second"))


def test_what_was_prepared_and_never_released_is_seen_by_nobody_outside() -> None:
    scene.county()
    found = prepared(NIWU)
    stranger = browser_of(None)
    assert stranger.get(f"/open/{found.name}/").status_code == 404
    assert stranger.get("/api/v1/open/releases").json() == []
    assert released("9901", reason="first").number == 1  # another table is not held up by it


def test_tables_that_share_a_number_both_show_it() -> None:
    tiny = {"990101001": ((900, 880),) * 3, "990102001": ((4, 9),) * 3, "990103001": ((700, 690),) * 3}
    scene.county(tiny)
    assert released("9901").read.by_place["990102", "2023"].male is None
    assert released("990101", years=(2024, 2025)).number == 1
    with pytest.raises(Refusal, match="figures-release-linked") as refused:
        prepared("990102")
    assert refused.value.facts["area"] == "990102"
    assert prepared("9901", table=TableKind.ORDERS).read.by_place["1", "2023"].births == 3183


def test_births_of_which_the_smaller_area_is_not_known_have_a_row_of_their_own() -> None:
    city.cube()
    by_township = prepared(NIWU).read
    assert by_township.rows == ("990101001", "990101002", "990101_U")
    by_county = prepared("9901").read
    assert by_township.by_place[ALL, "2024"].births == by_county.by_place[NIWU, "2024"].births
    assert by_county.rows == ("990101", "990102", "990103", "990104")
    assert by_county.by_place[ALL, "2024"].births == sum(
        by_county.by_place[row, "2024"].births or 0 for row in by_county.rows
    )


def test_townships_with_more_births_than_their_county_are_refused() -> None:
    fewer = {code: tuple((male // 2, female // 2) for male, female in SMALL[code]) for code in SMALL}
    scene.county(SMALL, months=fewer)
    with pytest.raises(Refusal, match="figures-release-parts-exceed"):
        prepared(NIWU)


@pytest.mark.parametrize(("code", "asked"), [
    ("figures-release-empty", {"years": (2020, 2025)}),
    ("figures-release-years", {"years": (2025, 2023)}),
    ("figures-release-years", {"years": (2010, 2025)}),
    ("figures-release-reason", {"reason": "late-births"}),
])  # fmt: skip
def test_what_cannot_be_released_is_refused(code: str, asked: dict[str, object]) -> None:
    scene.county()
    with pytest.raises(Refusal, match=code):
        prepared(NIWU, **asked)  # type: ignore[arg-type]


def test_a_second_issue_needs_an_explanation_that_names_nobody() -> None:
    with pytest.raises(Refusal, match="figures-release-unexplained"):
        rules.may_prepare("late-births", number=2, waiting=False, explanation=" ")
    scene.county()
    released(NIWU)
    with pytest.raises(Refusal, match="vault-reference-personal"):
        prepared(NIWU, explanation="Of 629101199003074221")


def test_officers_of_two_areas_do_not_see_each_others_releases() -> None:
    scene.county()
    found = prepared(NIWU)
    reader = browser_of(officer("xize", RoleCode.ANALYST, XIZE))
    assert reader.get(f"/figures/releases/{found.pk}/").status_code == 404
    assert found.name not in reader.get("/figures/releases/").content.decode()

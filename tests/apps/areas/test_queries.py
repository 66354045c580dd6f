"""Reading the tree on a day, and what became of codes, in both directions."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.areas.scene import imported, reader
from evenborn.apps.access.actor import program
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.areas import queries
from evenborn.apps.areas.byte_order import begins
from evenborn.apps.areas.models import Area, Succession

pytestmark = pytest.mark.django_db(databases="__all__")

NOW = date(2026, 11, 28)


@pytest.fixture
def _country(tmp_path: Path) -> None:
    imported(tmp_path)


def children(code: str, on: date) -> list[str]:
    return [area.code for area in queries.children(reader(), code, on)]


@pytest.mark.usefixtures("_country")
def test_the_tree_is_another_one_on_another_day() -> None:
    assert children("62", NOW) == ["6201", "6207", "6229"]
    assert children("62", date(2001, 6, 1)) == ["6201", "6222", "6229"]
    assert children("62", date(2002, 6, 1)) == ["6201", "6207", "6222", "6229"]
    assert children("6222", date(1984, 6, 1)) == ["622221", "622222", "622224"]
    assert children("", NOW)[:3] == ["11", "15", "21"]


@pytest.mark.usefixtures("_country")
def test_what_lies_in_an_area_at_any_depth() -> None:
    inside = [area.code for area in queries.inside(reader(), "620702", NOW)]
    assert inside == ["620702", "620702001", "620702100"]


@pytest.mark.usefixtures("_country")
def test_the_areas_above() -> None:
    street = queries.area_at(reader(), "620702001", NOW)
    assert [area.name_zh for area in queries.path(reader(), street, NOW)] == ["甘肃省", "张掖市", "甘州区"]
    before = queries.area_at(reader(), "622224", date(1990, 1, 1))
    assert [area.code for area in queries.path(reader(), before, date(1990, 1, 1))] == ["62", "6222"]


@pytest.mark.usefixtures("_country")
def test_what_became_of_the_prefecture() -> None:
    steps = queries.became(reader(), queries.area_at(reader(), "6222", NOW))
    assert [(s.succession.old, s.succession.new, s.new and s.new.name_zh) for s in steps] == [
        ("6222", "6207", "张掖市")
    ]


@pytest.mark.usefixtures("_country")
def test_a_county_is_followed_over_several_changes() -> None:
    steps = queries.became(reader(), queries.area_at(reader(), "622221", NOW))
    assert [(s.succession.new, s.succession.kind) for s in steps] == [
        ("622201", "recoded"),
        ("6207", "merged"),
    ]


@pytest.mark.usefixtures("_country")
def test_which_codes_made_up_the_city() -> None:
    steps = queries.came_from(reader(), queries.area_at(reader(), "6207", NOW))
    assert {s.succession.old for s in steps} == {"6222", "622201", "622221"}
    assert {s.old.name_zh for s in steps if s.old} == {"张掖地区", "张掖市", "张掖县"}


@pytest.mark.usefixtures("_country")
def test_both_directions_tell_the_same() -> None:
    for area in Area.objects.all():
        for step in queries.became(reader(), area):
            end = step.new
            assert end is not None
            assert step.succession in [back.succession for back in queries.came_from(reader(), end)]


def test_a_code_given_out_again_is_not_mistaken_for_what_was_there(tmp_path: Path) -> None:
    changes = (
        "year,type,old_code,old_name,new_code,new_name\n1982,码位改派,142121,大同县,142121,阳高县\n"
        "1982,码位改派,142122,阳高县,142122,天镇县\n1993,同名改码,142121,阳高县,140221,阳高县\n"
    )
    imported(tmp_path, "14,山西省\n1402,大同市\n140221,阳高县\n", changes)
    first = queries.area_at(reader(), "142121", date(1981, 1, 1))
    assert (first.name_zh, queries.became(reader(), first)) == ("大同县", [])
    yanggao = queries.area_at(reader(), "142122", date(1981, 1, 1))
    assert [s.succession.new for s in queries.became(reader(), yanggao)] == ["142121", "140221"]
    now = queries.area_at(reader(), "140221", NOW)
    assert [s.succession.old for s in queries.came_from(reader(), now)] == ["142121", "142122"]


def test_a_circle_in_the_tables_ends() -> None:
    for code, other in (("620701", "620702"), ("620702", "620701")):
        Area.objects.create(code=code, name_zh=code, pinyin=code, initials=code, level=3)
        Succession.objects.create(old=code, new=other, on=None, kind="recoded")
    area = queries.area_at(reader(), "620701", NOW)
    assert len(queries.became(reader(), area)) == len(queries.came_from(reader(), area)) == 2


@pytest.mark.usefixtures("_country")
def test_a_day_outside_shows_the_nearest_time_and_a_strange_code_nothing() -> None:
    assert queries.area_at(reader(), "6222", NOW).name_zh == "张掖地区"
    with pytest.raises(NotVisible):
        queries.area_at(reader(), "6299", NOW)
    with pytest.raises(Forbidden):
        queries.area_at(program("nobody"), "62", NOW)


TEXTS = st.text(st.sampled_from("0129az张掖\ud7ff\ue000\uffff\U0010ffff"), max_size=4)


class Ranges(TestCase):
    """A range of an index is what begins so, for whatever text."""

    databases = "__all__"

    @given(texts=st.lists(TEXTS, max_size=8), prefix=TEXTS)
    @example(texts=["\U0010ffff", "\U0010ffffa"], prefix="\U0010ffff")
    @example(texts=["62", "6", "63", "620702"], prefix="62")
    def test_a_range_is_a_prefix(self, texts: list[str], prefix: str) -> None:
        day = date(2000, 1, 1)
        for place, text in enumerate(texts):
            first = day + timedelta(days=place)
            Area.objects.create(code="1", name_zh=text, pinyin="", initials="", level=1, valid_from=first)
        found = list(Area.objects.filter(begins("name_zh", prefix)).values_list("name_zh", flat=True))
        assert sorted(found) == sorted(text for text in texts if text.startswith(prefix))

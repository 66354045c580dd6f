"""What is found for what is typed, and in which order."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.areas.scene import imported, reader
from evenborn.apps.access.actor import program
from evenborn.apps.access.refused import Forbidden
from evenborn.apps.areas.models import Area
from evenborn.apps.areas.search import search

pytestmark = pytest.mark.django_db(databases="__all__")

NOW = date(2026, 11, 28)
RANKED = {
    "6207": ["6207", "620702", "620721"],
    "620700": ["6207", "620702"],
    "620702000000": ["620702", "620702001"],
    "６２０７０２": ["620702", "620702001"],
    "甘州": ["620702"],
    "甘州区": ["620702"],
    "张掖": ["6207", "6222", "622201", "622221"],
    "張掖": ["6207", "6222"],
    "ganzhou": ["3607", "620702"],
    "Gan Zhou": ["3607", "620702"],
    "gān zhōu": ["3607", "620702"],
    "gan1zhou1": ["3607", "620702"],
    "gz": ["52", "3607", "4401", "620702"],
    "gzq": ["620702"],
    "zyqgz": ["620702"],
    "zysgz": ["620702"],
    "zysgzq": ["620702"],
    "张掖甘州": ["620702"],
    "张掖市甘州区": ["620702"],
    "張掖 甘州": ["620702"],
    "甘肃张掖甘州": ["620702"],
    "zhangye ganzhou": ["620702"],
    "zhangyeganzhou": ["620702"],
    "gansu": ["62"],
    "inner mongolia": ["15"],
    "Inner  Mongolia": ["15"],
    "lüshun": ["210212"],
    "lvshun": ["210212"],
    "chongqing": ["50"],
    "大兴": ["110115", "2327"],
    "daxing": ["110115", "2327"],
    "临夏": ["622901", "622921", "6229"],
    "乾县": ["610424"],
    "家墩": ["620702100"],
    "hanhai": [],
    "7": [],
    "'; drop table areas_area; --": [],
    "%": [],
    "_": [],
    "   ": [],
}


@pytest.mark.parametrize("typed", RANKED)
def test_what_is_meant_comes_first(tmp_path: Path, typed: str) -> None:
    imported(tmp_path)
    found = [one.area.code for one in search(reader(), typed, NOW)]
    assert found[: len(RANKED[typed])] == RANKED[typed]
    assert bool(found) is bool(RANKED[typed])


def test_the_way_in_which_it_was_found_is_told(tmp_path: Path) -> None:
    imported(tmp_path)
    ways = {typed: search(reader(), typed, NOW)[0].way for typed in ("6207", "甘州", "gz", "家墩", "zygz")}
    assert ways == {"6207": "code", "甘州": "name", "gz": "initials", "家墩": "inside", "zygz": "path"}


def test_ended_areas_come_after_those_of_the_day(tmp_path: Path) -> None:
    imported(tmp_path)
    assert search(reader(), "张掖", date(1990, 1, 1))[0].area.code in {"6222", "622201"}
    assert search(reader(), "张掖", NOW)[0].area.code == "6207"


def test_no_more_come_than_were_asked_for(tmp_path: Path) -> None:
    imported(tmp_path)
    assert len(search(reader(), "62", NOW, most=3)) == 3
    assert len(search(reader(), "6" * 10_000, NOW)) == 0


def test_only_officers_search() -> None:
    with pytest.raises(Forbidden):
        search(program("nobody"), "62", NOW)


class AnyText(TestCase):
    """No text breaks the search, and an area is found by each beginning of its own name."""

    databases = "__all__"

    @classmethod
    def setUpTestData(cls) -> None:
        Area.objects.create(code="620702", name_zh="甘州区", pinyin="ganzhouqu", initials="gzq", level=3)

    @given(st.text(max_size=80))
    def test_no_text_breaks_it(self, text: str) -> None:
        search(reader(), text, NOW)

    @given(st.sampled_from(["甘州区", "ganzhouqu", "gzq", "620702"]), st.integers(1, 9))
    def test_each_beginning_finds_it(self, name: str, length: int) -> None:
        assert [one.area.code for one in search(reader(), name[:length], NOW)] == ["620702"]

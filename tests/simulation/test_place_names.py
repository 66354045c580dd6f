"""No place of the world bears the name of a real one, today's or one of the last decades."""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evenborn.simulation.areas import area_table, city_areas
from evenborn.simulation.parameters import MOST_CITIES, CityParameters
from evenborn.simulation.place_names import long_stem, place_words, stem, stems

KIND = re.compile(r"(街道办事处|街道|地区|矿区|新区|林区|城区|镇|乡|县|区|市|盟|旗|州|省)$")


@pytest.fixture(scope="module")
def real_names(shared_data: Callable[[str], Path]) -> set[str]:
    with shared_data("china_areas_2026.csv").open(encoding="utf-8") as file:
        names = {row[1] for row in csv.reader(file)}
    with shared_data("china_area_changes_1981_2026.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names |= {row["old_name"], row["new_name"]}
    return names | {KIND.sub("", name) for name in names}


def invented() -> Iterator[str]:
    yield from (name.zh for name in stems())
    yield from (long_stem(position).zh for position in range(len(stems()) * 9))
    for city in (1, *range(0, MOST_CITIES, 99)):
        names = area_table(city_areas(CityParameters(number=city)))["name_zh"].to_pylist()
        yield from (str(name) for name in names)


def test_no_name_is_real(real_names: set[str]) -> None:
    assert len(real_names) > 40_000
    assert sorted({name for name in invented() if {name, KIND.sub("", name)} & real_names}) == []


def test_the_stems_that_are_left_out_are_real(real_names: set[str]) -> None:
    assert [name for name in place_words()["taken"] if name not in real_names] == []


def test_names_last_for_every_city_and_every_township() -> None:
    assert len({stem(number).zh for number in range(1_188)}) == 1_188
    assert len({long_stem(position).zh for position in range(11_241)}) == 11_241
    assert stem(len(stems())) == stem(0)


def test_english_names_are_pinyin() -> None:
    assert all(re.fullmatch("[A-Z][a-z]{2,}", name.en) for name in stems())

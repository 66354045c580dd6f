"""Identity numbers are valid, unique and of nobody."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.simulation.areas import city_code
from evenborn.simulation.identity_numbers import identity_numbers, text_array
from evenborn.simulation.numbering import FATHER, MOTHER, birth_numbers, birthdays, person_numbers
from evenborn.simulation.parameters import MOST_CITIES
from simulation.world import DEFAULT, days, world


def checked(number: str) -> bool:
    """ISO 7064 MOD 11-2, digit by digit."""
    total = 0
    for character in number:
        total = total * 2 + (10 if character == "X" else int(character))
    return total % 11 == 1


@pytest.fixture(scope="module")
def numbers() -> dict[str, list[str]]:
    table = world(DEFAULT)[0]
    sexes = {"mother": ["female"] * table.num_rows, "father": ["male"] * table.num_rows}
    found = {
        who: identity_numbers(table[who], table[f"{who}_birth_date"], sexes[who], table["hukou"])
        for who in ("mother", "father")
    }
    found["birth"] = identity_numbers(
        table["birth"], table["birth_time"].cast(pa.date32()), table["sex"], table["residence"]
    )
    return {who: [str(number) for number in values.to_pylist()] for who, values in found.items()}


def test_numbers_are_valid(numbers: dict[str, list[str]]) -> None:
    table = world(DEFAULT)[0]
    for who, born in (
        ("mother", "mother_birth_date"),
        ("father", "father_birth_date"),
        ("birth", "birth_time"),
    ):
        assert all(len(number) == 18 and checked(number) for number in numbers[who][::7])
        written = np.array([f"{n[6:10]}-{n[10:12]}-{n[12:14]}" for n in numbers[who]], dtype="datetime64[D]")
        assert (written.astype(int) == days(table, born)).all()
    assert all(int(number[16]) % 2 == 0 for number in numbers["mother"])
    assert all(int(number[16]) % 2 == 1 for number in numbers["father"])
    boys = np.asarray(table["sex"]) == "male"
    assert (np.array([int(number[16]) % 2 == 1 for number in numbers["birth"]]) == boys).all()


def test_every_person_has_a_number_of_their_own(numbers: dict[str, list[str]]) -> None:
    table = world(DEFAULT)[0]
    for who in ("mother", "father", "birth"):
        persons = table[who].to_pylist()
        assert (
            len(set(numbers[who])) == len(set(persons)) == len(set(zip(persons, numbers[who], strict=True)))
        )
    assert sum(len(set(own)) for own in numbers.values()) == len(set().union(*map(set, numbers.values())))


def test_no_number_can_be_that_of_a_living_person(
    numbers: dict[str, list[str]], shared_data: Callable[[str], Path]
) -> None:
    with shared_data("china_areas_2026.csv").open(encoding="utf-8") as file:
        real = {row[0] for row in csv.reader(file)}
    with shared_data("china_area_changes_1981_2026.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            real |= {row["old_code"], row["new_code"]}
    ids = person_numbers(MOTHER, 0, np.arange(3) * 182_135)
    day = np.repeat(np.datetime64("1990-01-01"), 3)
    used = {number[:6] for own in numbers.values() for number in own}
    for city in range(0, MOST_CITIES, 5):
        found = identity_numbers(ids, day, ["female"] * 3, [f"{city_code(city)}01"] * 3)
        used |= {str(number)[:6] for number in found.to_pylist()}
    assert len(used) > 700
    assert used & {code[:6] for code in real} == set()
    assert {code[:4] for code in used} & {code[:4] for code in real} == set()
    assert {code[:2] for code in used} <= {code[:2] for code in real}


def test_cities_and_blocks_do_not_share_numbers() -> None:
    codes = [f"{city_code(city)}01" for city in (0, 98, 99, 1_187, 0, 0, 98)]
    serials = [5, 5, 5, 5, 5 + 182_135, 5 + 2 * 182_135, 5 + 182_135]
    day = np.full(7, np.datetime64("1990-01-06"))
    found = identity_numbers(person_numbers(MOTHER, 0, np.array(serials)), day, ["female"] * 7, codes)
    assert len({number[:6] for number in found.to_pylist() if number}) == 7


@given(st.integers(0, 10**6), st.integers(1950, 2010), st.sampled_from([MOTHER, FATHER]))
def test_any_parent_has_a_valid_number(serial: int, year: int, role: int) -> None:
    born = birthdays(role, np.array([serial]), np.array([year]))
    person = person_numbers(role, 0, np.array([serial]))
    sex = "male" if role == FATHER else "female"
    number = identity_numbers(person, born.astype("datetime64[D]"), [sex], ["990101"])[0].as_py()
    assert checked(number)
    assert number[6:10] == str(year)


def test_leap_days_are_written() -> None:
    day = np.datetime64("2024-02-29")
    birth = birth_numbers(0, np.array([day.astype(int)]), np.array([3]))
    assert identity_numbers(birth, [day], ["female"], ["990101001"])[0].as_py()[6:14] == "20240229"


def test_texts_may_come_in_any_form() -> None:
    for values in (["a", "b"], np.array(["a", "b"]), pa.array(["a", "b"]), pa.chunked_array([["a"], ["b"]])):
        assert text_array(values).to_pylist() == ["a", "b"]
    assert text_array(pa.chunked_array([], pa.string())).to_pylist() == []

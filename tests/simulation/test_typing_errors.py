"""Each slip changes what it says and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin
from stdnum.cn import ric

from evenborn.simulation import typing_errors as typed
from evenborn.simulation.homophones import name_characters
from evenborn.simulation.identity_numbers import identity_numbers

CHANCE = st.floats(0, 1, exclude_max=True)
NAMES = st.text(st.sampled_from("王李张欧阳思雨梓涵诗琪浩宇强伟芳敏"), min_size=2, max_size=4)
ANY_NAME = st.one_of(NAMES, st.sampled_from(["阿依古丽·买买提", "Li Na", "𬎆文", "龘"]))
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    serial = draw(st.integers(0, 100_000))
    return str(identity_numbers([10**15 + serial], ["1990-03-07"], ["female"], ["990101001"])[0])


@given(numbers(), CHANCE)
def test_a_wrong_digit_is_one_place_and_breaks_the_check_digit(number: str, chance: float) -> None:
    wrong = typed.digit_wrong(number, chance)
    assert wrong is not None
    assert sum(one != other for one, other in zip(number, wrong, strict=True)) == 1
    assert ric.calc_check_digit(wrong) != wrong[-1]


@given(numbers(), CHANCE)
def test_swapped_digits_are_two_neighbours_and_break_the_check_digit(number: str, chance: float) -> None:
    wrong = typed.digits_swapped(number, chance)
    assert wrong is not None
    places = [at for at in range(18) if number[at] != wrong[at]]
    assert len(places) == 2
    assert places[1] == places[0] + 1
    assert sorted(wrong) == sorted(number)
    assert ric.calc_check_digit(wrong) != wrong[-1]


@pytest.mark.parametrize(("text", "expected"), [("1", None), ("11", None), ("", None), ("12", "21")])
def test_equal_digits_are_not_swapped(text: str, expected: str | None) -> None:
    assert typed.digits_swapped(text, 0.5) == expected


@given(ANY_NAME, CHANCE)
def test_a_homophone_sounds_the_same(name: str, chance: float) -> None:
    heard = typed.homophone(name, chance)
    if heard is None:
        assert not set(name) & set(name_characters())
    else:
        assert heard != name
        assert [one[0] for one in pinyin(heard, style=Style.NORMAL)] == [
            one[0] for one in pinyin(name, style=Style.NORMAL)
        ]


@given(ANY_NAME, CHANCE)
def test_names_change_in_the_way_that_is_said(name: str, chance: float) -> None:
    other = typed.another_character(name, chance)
    assert other is None or sum(a != b for a, b in zip(name, other, strict=True)) == 1
    dropped = typed.character_dropped(name, chance)
    assert dropped is None or len(dropped) == len(name) - 1 >= 2
    swapped = typed.characters_swapped(name, chance)
    assert swapped is None or (swapped != name and sorted(swapped) == sorted(name))
    spread = typed.blank_within(name, chance)
    assert spread is None or spread.replace("　", "") == name


@given(DAYS, CHANCE)
def test_a_date_slips_to_another_valid_date(day: date, chance: float) -> None:
    slipped = date.fromisoformat(typed.date_slipped(day.isoformat(), chance) or "")
    days = (slipped - day).days
    assert days in typed.SLIPS or (slipped.month, slipped.day) == (day.day, day.month)
    assert days != 0


def test_the_time_of_day_stays() -> None:
    assert typed.date_slipped("2025-12-31 23:59", 0.0) == "2026-01-01 23:59"
    assert typed.month_and_day_swapped("2025-03-08 14:05", 0.0) == "2025-08-03 14:05"


def test_what_a_spreadsheet_makes_of_a_number() -> None:
    assert typed.taken_for_a_quantity("629901199003074225", 0.0) == "6.29901199003074E+17"
    assert typed.taken_for_a_quantity("62990119900307422X", 0.0) is None
    assert typed.taken_for_a_quantity("E12345678", 0.0) is None


@given(st.integers(200, 7000))
def test_weights(grams: int) -> None:
    rounded = typed.rounded_to_100(str(grams), 0.0)
    assert rounded is None or (int(rounded) % 100 == 0 and abs(int(rounded) - grams) <= 50)
    assert float(typed.in_kilograms(str(grams), 0.0) or "") == pytest.approx(grams / 1000)


def test_harmless_spellings() -> None:
    assert typed.full_width("2025", 0.0) == "２０２５"
    assert typed.full_width("无", 0.0) is None
    assert {typed.blanks_around("王", chance) for chance in (0.0, 0.5, 0.9)} == {"王 ", " 王", "王　"}


def test_romanised_names() -> None:
    assert typed.romanised("吕敏", 0.0) == "Lv Min"
    assert typed.romanised("阿依古丽·买买提", 0.0) is None
    assert typed.romanised("Li Na", 0.0) is None

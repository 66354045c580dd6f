"""What is compared of a birth."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from evenborn.comparison.birth_traits import day_traits, weight_traits
from evenborn.comparison.name_traits import _of_other, name_traits
from evenborn.comparison.traits import CANDIDATE_RULES, DAY_TRAITS, NAME_TRAITS, TRAITS
from evenborn.registers.codes.names import read_person_name
from evenborn.registers.codes.names_pinyin import toneless_pinyin
from evenborn.registers.codes.names_simplified import simplified

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=5)
LATIN = st.text("abcdefgh ÀÉçß'-", min_size=1, max_size=14).filter(lambda text: any(map(str.isalpha, text)))
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(st.lists(st.one_of(HAN, LATIN), min_size=1, max_size=20))
def test_names_read_together_have_the_traits_of_names_read_alone(names: list[str]) -> None:
    written = [read_person_name(name) if name.strip() else name for name in names]
    together = name_traits(pa.array(written, pa.string()))
    assert set(together) == set(NAME_TRAITS)
    for place, name in enumerate(written):
        alone = _of_other(simplified(name), toneless_pinyin(name))
        assert {ending: together[ending][place].as_py() for ending in alone} == alone


def test_one_character_off_leaves_something_the_same() -> None:
    right, wrong, dropped, swapped = (
        {ending: one[0].as_py() for ending, one in name_traits(pa.array([name])).items()}
        for name in ("王思雨", "王恩雨", "王雨", "王雨思")
    )
    assert right["_less2"] == wrong["_less2"] == dropped[""]
    assert right["_mixed"] == swapped["_mixed"]
    assert right["_surname"] == wrong["_surname"] == "王"


def test_names_that_sound_or_look_alike() -> None:
    names = name_traits(pa.array(["张晓明", "章小名", "Zhang Xiaoming", "王末", "王未"]))
    sounds, shapes = names["_sound"].to_pylist(), names["_shape"].to_pylist()
    assert sounds[0] == sounds[1] == sounds[2]
    assert shapes[3] == shapes[4] != shapes[0]


@given(DAYS)
def test_neighbouring_days_share_one_pair_of_days(day: date) -> None:
    traits = day_traits(np.array([day, day + timedelta(1), day + timedelta(2)], "datetime64[D]"))
    for one, other in ((0, 1), (1, 2)):
        shared = [
            traits[f"birth_day{half}"][one] == traits[f"birth_day{half}"][other] for half in ("_even", "_odd")
        ]
        assert sum(shared) == 1
    assert not any(
        traits[f"birth_day{half}"][0] == traits[f"birth_day{half}"][2] for half in ("_even", "_odd")
    )


@given(DAYS)
def test_month_and_day_swapped(day: date) -> None:
    swapped = day_traits(np.array([day], "datetime64[D]"))["birth_day_swapped"][0]
    assert swapped == (int(f"{day.year}{day.day:02}{day.month:02}") if day.day <= 12 else -1)


@given(st.integers(200, 7000), st.integers(-50, 49))
def test_a_weight_and_its_hundreds(grams: int, off: int) -> None:
    rounded = weight_traits(np.array([grams, (grams + 50) // 100 * 100, -1]))
    assert rounded["weight_100"][0] == rounded["weight_100"][1]
    assert rounded["weight_near"][2] == -1


def test_every_rule_and_level_uses_traits_that_there_are() -> None:
    assert len(DAY_TRAITS) == sum(name.startswith("birth_day") for name in TRAITS)
    for rule in CANDIDATE_RULES:
        assert set(rule.traits) | set(rule.split) <= set(TRAITS)

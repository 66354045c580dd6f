from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.identity import IDENTITY_TYPES, read_identity
from evenborn.registers.codes.identity_columns import FAULTS, NOT_SAID, identity_columns
from evenborn.registers.codes.writing import is_blank_text, plain
from registers.codes.identity_numbers import BIRTHS, number_of

NUMBERS = st.builds(
    lambda area, birth, order: number_of(area, f"{birth:%Y%m%d}".zfill(8), f"{order:03}"),
    st.sampled_from(
        ["110105", "620702", "810000", "830000", "931156", "470101", "629101", "995501", "900101"]
    ),
    BIRTHS,
    st.integers(0, 999),
)
DAMAGED = st.builds(
    lambda text, place, character: text[:place] + character + text[place + 1 :],
    NUMBERS,
    st.integers(0, 17),
    st.sampled_from("0123456789Xx 男"),
)
TEXTS = st.one_of(
    st.none(),
    NUMBERS,
    DAMAGED,
    NUMBERS.map(str.lower),
    st.text(max_size=20),
    st.sampled_from(["", "—", "　", "E12345678", "H12345678", "620702900101003", "6.2E+17", "１１"]),
)


def lost(fault: np.ndarray) -> list[str]:
    return [FAULTS[code] for code in fault]


def of_cell(text: str, kind: str) -> tuple[str, int, date | None, str]:
    try:
        identity = read_identity(text, kind)
    except BadValue as error:
        return error.code, 0, None, plain(text)
    return "", {"male": 1, "female": 2, None: 0}[identity.sex], identity.birth, identity.number


@given(st.lists(st.tuples(TEXTS, st.integers(-1, len(IDENTITY_TYPES) - 1)), max_size=7))
def test_the_column_says_what_the_cells_say(cells: list[tuple[str | None, int]]) -> None:
    kinds = np.array([kind for _, kind in cells], np.int8)
    columns = identity_columns(pa.array([text for text, _ in cells], pa.string()), kinds)
    for row, (text, kind) in enumerate(cells):
        found = (FAULTS[columns.fault[row]], columns.sex[row], columns.birth[row].item())
        shown = columns.text[row].as_py()
        if text is None or is_blank_text(text):
            assert (found, shown, columns.present[row]) == (("", 0, None), None, False)
            continue
        assert columns.present[row]
        assert (*found, shown) == of_cell(text, "" if kind == NOT_SAID else IDENTITY_TYPES[kind])


def test_slices_and_nulls_are_read_in_place() -> None:
    numbers = pa.array(["x", None, "11010519491231002X", "440524188001010014", "y"])[1:4]
    columns = identity_columns(numbers, np.full(3, NOT_SAID, np.int8))
    assert columns.present.tolist() == [False, True, True]
    assert columns.sex.tolist() == [0, 2, 1]
    assert columns.text.to_pylist() == [None, "11010519491231002X", "440524188001010014"]


def test_an_empty_column() -> None:
    columns = identity_columns(pa.array([], pa.string()), np.zeros(0, np.int8))
    assert (len(columns.fault), len(columns.text)) == (0, 0)


def test_more_rows_than_a_block_holds() -> None:
    numbers = ["11010519491231002X", "110105194912310021", "", "11010519491231002x"] * 20_000
    columns = identity_columns(pa.array(numbers), np.zeros(80_000, np.int8))
    assert np.bincount(columns.fault).tolist() == [60_000, 0, 0, 0, 0, 20_000]
    assert np.bincount(columns.sex).tolist() == [40_000, 0, 40_000]
    assert set(columns.text.to_pylist()) == {"11010519491231002X", "110105194912310021", None}


def people(how_many: int) -> list[str]:
    days = np.datetime64("1985-01-01") + np.arange(how_many) * 7
    texts = np.char.replace(days.astype(str), "-", "").tolist()
    return [number_of("620702", day, f"{(37 * i) % 1000:03}") for i, day in enumerate(texts)]


@pytest.mark.parametrize(
    "ruin",
    [
        lambda text: f"{float(text.replace('X', '0')):.0f}",  # a double, written out in full
        lambda text: text[:15] + "000",  # the fifteen digits that Excel keeps
    ],
)
def test_a_column_of_doubles_is_lost_even_where_the_check_digit_agrees_by_chance(ruin: object) -> None:
    assert callable(ruin)
    ruined = [ruin(text) for text in people(330)]
    columns = identity_columns(pa.array(ruined), np.zeros(330, np.int8))
    assert set(lost(columns.fault)) == {"identity-lost-digits"}
    assert not columns.sex.any()
    assert np.isnat(columns.birth).all()
    sound = [text for text in ruined if _is_sound(text)]
    assert len(sound) > 10  # what the cells alone would have let through


def _is_sound(text: str) -> bool:
    try:
        return read_identity(text, "resident-id").number == text
    except BadValue:
        return False


def test_a_few_rounded_cells_among_sound_ones_are_judged_alone() -> None:
    sound = people(1000)
    numbers = [*sound, f"{float(sound[0].replace('X', '0')):.0f}"]
    columns = identity_columns(pa.array(numbers), np.zeros(1001, np.int8))
    assert lost(columns.fault[-1:]) == ["identity-check-digit"]
    assert not columns.fault[:-1].any()


def test_one_mother_many_times_is_no_ruined_column() -> None:
    rounded = next(text for text in people(5000) if text.isdigit() and int(text) % 128 == 0)
    columns = identity_columns(pa.array([rounded] * 50), np.zeros(50, np.int8))
    assert not columns.fault.any()


def test_numbers_and_kinds_belong_together() -> None:
    with pytest.raises(ValueError, match="2 numbers cannot have 1 kinds"):
        identity_columns(pa.array(["", ""]), np.zeros(1, np.int8))
    with pytest.raises(ValueError, match="type string"):
        identity_columns(pa.array([1]), np.zeros(1, np.int8))

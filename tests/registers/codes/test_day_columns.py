from collections.abc import Callable
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.day_columns import DAY_FAULTS, day_columns, moment_columns
from evenborn.registers.codes.days import read_day
from evenborn.registers.codes.moments import Moment, read_moment
from evenborn.registers.codes.writing import is_blank_text

MOMENTS = st.datetimes(datetime(1790, 1, 1), datetime(2210, 12, 31))  # noqa: DTZ001 - local time
WRITTEN = st.builds(
    lambda moment, form: moment.strftime(form),
    MOMENTS,
    st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y年%m月%d日"]
    ),
)
DAMAGED = st.builds(
    lambda text, place, character: text[:place] + character + text[place + 1 :],
    WRITTEN,
    st.integers(0, 18),
    st.sampled_from("0123456789-/ :T月"),
)
TEXTS = st.one_of(
    st.none(), WRITTEN, DAMAGED, st.text(max_size=19), st.sampled_from(["", "—", "45660", "3/1/25"])
)


def of_cell(text: str | None, read: Callable[[str], date | Moment]) -> tuple[date | None, int, str, bool]:
    if text is None or is_blank_text(text):
        return None, -1, "", False
    try:
        value = read(text)
    except BadValue as error:
        return None, -1, error.code, True
    if isinstance(value, Moment):
        return value.day, -1 if value.minute is None else value.minute, "", True
    return value, -1, "", True


@given(st.lists(TEXTS, max_size=8))
def test_the_columns_say_what_the_cells_say(texts: list[str | None]) -> None:
    column = pa.array(texts, pa.string())
    moments, days = moment_columns(column), day_columns(column)
    for row, text in enumerate(texts):
        moment = (
            moments.day[row].item(),
            moments.minute[row],
            DAY_FAULTS[moments.fault[row]],
            moments.present[row],
        )
        assert moment == of_cell(text, read_moment)
        day = (days.day[row].item(), -1, DAY_FAULTS[days.fault[row]], days.present[row])
        assert day == of_cell(text, read_day)


@pytest.mark.parametrize("width", [8, 10, 16, 19])
def test_other_bytes_of_the_usual_width_are_no_days(width: int) -> None:
    columns = moment_columns(pa.array(["x" * width, "男" * (width // 3) + "x" * (width % 3), "9" * width]))
    assert np.isnat(columns.day).all()
    assert columns.fault.all()


def test_slices_blocks_and_an_empty_column() -> None:
    texts = pa.array(["x", *["2025-01-03", "2025-01-03 00:01", None, "2025年1月3日"] * 20_000])[1:]
    columns = moment_columns(texts)
    assert np.bincount(columns.minute + 1).tolist() == [60_000, 0, 20_000]
    assert columns.present.sum() == 60_000
    assert set(columns.day[columns.present].tolist()) == {date(2025, 1, 3)}
    assert len(day_columns(pa.array([], pa.string())).day) == 0

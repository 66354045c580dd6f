from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.area_columns import AREA_FAULTS, area_columns
from evenborn.registers.codes.area_files import shipped_areas
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.writing import is_blank_text, plain

TEXTS = st.one_of(
    st.none(),
    st.sampled_from(
        ["620702", "620700", "6222", "622201", "99", "629999", "62070", "甘州区", "", "—", "419001"]
    ),
    st.text(max_size=6),
)


def of_cell(text: str | None, on: date | None) -> tuple[str | None, str, bool]:
    if text is None or is_blank_text(text):
        return None, "", False
    try:
        code = read_area_code(text)
    except BadValue as error:
        return plain(text), error.code, True
    return code, shipped_areas().judge(code, on), True


@given(st.lists(TEXTS, max_size=10), st.none() | st.dates(date(1985, 1, 1), date(2026, 12, 31)))
def test_the_column_says_what_the_cells_say(texts: list[str | None], on: date | None) -> None:
    columns = area_columns(pa.array(texts, pa.string()), shipped_areas(), on)
    for row, text in enumerate(texts):
        found = (columns.code[row].as_py(), AREA_FAULTS[columns.fault[row]], columns.present[row])
        assert found == of_cell(text, on)


@pytest.mark.parametrize("unit", ["D", "s"])
def test_each_row_may_have_its_own_day(unit: str) -> None:
    days = np.array(["1999-01-01", "2012-09-17", "NaT"], f"datetime64[{unit}]")
    columns = area_columns(pa.array(["622201"] * 3), shipped_areas(), days)
    assert [AREA_FAULTS[code] for code in columns.fault] == ["", "area-ended", ""]

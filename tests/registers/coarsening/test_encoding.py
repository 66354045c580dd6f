"""Codes of values: against Python's own dates and comparisons, one value at a time."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.coarsening.columns import Columns
from evenborn.registers.coarsening.encoding import Encoders
from evenborn.registers.leaving import CoarsenedColumn
from registers.coarsening.invented import forms

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def told(batch: dict[str, Any], field: str, form: str | list[float], since: str = "") -> list[str | None]:
    """How each row is told in a form."""
    encoder = Encoders().of(CoarsenedColumn("x", field, since, forms([form])))
    codes = encoder.codes(Columns(pa.record_batch(batch)))
    return [encoder.labels[code] for code in codes]


@given(st.lists(st.none() | st.datetimes(datetime(1850, 1, 1), datetime(2150, 1, 1)), min_size=1))  # noqa: DTZ001
def test_a_moment_is_told_by_its_month(moments: list[datetime | None]) -> None:
    whole = [moment and moment.replace(microsecond=0) for moment in moments]
    for column in (pa.array(moments, pa.timestamp("us")), pa.array(whole, pa.timestamp("s"))):
        assert told({"born": column}, "born", "month") == [m and f"{m:%Y-%m}" for m in moments]
        assert told({"born": column}, "born", "year") == [m and f"{m:%Y}" for m in moments]


@given(st.lists(st.tuples(st.none() | days, st.none() | days), min_size=1))
def test_an_age_is_whole_years(pairs: list[tuple[date | None, date | None]]) -> None:
    born, since = zip(*pairs, strict=True)

    def age(end: date | None, start: date | None) -> str | None:
        if end is None or start is None:
            return None
        years = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
        return "<20" if years < 20 else "20-34" if years < 35 else "35+"

    batch = {"born": pa.array(born, pa.date32()), "since": pa.array(since, pa.date32())}
    assert told(batch, "born", [20, 35], "since") == [age(*pair) for pair in pairs]


def test_an_age_changes_on_the_birthday() -> None:
    born = [datetime(2025, 3, 8, 14, 5) + timedelta(days=d) for d in (-1, 0)]  # noqa: DTZ001 - hours of a clock
    batch = {"born": pa.array(born, pa.timestamp("s")), "mother": [date(2005, 3, 8)] * 2}
    assert told(batch, "born", [20], "mother") == ["<20", "20+"]


def test_a_band_includes_its_lower_end_and_parts_of_a_week_count_down() -> None:
    weeks = [27.99, 28.0, 36.857, 37.0, None, 41.99, 42.0]
    assert told({"weeks": weeks}, "weeks", [28, 37, 42]) == [
        "<28", "28-36", "28-36", "37-41", None, "37-41", "42+",
    ]  # fmt: skip


def test_third_and_later_are_one() -> None:
    assert told({"parity": [1, 2, 3, 15, None, 0]}, "parity", "one-two-more") == [
        "1", "2", "3+", "3+", None, None,
    ]  # fmt: skip


def test_areas_are_cut_and_followed_to_the_code_in_force() -> None:
    encoders = Encoders(lambda code: "990109" + code[6:] if code.startswith("990101") else code)
    column = CoarsenedColumn("area", "area", "", forms(["county"]))
    encoder = encoders.of(column)
    codes = encoder.codes(Columns(pa.record_batch({"area": ["990101003", "990102", None, "990109"]})))
    assert [encoder.labels[code] for code in codes] == ["990109", "990102", None, "990109"]
    assert encoders.of(column) is encoder


def test_new_values_of_later_batches_get_codes_of_their_own() -> None:
    encoders = Encoders()
    facility = encoders.of(CoarsenedColumn("facility", "facility", "", forms(["as-stated"])))
    found = []
    for texts in (["B", "A", None], ["A", "C", "B"], ["unknown", "all", "C"]):
        codes = facility.codes(Columns(pa.record_batch({"facility": pa.array(texts, pa.string())})))
        found += [facility.labels[code] for code in codes]
    assert found == ["B", "A", None, "A", "C", "B", None, None, "C"]


@pytest.mark.parametrize("form", ["month", "county", "as-stated", "one-two-more", [20]])
def test_a_field_that_is_missing_or_empty_is_stated_nowhere(form: str | list[float]) -> None:
    assert told({"other": [1, 2]}, "field", form) == [None, None]
    kinds = {"month": pa.date32(), "county": pa.string(), "as-stated": pa.string()}
    empty = pa.nulls(2, kinds.get(form, pa.float64()) if isinstance(form, str) else pa.float64())
    assert told({"field": empty}, "field", form) == [None, None]


def test_dictionaries_and_other_widths_are_read_as_well() -> None:
    facility = pa.array(["A", "B", "A"]).dictionary_encode()
    batch = {"facility": facility, "parity": pa.array(np.array([1, 2, 9], np.int8))}
    assert told(batch, "facility", "as-stated") == ["A", "B", "A"]
    assert told(batch, "parity", "one-two-more") == ["1", "2", "3+"]

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenborn.registers.births import BirthsTable
from evenborn.registers.limits import Limits

Read = Callable[..., BirthsTable]
Refused = Callable[..., tuple[str, dict[str, Any]]]
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def make(**columns: object) -> Path:
        path = tmp_path / "births.parquet"
        pq.write_table(pa.table(dict(columns)), path)  # type: ignore[arg-type]
        return path

    return make


@pytest.mark.parametrize(
    "born",
    [
        pa.array([date(2011, 9, 17), date(2011, 9, 17)]),
        pa.array([datetime.fromisoformat("2011-09-17 01:02:03.000004")] * 2),
        pa.array([datetime(2011, 9, 17, 1, tzinfo=UTC), datetime(2011, 9, 17, 9, tzinfo=UTC)]),
        pa.array(["2011-09-17 01:02:03", "2011年9月17日"]),
        pa.array([20110917, 20110917]),
    ],
)
def test_days_of_any_type(save: Save, read: Read, born: "pa.Array[Any]") -> None:
    table = read(save(sex=["男", "女"], date=born), period_step="as-given")
    assert table.cells["period_label"].to_pylist() == ["2011-09-17"]
    assert table.format == "parquet"


@pytest.mark.parametrize("kind", [pa.int8(), pa.int64(), pa.float64(), pa.decimal128(24, 2), pa.string()])
def test_counts_of_any_type(save: Save, read: Read, kind: pa.DataType) -> None:
    path = save(county=[620702, 620723], male=pa.array([12, 3]).cast(kind), female=[1, 2])
    assert read(path).cells.to_pydict() == {
        "area": ["620702", "620723"],
        "male": [12, 3],
        "female": [1, 2],
        "unclear": [0, 0],
    }


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([1.0, 2.5], "fractional-count"),
        ([1.0, None], "blank-count"),
        ([1.0, float("nan")], "blank-count"),
        ([1, -2], "negative-count"),
    ],
)
def test_a_bad_count_is_named_with_its_row(
    save: Save, refused: Refused, values: list[float], code: str
) -> None:
    found, facts = refused(save(area=["a", "b"], male=values, female=[1, 2]))
    assert (found, facts["row"], facts["column"], facts["more"]) == (code, 3, "male", 0)


def test_codes_of_sex_and_dictionaries(save: Save, read: Read) -> None:
    path = save(sex=pa.array([1, 2, 9, None]), parity=pa.array(["一孩", "2", "3", "3+"]).dictionary_encode())
    table = read(path)
    assert table.cells.to_pydict() == {
        "order": ["1", "2", "3+"],
        "male": [1, 0, 0],
        "female": [0, 1, 0],
        "unclear": [0, 0, 2],
    }
    assert table.blank == {"sex": 1}


def test_the_first_bad_cell_of_a_large_file(save: Save, refused: Refused) -> None:
    sexes = ["1", "2"] * 150_000
    sexes[123_456] = sexes[200_000] = "x"
    code, facts = refused(save(sex=sexes))
    assert (code, facts["row"], facts["more"]) == ("unknown-sex", 123_458, 1)


def test_a_text_that_is_bytes(save: Save, read: Read) -> None:
    assert read(save(sex=pa.array([b"male", b"female"]))).cells["male"].to_pylist() == [1]


def test_nested_columns_and_odd_names(save: Save, read: Read, refused: Refused) -> None:
    assert read(save(**{"sex": ["1"], 'a"b': [[1]], "c0": [{"x": 1}], "row": [5]})).rows == 1
    assert refused(save(sex=[["1"]]))[0] == "unknown-sex"


def test_no_rows_and_too_many_columns(save: Save, refused: Refused) -> None:
    assert refused(save(sex=pa.array([], pa.string())))[0] == "no-rows"
    wide = save(sex=["1"], **{f"c{place}": [1] for place in range(30)})
    assert refused(wide, limits=Limits(columns=20))[0] == "too-many-columns"


@pytest.mark.parametrize("cut", [10, 100, -4, -20])
def test_a_damaged_file(save: Save, refused: Refused, cut: int) -> None:
    path = save(sex=["1", "2"])
    path.write_bytes(path.read_bytes()[:cut])
    code, facts = refused(path)
    assert code == "unreadable"
    assert "\n" not in facts["cause"]

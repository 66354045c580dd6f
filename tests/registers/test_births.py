"""The same births in any format and encoding give the same cells; any bytes give cells or a sentence."""

import hashlib
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenborn.registers.births import BirthsTable, read_births
from evenborn.registers.codes.gb18030 import encode
from evenborn.registers.reading import ReadingOptions
from evenborn.registers.refusal import Refusal
from registers.refusal_words import said

QUIET = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))

NAMES = st.sampled_from(
    ["甘州区", "民乐县", '"山丹",县', "𠮷田\n乡", "龴︐镇", "A; B|C\tD", "620702", "Leh (Ladakh)"]
)
ROWS = st.lists(
    st.tuples(NAMES, st.integers(1900, 2030), st.integers(0, 10**7), st.integers(0, 10**7)),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[:2],
)
HEADER = ["地区", "年份", "男", "女"]
Table = list[tuple[str, int, int, int]]


def delimited(separator: str, encoded: Callable[[str], bytes], end: str = "\n") -> Callable[[Table], bytes]:
    def write(rows: Table) -> bytes:
        cells = [HEADER, *([name, str(year), f"{male:,}", str(female)] for name, year, male, female in rows)]
        quoted = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
        return encoded(end.join(quoted) + end)

    return write


def workbook(rows: Table) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in [HEADER, *rows]:
        book.active.append(list(row))
    book.save(content)
    return content.getvalue()


def parquet(rows: Table) -> bytes:
    content = io.BytesIO()
    pq.write_table(pa.table(dict(zip(HEADER, map(list, zip(*rows, strict=True)), strict=True))), content)
    return content.getvalue()


FORMATS: dict[str, Callable[[Table], bytes]] = {
    "comma, UTF-8": delimited(",", str.encode),
    "comma, UTF-8 with BOM": delimited(",", lambda text: text.encode("utf-8-sig"), "\r\n"),
    "tab, GB 18030": delimited("\t", encode),
    "semicolon, UTF-16": delimited(";", lambda text: text.encode("utf-16")),
    "bar, GB 18030": delimited("|", encode, "\r\n"),
    "workbook": workbook,
    "Parquet": parquet,
}


def read(content: bytes, name: str = "births", options: ReadingOptions | None = None) -> BirthsTable:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return read_births(path, options)


@pytest.mark.parametrize("name", FORMATS)
@QUIET
@given(rows=ROWS)
def test_the_same_table_in_every_format(name: str, rows: Table) -> None:
    content = FORMATS[name](rows)
    table = read(content)
    expected = sorted((" ".join(name.split()), str(year), male, female) for name, year, male, female in rows)
    cells = table.cells.select(["area", "period_label", "male", "female"]).to_pylist()
    assert [tuple(cell.values()) for cell in cells] == expected
    assert (table.rows, table.sha256) == (len(rows), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("name", FORMATS)
@settings(QUIET, max_examples=25)
@given(rows=ROWS, data=st.data())
def test_any_damage_gives_cells_or_a_sentence(name: str, rows: Table, data: st.DataObject) -> None:
    content = bytearray(FORMATS[name](rows))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, 9_999)) * len(content) // 10_000
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    cells_or_sentence(bytes(content), "births")


@settings(QUIET, max_examples=80)
@given(
    start=st.sampled_from(
        [b"", b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"male,female\n", b"sex\n"]
    ),
    content=st.binary(max_size=200),
    name=st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a.parquet", "a", "a.xls"]),
)
def test_any_bytes_give_cells_or_a_sentence(start: bytes, content: bytes, name: str) -> None:
    cells_or_sentence(start + content, name)


@settings(QUIET, max_examples=60)
@given(
    text=st.text(alphabet='男女性别地区年,;\t|"\n\r 0123456789.-合计,\ufeff', max_size=80),
    header=st.sampled_from(["地区,男,女\n", "性别,年份\n", "sex\n", "male\tfemale\n", ""]),
)
def test_any_text_gives_cells_or_a_sentence(text: str, header: str) -> None:
    cells_or_sentence((header + text).encode(), "a.csv")


def cells_or_sentence(content: bytes, name: str) -> None:
    table, sentences = None, ["none"]
    try:
        table = read(content, name)
    except Refusal as refusal:
        sentences = said(refusal)
    assert all(sentences)
    if table is not None:
        assert table.rows > 0
        assert min(table.cells[sex].to_numpy().min() for sex in ("male", "female", "unclear")) >= 0


def test_the_types_and_the_order_of_the_cells() -> None:
    rows = "地区,月份,孩次,医院,男,女,性别不明\n乙,2011-02,2,x,1,2,3\n"
    rows += "甲,2011-01,1,,4,5,6\n甲,2010-12,1,y,7,8,9\n"
    cells = read(rows.encode(), options=ReadingOptions(period_step="month")).cells
    assert {field.name: str(field.type) for field in cells.schema} == {
        "area": "string",
        "period_start": "date32[day]",
        "period_end": "date32[day]",
        "period_kind": "string",
        "period_label": "string",
        "order": "string",
        "facility": "string",
        "male": "int64",
        "female": "int64",
        "unclear": "int64",
    }
    assert cells["area"].to_pylist() == ["乙", "甲", "甲"]
    assert cells["period_label"].to_pylist() == ["2011-02", "2010-12", "2011-01"]


def test_progress_only_grows_and_ends_at_one(tmp_path: Path) -> None:
    path, shares = tmp_path / "births.csv", []
    path.write_text("sex,month\n" + "1,2011-09\n2,2011-10\n" * 400_000)
    table = read_births(path, progress=shares.append)
    assert table.rows == 800_000
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 3


def test_an_interruption_stops_the_work(tmp_path: Path) -> None:
    path = tmp_path / "births.csv"
    path.write_text("sex,month\n" + "1,2011-09\n2,2011-10\n" * 400_000)

    def interrupted(share: float) -> None:
        if share > 0.1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_births(path, progress=interrupted)


def test_a_dimension_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="cannot be told apart"):
        ReadingOptions(dimensions=frozenset({"colour"}))

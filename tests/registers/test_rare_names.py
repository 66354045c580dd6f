"""Names that an older character set cannot write come back from every kind of file as they were sent.

GB 18030-2022 moved eighteen characters: eight ideographs that stand in names and ten marks of vertical text.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.check import CheckOptions, checking
from evenborn.registers.codes import gb18030
from evenborn.simulation.fhir_file import fhir_bundle
from registers.delivery_rows import DELIVERY, ON, row, text_of

IDEOGRAPHS = "龴龵龶龷龸龹龺龻"
MARKS = "︐︑︒︓︔︕︖︗︘︙"
BEYOND = "𠀀𠮷𡈽𤭢𪚥𫖯𬎆𬭛𭃂𮯠𰀀𱍊𱍐𲎯"
"""One or two of each extension from B to H."""

FORMATS = ("utf-8.csv", "gb18030.csv", "utf-16.csv", "births.xlsx", "births.parquet", "births.json")

Rows = Sequence[Mapping[str, str]]


def send(folder: Path, rows: Rows, name: str) -> Path:
    """A file as a hospital sends it, in the format that its name says."""
    path = folder / name
    headers = [DELIVERY.fields[field].headers[0] for field in rows[0]]
    if name.endswith(".csv"):
        encoding, text = name.removesuffix(".csv"), text_of(rows)
        path.write_bytes(gb18030.encode(text) if encoding == "gb18030" else text.encode(encoding))
    elif name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        assert book.active is not None
        for cells in (headers, *(list(one.values()) for one in rows)):
            book.active.append(cells)
        book.save(path)
    elif name.endswith(".parquet"):
        columns = {
            header: [one[field] for one in rows] for header, field in zip(headers, rows[0], strict=True)
        }
        pq.write_table(pa.table(columns), path)
    else:
        path.write_bytes(b"".join(fhir_bundle(rows)))
    return path


def received(path: Path, *fields: str) -> list[tuple[str, ...]]:
    """What the accepted rows of a file hold in some fields."""
    with checking(path, DELIVERY, CheckOptions(ON)) as checked:
        table = pa.Table.from_batches(list(checked.accepted()))
    return list(zip(*(table[field].to_pylist() for field in fields), strict=True))


def births(names: Sequence[str], facility_names: Sequence[str]) -> list[dict[str, str]]:
    """One birth a name."""
    pairs = enumerate(zip(names, facility_names, strict=True), start=1)
    return [row(number, mother_name=name, facility_name=facility) for number, (name, facility) in pairs]


@pytest.mark.parametrize("name", FORMATS)
def test_every_moved_character_comes_back(name: str, tmp_path: Path) -> None:
    mothers = [f"李{character}梅" for character in IDEOGRAPHS + BEYOND]
    houses = [f"{mark}医院{mark}" for mark in (MARKS + IDEOGRAPHS + BEYOND)[: len(mothers)]]
    found = received(send(tmp_path, births(mothers, houses), name), "mother_name", "facility_name")
    assert found == list(zip(mothers, houses, strict=True))


@pytest.mark.parametrize("name", FORMATS)
def test_what_comes_back_is_written_as_the_same_bytes(name: str, tmp_path: Path) -> None:
    mothers = [f"欧阳{character}" for character in IDEOGRAPHS + BEYOND]
    sent = births(mothers, mothers)
    found = received(send(tmp_path, sent, name), "mother_name", "facility_name")
    again = births([mother for mother, _ in found], [house for _, house in found])
    original = gb18030.encode(text_of(sent))
    assert gb18030.encode(text_of(again)) == original
    assert original.count("龴".encode("gb18030")) == 0, "Python's codec writes the mapping of 2000"
    assert bytes.fromhex("FE59") in original


def test_all_eighteen_of_a_file_have_their_bytes_of_2022(tmp_path: Path) -> None:
    codes = ["A6D9", "A6DA", "A6DB", "A6DC", "A6DD", "A6DE", "A6DF", "A6EC", "A6ED", "A6F3"]
    codes += ["FE59", "FE61", "FE66", "FE67", "FE6D", "FE7E", "FE90", "FEA0"]
    sent = births([f"李{number}" for number in range(18)], [f"院{number}号" for number in range(18)])
    content = gb18030.encode(text_of([one | {"mother_name": "李梅"} for one in sent]))
    for number, written in enumerate(codes):
        content = content.replace(gb18030.encode(f"院{number}号"), bytes.fromhex(written))
    path = tmp_path / "births.csv"
    path.write_bytes(content)
    expected = "︐︒︑︓︔︕︖︗︘︙龴龵龶龷龸龹龺龻"
    assert [house for (house,) in received(path, "facility_name")] == list(expected)


rare = st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF) | st.sampled_from(IDEOGRAPHS + BEYOND)


@given(st.lists(st.text(rare, min_size=2, max_size=4), min_size=1, max_size=3), st.sampled_from(FORMATS))
def test_any_rare_name_comes_back(
    tmp_path_factory: pytest.TempPathFactory, mothers: list[str], name: str
) -> None:
    folder = tmp_path_factory.mktemp("births")
    found = received(send(folder, births(mothers, mothers), name), "mother_name", "facility_name")
    assert found == [(mother, mother) for mother in mothers]


def test_a_rejected_row_keeps_its_characters(tmp_path: Path) -> None:
    sent = [row(1, mother_name=f"李{IDEOGRAPHS[0]}", facility_name=MARKS, sex="7")]
    for name in FORMATS[:-1]:
        with checking(send(tmp_path, sent, name), DELIVERY, CheckOptions(ON)) as checked:
            (bad,) = checked.bad_rows()
            assert {f"李{IDEOGRAPHS[0]}", MARKS} <= set(bad.cells)


def test_the_text_of_a_file_in_gb18030_is_read_as_that_of_2022() -> None:
    content = gb18030.encode(IDEOGRAPHS + MARKS + BEYOND)
    assert next(csv.reader(io.StringIO(gb18030.decode(content)))) == [IDEOGRAPHS + MARKS + BEYOND]
    assert content.decode("gb18030") != IDEOGRAPHS + MARKS + BEYOND

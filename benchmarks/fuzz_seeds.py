"""Files and values to begin fuzzing with: what the readers are meant for, in every format."""

import csv
import io
import zipfile
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from evenborn.registers.codes.gb18030 import encode
from evenborn.registers.definition import register
from evenborn.registers.limits import Limits
from evenborn.registers.sources.fhir import fhir_rows

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
VALUES = (
    *(
        "990101199003074227",
        "110105491231002",
        "E12345678",
        "91620000MA0000000X",
        "X990000123",
        "9.90101E+17",
    ),
    *("2025-03-08 14:05", "2025年3月8日下午2点05分", "20250308", "2010-10-01/2011-09-30", "2011年1-9月"),
    *("李梅之女", "买买提·艾力", "𬎆娜", "无", "", "\u3000", "#N/A"),
    *("38+4", "3.25kg", "1，234", "990101001", "-5", "1e9"),
)


@cache
def rows() -> list[list[str]]:
    """The births of the example under the headers of the delivery register."""
    content = (EXAMPLES / "birth-notification.fhir.json").read_bytes()
    fields = register("delivery").fields
    births = fhir_rows(io.BytesIO(content), "births.json", Limits())
    return [
        [one.headers[0] for one in fields.values()],
        *([row.cells[name] for name in fields] for row in births),
    ]


def text_files() -> dict[str, bytes]:
    """Tables as text in several encodings and separators."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows())
    text = stream.getvalue()
    tabs = text.replace(",", "\t")
    found = {"utf-8": text.encode(), "gb18030": encode(text), "utf-16": tabs.encode("utf-16")}
    return found | {path.name: path.read_bytes()[:600] for path in EXAMPLES.glob("*.csv")}


@cache
def workbook() -> dict[str, bytes]:
    """A workbook with the example."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, cells in enumerate(rows()):
        sheet.write_row(place, 0, cells)
    book.close()
    return {"births.xlsx": stream.getvalue()}


def parts_of(packed: bytes) -> list[tuple[str, bytes]]:
    """Names and contents of the parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return [(name, archive.read(name)) for name in sorted(archive.namelist())]


def parts() -> dict[str, bytes]:
    """Each part of the workbook behind the byte that picks it."""
    found = parts_of(workbook()["births.xlsx"])
    return {f"part-{place}": bytes([place]) + content for place, (_, content) in enumerate(found)}


def parquet() -> dict[str, bytes]:
    """A Parquet file with the example, packed and not."""
    headers, *births = rows()
    table = pa.table({header: [birth[place] for birth in births] for place, header in enumerate(headers)})
    found = {}
    for packed in ("none", "snappy"):
        stream = io.BytesIO()
        pq.write_table(table, stream, compression=packed)
        found[packed] = stream.getvalue()
    return found


def values() -> dict[str, bytes]:
    """Single values."""
    return {f"value-{place}": value.encode() for place, value in enumerate(VALUES)}


def areas() -> dict[str, bytes]:
    """A small table of areas."""
    text = (
        "code,name_zh,name_en,first,last,successors\n990101,云溪县,Yunxi,2000-01-01,,\n990101001,城关镇,,,,\n"
    )
    return {"areas": text.encode()}


def fhir() -> dict[str, bytes]:
    """The example Bundle."""
    return {"bundle": (EXAMPLES / "birth-notification.fhir.json").read_bytes()}

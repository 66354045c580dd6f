import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenborn.registers.limits import Limits

Refused = Callable[..., tuple[str, dict[str, Any]]]
Workbook = Callable[..., Path]

ROWS = [["地区", "男", "女"], ["甘州区", 5, 4]]


def repacked(path: Path, changes: dict[str, Callable[[bytes], bytes]]) -> Path:
    """The same workbook with some parts changed; a part that is new is added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_part_that_unpacks_to_too_much(workbook: Workbook, refused: Refused) -> None:
    path = repacked(workbook(ROWS), {"xl/media/x.bin": lambda _: bytes(40_000_000)})
    assert refused(path)[0] == "zip-bomb"  # 1,000 times smaller when packed
    assert refused(path, limits=Limits(workbook_bytes=10_000_000))[0] == "zip-bomb"


def test_a_false_size_in_the_directory_helps_nobody(workbook: Workbook, refused: Refused) -> None:
    path = repacked(workbook(ROWS), {"xl/worksheets/sheet1.xml": lambda xml: xml + b" " * 40_000_000})
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/worksheets/sheet1.xml").file_size)
    assert data.count(size) == 2
    path.write_bytes(bytes(data).replace(size, struct.pack("<I", 900)))
    assert refused(path)[0] == "zip-bomb"


def test_too_many_parts(workbook: Workbook, refused: Refused) -> None:
    path = repacked(workbook(ROWS), {f"x/{place}": lambda _: b"" for place in range(200)})
    code, facts = refused(path, limits=Limits(workbook_entries=100))
    assert code == "zip-bomb"
    assert facts["entries"] > 200


def test_one_cell_in_the_last_corner(workbook: Workbook, refused: Refused) -> None:
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = repacked(
        workbook(ROWS), {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</sheetData>", corner)}
    )
    code, facts = refused(path)
    assert (code, facts["rows"], facts["columns"]) == ("sheet-too-large", 1048576, 16384)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"xl/workbook.xml", b"xl/workbook.xmx"),
        lambda _: b"PK\x03\x04" + bytes(200),
        lambda data: data[:60] + bytes(40) + data[100:],
    ],
)
def test_a_damaged_archive(workbook: Workbook, refused: Refused, change: Callable[[bytes], bytes]) -> None:
    path = workbook(ROWS)
    path.write_bytes(change(path.read_bytes()))
    assert refused(path)[0] == "not-a-workbook"


def test_entities_are_not_expanded(workbook: Workbook, refused: Refused) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    path = repacked(
        workbook(ROWS),
        {"xl/workbook.xml": lambda xml: re.sub(rb"<workbook", bomb + b"<workbook", xml, count=1)},
    )
    assert refused(path)[0] == "not-a-workbook"


def test_a_sheet_that_is_no_xml(workbook: Workbook, refused: Refused) -> None:
    path = repacked(workbook(ROWS), {"xl/worksheets/sheet1.xml": lambda _: b"<worksheet><sheetData><row><c"})
    assert refused(path)[0] in {"unreadable-sheet", "empty-file"}

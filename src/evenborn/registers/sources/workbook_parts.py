"""Whether a workbook may be opened: what its parts really unpack to, how far its cells spread, which failed.

A workbook is a ZIP file of XML parts. Before the reader that builds the whole table in memory sees it,
every part is unpacked once in small pieces and thrown away, so that neither a false size in the directory
nor one cell in the last corner of a sheet can take the machine down.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.cell_references import column_number, spread

_PIECE = 1 << 18
_SMALL = 1 << 24  # a part below this may be packed as well as it likes
_LOCAL_HEADER = 30
_OVERLAP = 512  # longest stretch of XML that must not be cut in two
_FAILED = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]{1,3}[0-9]{1,7})["'][^>]*>"""
    rb"""(?:<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]{1,40})"""
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_FAILED = 10_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, LookupError, OSError, ValueError)


@dataclass(slots=True)
class Parts:
    """What is known of a workbook before it is opened.

    Attributes
    ----------
    failed : mapping
        Per part of the ZIP file, the cells whose formula failed: (row, column), from 0, and the error shown.
    part_of : mapping
        Part of the ZIP file by the name of its sheet.
    """

    failed: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    part_of: dict[str, str] = field(default_factory=dict)

    def failed_in(self, sheet: str) -> dict[tuple[int, int], str]:
        """Failed cells of a sheet."""
        return self.failed.get(self.part_of.get(sheet, ""), {})


def inspect_workbook(path: Path, file: str, limits: Limits) -> Parts:
    """Unpack every part once and look at it.

    Raises
    ------
    Refusal
        ``not-a-workbook``, ``zip-bomb`` or ``sheet-too-large``.
    """
    parts = Parts()
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            entries = archive.infolist()
            _check_directory(entries, file, limits)
            total = 0
            for entry in entries:
                total += _inspect_part(raw, entry, parts, limits.workbook_bytes - total, file, limits)
            parts.part_of = _sheet_parts(archive)
    except _DAMAGED as error:
        raise Refusal("not-a-workbook", file=file) from error
    except (NotImplementedError, RuntimeError) as error:  # a packing method or a password of ZIP itself
        raise Refusal("not-a-workbook", file=file) from error
    return parts


def _check_directory(entries: list[zipfile.ZipInfo], file: str, limits: Limits) -> None:
    declared = sum(entry.file_size for entry in entries)
    if len(entries) > limits.workbook_entries or declared > limits.workbook_bytes:
        raise Refusal("zip-bomb", file=file, size=declared, entries=len(entries), limit=limits.workbook_bytes)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names or any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("not-a-workbook", file=file)
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise Refusal("not-a-workbook", file=file)


def _unpacked(raw: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Pieces of a part as they really are, whatever size the directory states."""
    raw.seek(entry.header_offset)
    header = raw.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile(entry.filename)
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    raw.seek(lengths, 1)
    left, inflate = entry.compress_size, zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := raw.read(min(left, _PIECE))):
        left -= len(packed)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _PIECE)
            packed = inflate.unconsumed_tail


def _inspect_part(
    raw: BinaryIO, entry: zipfile.ZipInfo, parts: Parts, room: int, file: str, limits: Limits
) -> int:
    is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
    failed: dict[tuple[int, int], str] = {}
    size, tail, rows, columns = 0, b"", 0, 0
    for piece in _unpacked(raw, entry):
        size += len(piece)
        if size > room or (size > _SMALL and size > limits.workbook_ratio * max(entry.compress_size, 1)):
            raise Refusal("zip-bomb", file=file, size=size, entries=1, limit=limits.workbook_bytes)
        if is_sheet:
            tail += piece
            deepest, widest = spread(tail)
            rows, columns = max(rows, deepest), max(columns, widest)
            if rows * columns > limits.workbook_cells:
                raise Refusal(
                    "sheet-too-large", file=file, rows=rows, columns=columns, limit=limits.workbook_cells
                )
            if len(failed) < _MOST_FAILED and (b'"e"' in tail or b"'e'" in tail):
                failed.update({_place(ref): error.decode() for ref, error in _FAILED.findall(tail)})
            tail = tail[-_OVERLAP:]
    if failed:
        parts.failed[entry.filename] = failed
    return size


def _place(reference: bytes) -> tuple[int, int]:
    letters = reference.rstrip(b"0123456789")
    return int(reference[len(letters) :]) - 1, column_number(letters) - 1


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    content = archive.read(part)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # no workbook has one; entities can explode
        raise ValueError(part)
    return ElementTree.fromstring(content)  # noqa: S314 - no entities are left


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")
        for relation in _xml(archive, "xl/_rels/workbook.xml.rels")
    }
    return {
        sheet.get("name", ""): relations.get(sheet.get(_RELATION), "")
        for sheet in _xml(archive, "xl/workbook.xml").iter()
        if sheet.tag.endswith("}sheet")
    }

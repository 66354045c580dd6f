"""Valid files of births, and what may happen to a file on its way: bits, ends, encodings and archives."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from evenborn.registers.codes import gb18030
from evenborn.simulation.fhir_file import fhir_bundle

Rows = Sequence[Mapping[str, str]]
Spoil = Callable[[bytes], bytes]

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-7", "latin-1", "utf-8-sig")
STRANGE = (
    *(b"\0", b"\x00" * 40, b'"', b"'", b",", b"\t", b"\r", b"\n", b"\x1a", b"{", b"}", b"[", b"]", b"\\"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x81\x30\x81\x30", b"\xe2\x80\xae", b"\\ud800"),
    *(b"9" * 400, b"1e999", b"NaN", b"-0"),
)


def delimited(rows: Rows, headers: Mapping[str, str], separator: str, encoding: str) -> bytes:
    """The rows as text."""
    lines = [
        separator.join(headers.values()),
        *(separator.join(row[name] for name in headers) for row in rows),
    ]
    text = "\n".join(lines) + "\n"
    return gb18030.encode(text) if encoding == "gb18030" else text.encode(encoding)


def workbook(rows: Rows, headers: Mapping[str, str]) -> bytes:
    """The rows as a workbook."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(headers.values()))
    for row in rows:
        sheet.append([row[name] for name in headers])
    book.save(stream)
    return stream.getvalue()


def parquet(rows: Rows, headers: Mapping[str, str]) -> bytes:
    """The rows as a Parquet file."""
    stream = io.BytesIO()
    table = pa.table({header: [row[name] for row in rows] for name, header in headers.items()})
    pq.write_table(table, stream)
    return stream.getvalue()


def fhir(rows: Rows) -> bytes:
    """The rows as a Bundle, one resource an entry so that more of it can be moved about."""
    reports = json.loads(b"".join(fhir_bundle(rows)))["entry"]
    entries = [entry for report in reports for entry in report["resource"]["entry"]]
    whole = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(whole, ensure_ascii=False).encode("utf-8")


@cache
def parts_of(packed: bytes) -> dict[str, bytes]:
    """Parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed_again(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def flipped(content: bytes, place: int, bit: int) -> bytes:
    """The bytes with one bit turned over."""
    place %= max(len(content), 1)
    return content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :] if content else content


def _insert(content: bytes, place: int, strange: bytes) -> bytes:
    place %= len(content) + 1
    return content[:place] + strange + content[place:]


def _move(content: bytes, start: int, length: int, target: int) -> bytes:
    start %= len(content) + 1
    piece, rest = content[start : start + length], content[:start] + content[start + length :]
    return _insert(rest, target, piece)


def _repeat(content: bytes, start: int, length: int, times: int) -> bytes:
    start %= len(content) + 1
    return content[:start] + content[start : start + length] * times + content[start + length :]


def _recode(content: bytes, read: str, write: str) -> bytes:
    return content.decode(read, "replace").encode(write, "replace")


places = st.integers(0, 1 << 20)
lengths = st.integers(1, 200)


def one_spoiling() -> st.SearchStrategy[Spoil]:
    """One thing that may happen to bytes."""
    flips = st.builds(
        lambda place, bit: lambda content: flipped(content, place, bit), places, st.integers(0, 7)
    )
    cuts = st.builds(lambda place: lambda content: content[: place % (len(content) + 1)], places)
    inserts = st.builds(
        lambda place, strange: lambda content: _insert(content, place, strange),
        places,
        st.sampled_from(STRANGE) | st.binary(max_size=20),
    )
    moves = st.builds(
        lambda start, length, target: lambda content: _move(content, start, length, target),
        places,
        lengths,
        places,
    )
    repeats = st.builds(
        lambda start, length, times: lambda content: _repeat(content, start, length, times),
        places,
        lengths,
        st.sampled_from([0, 2, 50]),
    )
    recodes = st.builds(
        lambda read, write: lambda content: _recode(content, read, write),
        st.sampled_from(ENCODINGS),
        st.sampled_from(ENCODINGS),
    )
    return st.one_of(flips, cuts, inserts, moves, repeats, recodes)


def spoiled(content: bytes) -> st.SearchStrategy[bytes]:
    """What is left of a file after one to four accidents."""

    def after(accidents: Sequence[Spoil]) -> bytes:
        found = content
        for accident in accidents:
            found = accident(found)
        return found

    return st.lists(one_spoiling(), min_size=1, max_size=4).map(after)


def spoiled_inside(packed: bytes) -> st.SearchStrategy[bytes]:
    """A workbook whose archive is whole and one of whose parts is spoiled, or gone."""
    parts = parts_of(packed)

    def with_part(name: str) -> st.SearchStrategy[bytes]:
        return spoiled(parts[name]).map(lambda content: packed_again({**parts, name: content}))

    missing = st.sampled_from(sorted(parts)).map(
        lambda name: packed_again({other: content for other, content in parts.items() if other != name})
    )
    return st.sampled_from(sorted(parts)).flatmap(with_part) | missing


def with_part(packed: bytes, name: str, content: bytes) -> bytes:
    """A workbook with another content in one of its parts."""
    return packed_again({**parts_of(packed), name: content})


def blown_up(packed: bytes, name: str, times: int) -> bytes:
    """A workbook that unpacks to far more than it is."""
    return with_part(packed, name, parts_of(packed)[name] + b" " * times)

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenborn.registers.births import BirthsTable
from evenborn.registers.codes.gb18030 import encode
from evenborn.registers.sources.encoding import CHUNK

Read = Callable[..., BirthsTable]
Refused = Callable[..., tuple[str, dict[str, Any]]]
Write = Callable[..., Path]

TEXT = "地区,男,女\n甘州区,5,4\n𠮷田龴︐,1,2\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (encode(TEXT), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (encode(TEXT.replace("\n", "\r\n")), "gb18030"),
    ],
)
def test_the_encoding_is_found(write: Write, read: Read, data: bytes, encoding: str) -> None:
    table = read(write(data))
    assert table.encoding == encoding
    assert table.cells["area"].to_pylist() == ["甘州区", "𠮷田龴︐"]
    assert table.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["gb18030", "GBK", "GB2312", "gb-18030"])
def test_an_encoding_may_be_named(write: Write, read: Read, name: str) -> None:
    # "联通" in GBK reads as UTF-8 too, the classic wrong guess
    path = write(encode("area,male,female\n联通,1,2\n"))
    assert read(path, encoding=name).cells["area"].to_pylist() == ["联通"]


def test_an_unknown_encoding(write: Write, refused: Refused) -> None:
    assert refused(write(TEXT), encoding="latin-1")[0] == "unknown-encoding"


@pytest.mark.parametrize(
    ("data", "encoding", "row", "offset"),
    [
        (TEXT.encode() + b"\xffx,1,2\n", None, 4, len(TEXT.encode())),
        (TEXT.encode() + b"\xe7\x94", None, 4, len(TEXT.encode())),
        (encode(TEXT) + b"\xffx,1,2\n", None, 4, len(encode(TEXT))),
        (encode(TEXT), "utf-8", 1, 0),
        (TEXT.encode("utf-16")[:-1], None, 3, None),
    ],
)
def test_bytes_that_do_not_belong(
    write: Write, refused: Refused, data: bytes, encoding: str | None, row: int, offset: int | None
) -> None:
    code, facts = refused(write(data), encoding=encoding)
    assert (code, facts["row"]) == ("wrong-encoding", row)
    assert offset is None or facts["offset"] == offset


def test_a_nul_is_found_with_its_row(write: Write, refused: Refused) -> None:
    assert refused(write(b"male,female\n1,2\n\0,3\n")) == ("nul-bytes", {"file": "births.csv", "row": 3})


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_across_two_chunks(write: Write, read: Read, encoding: str) -> None:
    row = "甘州区甘州区甘州区,男\n"
    text = "x地区,性别\n" + row * (CHUNK // 20)
    table = read(write(text, encoding=encoding), dimensions=frozenset(), columns={"area": "x地区"})
    assert (table.rows, table.encoding) == (CHUNK // 20, encoding)


def test_a_bad_byte_far_into_the_file(write: Write, refused: Refused) -> None:
    rows = ("甘州区,男\n" * 200_000).encode()
    code, facts = refused(write("地区,性别\n".encode() + rows + b"\xff,1\n"))
    assert (code, facts["row"]) == ("wrong-encoding", 200_002)

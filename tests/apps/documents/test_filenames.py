"""Names of downloads: safe on every system, whatever stood in the title; readable in every browser."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evenborn.apps.documents.filenames import LONGEST, disposition, safe_name

RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])", re.IGNORECASE)


@given(st.text(max_size=300))
@example("../../../etc/passwd")
@example("a\u202excod.exe")
@example("\x00\x1b[31m\r\nSet-Cookie: a=b")
@example("con .txt")
@example("LPT¹")
@example("𠮷" * 200)
@example("...")
@example("e\u0301" * 200)
def test_a_name_is_safe_whatever_it_was_made_of(title: str) -> None:
    name = safe_name(title, "pdf")
    stem = name.removesuffix(".pdf")
    assert name.endswith(".pdf")
    assert stem
    assert stem.strip(" .") == stem
    assert not set(name) & set('<>:"/\\|?*')
    assert not [one for one in name if unicodedata.category(one)[0] == "C"]
    assert len(name.encode("utf-8")) <= LONGEST
    assert not RESERVED.fullmatch(stem.partition(".")[0].strip())
    assert safe_name(stem, "pdf") == name


@given(st.text(max_size=100))
@example('a"; filename="b.exe')
@example("a\r\nX: y")
@example("100%'s;")
def test_the_header_is_ascii_and_gives_the_name_back(title: str) -> None:
    name = safe_name(title, "docx")
    header = disposition(name)
    found = re.fullmatch(
        r"attachment; filename=\"([A-Za-z0-9 ._()-]+)\"; filename\*=UTF-8''([\w.%~-]+)", header, re.ASCII
    )
    assert found is not None
    assert unquote(found[2]) == name
    assert found[1].endswith(".docx")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("张掖市2025年度 出生人口性别比", "张掖市2025年度 出生人口性别比.xlsx"),
        ("甘州/临泽", "甘州_临泽.xlsx"),
        ("甘州／临泽", "甘州_临泽.xlsx"),
        ("aux.backup", "_aux.backup.xlsx"),
        ("", "document.xlsx"),
        ("\u200b\u200e", "document.xlsx"),
    ],
)
def test_names_stay_readable(title: str, name: str) -> None:
    assert safe_name(title, "xlsx") == name

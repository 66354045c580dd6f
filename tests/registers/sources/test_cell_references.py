"""How far a worksheet spreads: as an expression over the same bytes says it, whatever the bytes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.sources.cell_references import column_number, spread

REFERENCE = re.compile(rb"""r=["']([A-Z]{1,3})([0-9]{1,7})["']""")

PIECES = st.sampled_from(
    [
        b'<c r="',
        b"<c r='",
        b'"',
        b"'",
        b"A",
        b"XFD",
        b"Z",
        b"1",
        b"1048576",
        b"=",
        b"r=",
        b"</c>",
        b"\xe5\xa5\xb3",
        b't="s"',
    ]
)


def by_expression(xml: bytes) -> tuple[int, int]:
    found = REFERENCE.findall(xml)
    return (
        max((int(digits) for _, digits in found), default=0),
        max((column_number(letters) for letters, _ in found), default=0),
    )


@given(st.lists(PIECES, max_size=40).map(b"".join))
def test_every_reference_counts(xml: bytes) -> None:
    assert spread(xml) == by_expression(xml)


@given(st.integers(1, 1 << 20), st.integers(1, 26), st.booleans())
def test_blanks_around_the_sign_hide_no_cell(row: int, column: int, before: bool) -> None:
    sign = b" =" if before else b"=\n"
    xml = b'<row r="1"><c r' + sign + b'"%c%d"/></row>' % (64 + column, row)
    assert spread(xml) == (row, column)


def test_a_stretch_without_references_has_no_size() -> None:
    assert [spread(xml) for xml in (b"", b"=", b"r=", b'<c r="', b'<row r="3">')] == [(0, 0)] * 5

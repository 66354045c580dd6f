"""UTF-8 is recognised as Python's own decoder does, whatever the bytes and wherever chunks are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.sources.utf8 import Utf8

PIECES = st.sampled_from(
    [
        *(character.encode() for character in "a\n\0é男𠮷"),
        *(b"\xe7", b"\x94", b"\xf0\x9f", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xe0\x80\x80"),
        *(b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80"),
    ]
)
CHUNKS = st.lists(st.lists(PIECES, max_size=6).map(b"".join) | st.binary(max_size=6), max_size=6)


def first_bad(chunks: list[bytes]) -> int | None:
    utf8, before = Utf8(), 0
    for chunk in chunks:
        if (bad := utf8.first_bad(chunk)) is not None:
            return before + bad
        before += len(chunk)
    return before - len(utf8.unfinished) if utf8.unfinished else None


@given(CHUNKS)
def test_the_first_bad_byte(chunks: list[bytes]) -> None:
    try:
        b"".join(chunks).decode("utf-8")
        expected = None
    except UnicodeDecodeError as error:
        expected = error.start
    assert first_bad(chunks) == expected


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_character_cut_anywhere(cut: int) -> None:
    content = "a𠮷".encode()
    assert first_bad([content[: 1 + cut], content[1 + cut :]]) is None
    assert first_bad([content[: 1 + cut]]) == 1

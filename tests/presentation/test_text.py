"""What a file says may not steer a terminal, a page or a reader."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from evenborn.presentation.text import printable


@given(st.text())
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Sm"])))
def test_ordinary_text_stays(text: str) -> None:
    assert printable(text) == text

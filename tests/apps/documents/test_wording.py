"""Words reach a document on one line, without what a reader must not obey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evenborn.apps.documents.wording import Both, require_said, written
from evenborn.presentation.numbers import LANGUAGES
from evenborn.registers.refusal import Refusal


@given(st.text(st.characters(), max_size=60))
def test_any_words_can_stand_in_xml(text: str) -> None:
    shown = written(text, "en")
    element = etree.Element("t")
    element.text = shown
    assert etree.fromstring(etree.tostring(element)).text == (shown or None)
    assert written(shown, "en") == shown
    assert "\n" not in shown


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u061c", "\x00", "\x1b", "\ufeff", "\ufff9", "\U000e0041"]
)
def test_what_turns_or_hides_text_becomes_visible(hidden: str) -> None:
    assert written(f"a{hidden}b", "zh") == "a\ufffdb"


def test_the_space_within_a_chinese_name_stays() -> None:
    assert written("张\u3000三", "zh") == "张\u3000三"


@pytest.mark.parametrize("words", ["", " ", Both("a", ""), Both(" ", "甲")])
def test_both_languages_are_needed(words: str | Both) -> None:
    with pytest.raises(Refusal, match="document-without"):
        require_said(words, "title")
    assert [written(Both("a", "甲"), language) for language in LANGUAGES] == ["a", "甲"]

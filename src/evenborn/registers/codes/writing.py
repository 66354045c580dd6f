"""Widths, blanks and invisible characters: the same words, however they were typed."""

import re

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_INVISIBLE = dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xAD))
_TYPED_ALIKE = {**_FULL_WIDTH, **_INVISIBLE, 0x2212: "-"}
_BLANKS = re.compile(r"\s+")
_UNIT = re.compile(
    r"[(\[](?:人|名|个|例|单位:?人|persons?|people|number|no\.?|n|必填项?|选填项?|可选|required|optional)[)\]]$"
)
_NOTHING = re.compile(r"[-–—―…/\\.·\s]*")
_PUNCTUATION = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Half-width, without invisible characters, blanks collapsed and trimmed.

    Examples
    --------
    >>> plain("　６２０７０２\\u200b ")
    '620702'
    >>> plain("甘州  区")
    '甘州 区'
    """
    return _BLANKS.sub(" ", text.translate(_TYPED_ALIKE)).strip()


def is_blank_text(text: str | None) -> bool:
    """Whether a cell says nothing: empty, blanks, or only dashes, dots and strokes.

    Examples
    --------
    >>> is_blank_text("　"), is_blank_text("——"), is_blank_text("/"), is_blank_text("0")
    (True, True, True, False)
    """
    return text is None or _NOTHING.fullmatch(plain(text)) is not None


def header_key(text: str) -> str:
    """What two headers that mean the same have in common: no case, blanks, punctuation, unit of persons or
    word that the column must be filled in.

    Examples
    --------
    >>> header_key("﻿男 （人）"), header_key("Birth_Order")
    ('男', 'birthorder')
    >>> header_key("男（万人）")
    '男万人'
    >>> header_key("性 别（必填）"), header_key("sex*")
    ('性别', 'sex')
    """
    return _PUNCTUATION.sub("", _UNIT.sub("", plain(text).casefold()))

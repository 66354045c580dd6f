"""Which typefaces of an official letter are installed, and whether Chinese can be printed at all."""

from collections.abc import Mapping
from typing import Final, Literal

from evenborn.apps.documents.pdf import pdf_of
from evenborn.apps.documents.system_fonts import PROBE, installed
from evenborn.registers.refusal import Refusal

Typeface = Literal["fangsong", "xiaobiaosong", "heiti", "kaiti", "songti"]

WANTED: Final[Mapping[Typeface, tuple[str, ...]]] = {
    "fangsong": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong"),
    "xiaobiaosong": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "STZhongsong"),
    "heiti": ("SimHei", "黑体"),
    "kaiti": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti"),
    "songti": ("SimSun", "宋体"),
}
"""The typefaces of GB/T 9704-2012 by the names that systems give them."""

_SERIF: Final = ("Noto Serif CJK SC", "Source Han Serif SC")
_SANS: Final = ("Noto Sans CJK SC", "Source Han Sans SC")


def in_its_place(kind: Typeface) -> tuple[str, ...]:
    """Return the free typefaces that stand in for one of an official letter.

    Examples
    --------
    >>> in_its_place("heiti")[0]
    'Noto Sans CJK SC'
    """
    return (*_SANS, *_SERIF) if kind == "heiti" else (*_SERIF, *_SANS)


def typefaces() -> dict[Typeface, str]:
    """Return which typeface stands for each of those of an official letter; empty for none.

    Examples
    --------
    >>> sorted(typefaces())
    ['fangsong', 'heiti', 'kaiti', 'songti', 'xiaobiaosong']
    """
    there = installed()
    return {
        kind: next((name for name in (*names, *in_its_place(kind)) if name in there), "")
        for kind, names in WANTED.items()
    }


def why_not_printed() -> Refusal | None:
    """Return why a Chinese PDF cannot be made here, as a check at the start of the office says it.

    Returns
    -------
    Refusal or None
        ``document-no-pango``, ``document-no-font`` or ``document-no-glyph``; None where all is well.
    """
    try:
        pdf_of(f'<html lang="zh-Hans"><title>{PROBE}</title><p>{PROBE}</p></html>')
    except Refusal as refusal:
        return refusal
    return None

"""How is a person called? One spelling for one name, whatever typed it, with rare characters kept.

Nothing is converted that a person would miss in the own name: traditional characters stay, so do the
characters above U+20000 and those that stand in the private use area since GB 18030 moved them.
"""

import re
import unicodedata

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.newborn_names import is_placeholder
from evenborn.registers.codes.writing import plain

LONGEST_NAME = 50
"""Characters; the longest names in use, of Uyghur and foreign persons, have fewer."""

HAN = "㐀-䶿一-鿿豈-\ufaff〇々\ue000-\uf8ff\U00020000-\U0003ffff"
"""Han characters, with those that GB 18030 had, or has, in the private use area; for a character class."""

_LETTER = rf"[^\W\d_]|[{HAN}]"
_SEPARATOR = re.compile(rf"(?<={_LETTER}) ?[·•・‧∙⋅･․] ?(?={_LETTER})")
_POINT = re.compile(rf"(?<={_LETTER})\.(?={_LETTER})|(?<=[{HAN}]) ?\. ?(?=[{HAN}])")
_BLANK_IN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_HAN = re.compile(f"[{HAN}]")
_BESIDE_LETTERS = " ·'’‘`´().,-"
_NOT_GIVEN = re.compile(
    r"[无無空缺]|没有|不详|不明|不知道?|不清楚?|未知|未提供|未登记|未填写?|未报|不便提供|保密|拒绝提供|空白|缺失|暂缺|"
    r"待[补定查填]|无名氏?|无姓名|没名字|.{0,2}某+|测试.{0,3}|.{0,2}测试|样[例本]|示例|姓名|[父母]亲(?:姓名)?|"
    r"N/?A|NAN|NONE|NULL|NIL|UNKNOWN|NOT (?:KNOWN|GIVEN|STATED)|TEST(?: NAME)?|X+",
    re.IGNORECASE,
)


def read_person_name(text: str) -> str:
    """The name that a cell states.

    Parameters
    ----------
    text : str
        The cell; not blank.

    Returns
    -------
    str
        Unicode NFC; letters half-width; no invisible characters; no blanks between Han characters, one
        between words; U+00B7 as the separator, whichever dot was typed.

    Raises
    ------
    BadValue
        ``name-not-given`` (不详, 无名氏, 张某某, N/A), ``name-characters`` (digits, ``?``, ``*``, ``□``,
        the mark of a failed conversion, control characters) or ``name-too-long`` (over 50 characters).

    References
    ----------
    GB 18030-2022, Information technology — Chinese coded character set. Rules for names of ethnic
    minorities, Ministry of Civil Affairs 2016: the separator is U+00B7.

    Examples
    --------
    >>> read_person_name("王　　小 明"), read_person_name("阿不都•热西提"), read_person_name("Ｌｉ  Ｎａ")
    ('王小明', '阿不都·热西提', 'Li Na')
    """
    name = _normalised(text)
    if _NOT_GIVEN.fullmatch(name):
        raise BadValue("name-not-given")
    if len(name) > LONGEST_NAME:
        raise BadValue("name-too-long")
    # a placeholder may end in a number, and "B/O" has a stroke
    letters = name.rstrip("0123456789").replace("/", "") if is_placeholder(name) else name
    if not _is_written_well(letters):
        raise BadValue("name-characters")
    return name


def _normalised(text: str) -> str:
    if not text.isascii():
        text = "".join(character for character in text if not _is_invisible(character))
    name = _BLANK_IN_HAN.sub("", unicodedata.normalize("NFC", plain(text)))
    return _POINT.sub("·", _SEPARATOR.sub("·", name))


def _is_invisible(character: str) -> bool:
    """Format characters and variation selectors: they choose a shape or a direction, not a character."""
    return (
        unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or ("\U000e0100" <= character <= "\U000e01ef")
    )


def _is_written_well(name: str) -> bool:
    letters = [_is_letter(character) for character in name]
    beside = (character in _BESIDE_LETTERS for character in name)
    return any(letters) and all(letter or also for letter, also in zip(letters, beside, strict=True))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" or _HAN.fullmatch(character) is not None

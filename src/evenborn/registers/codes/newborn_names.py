"""Is a newborn named yet, or entered under a parent's name: "张某之子", "Baby girl of Li Na"?"""

import re
from typing import Literal

Placeholder = Literal["", "son", "daughter", "child"]
"""``""``: a name of its own; otherwise what stands in for one says."""

_ORDER = r"(?:双胞胎|双胎|三胞胎|三胎|双|[长大二次三小])?"
_WORDS = {
    "son": "儿子|男婴|男孩|公子|子",
    "daughter": "女儿|女婴|女孩|千金|女",
    "child": "新生儿|婴儿|孩子|小孩|宝宝|婴|孩|BB|BABY",
}
_AFTER = r" ?(?:之?[大小一二三123甲乙丙丁]|[A-D])?"
_LONG_WORDS = {meaning: "|".join(re.findall(r"\w{2,}", words)) for meaning, words in _WORDS.items()}
_OF_PARENT = [  # 的 also ends names, so only longer words may follow it
    (
        meaning,
        re.compile(
            rf"(?P<parent>.{{1,20}}?)(?:之{_ORDER}(?:{words})|的{_ORDER}(?:{_LONG_WORDS[meaning]})){_AFTER}"
        ),
    )
    for meaning, words in _WORDS.items()
]
_BESIDE_PARENT = [
    (meaning, re.compile(rf"(?P<parent>.{{1,20}}?){word}{_AFTER}"))
    for meaning, word in {"son": "男婴", "daughter": "女婴", "child": "(?:婴儿|新生儿)"}.items()
]
_ALONE = [
    ("son", re.compile(rf"男婴{_AFTER}|BABY BOY|BOY|NEWBORN BOY")),
    ("daughter", re.compile(rf"女婴{_AFTER}|BABY GIRL|GIRL|NEWBORN GIRL")),
    (
        "child",
        re.compile(
            rf"(?:婴儿|新生儿|婴){_AFTER}|(?:暂|尚|还)?(?:未|没|没有|待)(?:取|起|命|定)名字?|暂无姓?名字?|"
            r"BABY|NEWBORN|INFANT|UNNAMED|UN-NAMED|NO NAME(?: YET)?|NOT (?:YET )?NAMED"
        ),
    ),
]
_CHILD = "(?:BABY|INFANT|NEWBORN)"
_ENGLISH = [
    (
        "son",
        re.compile(rf"(?:{_CHILD} BOY (?:OF )?|(?:{_CHILD} )?(?:BOY|SON) OF |S/O ?)(?P<parent>.{{2,40}})"),
    ),
    (
        "daughter",
        re.compile(
            rf"(?:{_CHILD} GIRL (?:OF )?|(?:{_CHILD} )?(?:GIRL|DAUGHTER) OF |D/O ?)(?P<parent>.{{2,40}})"
        ),
    ),
    ("child", re.compile(rf"(?:{_CHILD} OF |CHILD OF |B/O ?|BABY )(?P<parent>.{{2,40}})")),
]
_MASKED = re.compile(r"(.+?)(?:某+|[父母氏])")


def is_placeholder(name: str) -> Placeholder:
    """Whether a newborn's name only stands in for one, and which sex it speaks of.

    Parameters
    ----------
    name : str
        As :func:`~evenborn.registers.codes.names.read_person_name` returns it.

    Examples
    --------
    >>> is_placeholder("张某之子"), is_placeholder("张三之女A"), is_placeholder("李四之婴")
    ('son', 'daughter', 'child')
    >>> is_placeholder("Baby girl of Li Na"), is_placeholder("暂未取名"), is_placeholder("王羲之")
    ('daughter', 'child', '')
    """
    return _read(name)[0]


def placeholder_parent(name: str) -> str:
    """Name of the parent that a placeholder speaks of; the surname where no more is given, or nothing.

    Examples
    --------
    >>> placeholder_parent("王羲之之子"), placeholder_parent("张某之女"), placeholder_parent("未取名")
    ('王羲之', '张', '')
    """
    return _read(name)[1]


def _read(name: str) -> tuple[Placeholder, str]:
    written = name.upper()
    for meaning, pattern in (*_ALONE, *_OF_PARENT, *_BESIDE_PARENT, *_ENGLISH):
        match = pattern.fullmatch(written)
        if match is None:
            continue
        if "parent" not in pattern.groupindex or match["parent"] is None:
            return _meaning(meaning), ""
        first, last = match.span("parent")
        parent = name[first:last].strip() if len(written) == len(name) else match["parent"].strip()
        masked = _MASKED.fullmatch(parent)
        return _meaning(meaning), masked[1] if masked else parent
    return "", ""


def _meaning(word: str) -> Placeholder:
    return "son" if word == "son" else "daughter" if word == "daughter" else "child"

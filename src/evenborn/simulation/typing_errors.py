"""What goes wrong when one cell is typed: each kind of error is a function of the text and of chance.

``chance`` is a number in [0, 1). A function gives ``None`` where the error cannot happen to that text:
two equal digits are not swapped, a name in Latin letters has no homophone.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from pypinyin import Style, pinyin

from evenborn.simulation.homophones import homophones, name_characters

Change = Callable[[str, float], str | None]
"""A kind of typing error."""

SLIPS: Final = (1, -1, 10, -10, 20, -20, 30, -30, 31, -31, 365, -365)
"""Days by which a date slips: a day, a digit of the day, the month, the year."""

_FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


def _pick(chance: float, count: int) -> tuple[int, float]:
    """One of ``count`` places, and what is left of chance for the next pick."""
    place = min(int(chance * count), count - 1)
    return place, chance * count - place


def digit_wrong(text: str, chance: float) -> str | None:
    """Another digit in one place.

    Examples
    --------
    >>> digit_wrong("629901199003074225", 0.5)
    '629901199103074225'
    """
    digits = [place for place, character in enumerate(text) if character.isdigit()]
    if not digits:
        return None
    at, rest = _pick(chance, len(digits))
    place = digits[at]
    other = (int(text[place]) + 1 + _pick(rest, 9)[0]) % 10
    return f"{text[:place]}{other}{text[place + 1 :]}"


def digits_swapped(text: str, chance: float) -> str | None:
    """Two different neighbouring digits in the wrong order.

    Examples
    --------
    >>> digits_swapped("629901199003074225", 0.0), digits_swapped("111", 0.0)
    ('269901199003074225', None)
    """
    pairs = [at for at in range(len(text) - 1) if text[at : at + 2].isdigit() and text[at] != text[at + 1]]
    if not pairs:
        return None
    at = pairs[_pick(chance, len(pairs))[0]]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def taken_for_a_quantity(text: str, _: float) -> str | None:
    """What a spreadsheet keeps of eighteen digits: fifteen of them, in scientific notation.

    Examples
    --------
    >>> taken_for_a_quantity("629901199003074225", 0.0)
    '6.29901199003074E+17'
    """
    return f"{text[0]}.{text[1:15]}E+17" if len(text) == 18 and text.isdigit() else None


def homophone(name: str, chance: float) -> str | None:
    """One character replaced by another of the same sound.

    Examples
    --------
    >>> homophone("张伟", 0.9) in {"张" + other for other in "玮炜苇卫魏维巍薇威惟"}
    True
    """
    places = [place for place, character in enumerate(name) if character in homophones()]
    if not places:
        return None
    at, rest = _pick(chance, len(places))
    others = homophones()[name[places[at]]]
    return _replaced(name, places[at], others[_pick(rest, len(others))[0]])


def another_character(name: str, chance: float) -> str | None:
    """One character replaced by any other that occurs in names."""
    places = [place for place, character in enumerate(name) if _is_han(character)]
    if not places:
        return None
    at, rest = _pick(chance, len(places))
    characters = name_characters()
    other, _ = _pick(rest, len(characters))
    written = characters[other] if characters[other] != name[places[at]] else characters[other - 1]
    return _replaced(name, places[at], written)


def character_dropped(name: str, chance: float) -> str | None:
    """One character left out; a surname with one character keeps both.

    Examples
    --------
    >>> character_dropped("王思雨", 0.9), character_dropped("王雨", 0.9)
    ('王思', None)
    """
    if len(name) < 3 or not _all_han(name):
        return None
    at = _pick(chance, len(name))[0]
    return name[:at] + name[at + 1 :]


def characters_swapped(name: str, chance: float) -> str | None:
    """Two neighbouring characters in the wrong order.

    Examples
    --------
    >>> characters_swapped("王思雨", 0.9), characters_swapped("王思思", 0.9)
    ('王雨思', None)
    """
    if len(name) < 2 or not _all_han(name):
        return None
    at = _pick(chance, len(name) - 1)[0]
    if name[at] == name[at + 1]:
        return None
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def romanised(name: str, _: float) -> str | None:
    """The name in Latin letters, surname first.

    Examples
    --------
    >>> romanised("王思雨", 0.0)
    'Wang Siyu'
    """
    if not _all_han(name):
        return None
    sounds = [one[0] for one in pinyin(name, style=Style.NORMAL, errors="ignore", v_to_u=False)]
    if len(sounds) != len(name):
        return None
    return " ".join(part.capitalize() for part in (sounds[0], "".join(sounds[1:])) if part)


def date_slipped(text: str, chance: float) -> str | None:
    """A date off by one of :data:`SLIPS`, or with month and day swapped; else a day late.

    Examples
    --------
    >>> date_slipped("2025-03-08 14:05", 0.0), date_slipped("2025-03-08", 0.999)
    ('2025-03-09 14:05', '2025-08-03')
    """
    at = _pick(chance, len(SLIPS) + 1)[0]
    swapped = month_and_day_swapped(text, chance) if at == len(SLIPS) else None
    slip = timedelta(days=SLIPS[at % len(SLIPS)])
    return swapped or (date.fromisoformat(text[:10]) + slip).isoformat() + text[10:]


def month_and_day_swapped(text: str, _: float) -> str | None:
    """Month and day in the wrong order, where that is another date.

    Examples
    --------
    >>> month_and_day_swapped("2025-03-08", 0.0), month_and_day_swapped("2025-03-28", 0.0)
    ('2025-08-03', None)
    """
    month, day = text[5:7], text[8:10]
    return f"{text[:5]}{day}-{month}{text[10:]}" if day <= "12" and day != month else None


def full_width(text: str, _: float) -> str | None:
    """Digits as an input method for Chinese gives them; the same number to any reader.

    Examples
    --------
    >>> full_width("3250", 0.0)
    '３２５０'
    """
    wide = text.translate(_FULL_WIDTH)
    return wide if wide != text else None


def blanks_around(text: str, chance: float) -> str | None:
    """Blanks before or behind the text, also wide ones."""
    return text + " " if chance < 0.4 else " " + text if chance < 0.7 else text + "　"


def blank_within(name: str, _: float) -> str | None:
    """A name of two characters spread to the width of three, as printed lists do.

    Examples
    --------
    >>> blank_within("张伟", 0.0)
    '张　伟'
    """
    return f"{name[0]}　{name[1]}" if len(name) == 2 and _all_han(name) else None


def rounded_to_100(text: str, _: float) -> str | None:
    """A weight rounded to whole hundreds of grams.

    Examples
    --------
    >>> rounded_to_100("3260", 0.0), rounded_to_100("3300", 0.0)
    ('3300', None)
    """
    near = str((int(text) + 50) // 100 * 100)
    return near if near != text else None


def in_kilograms(text: str, _: float) -> str | None:
    """A weight in grams written in kilograms.

    Examples
    --------
    >>> in_kilograms("3250", 0.0)
    '3.25'
    """
    return f"{int(text) / 1000:g}"


def _replaced(text: str, place: int, other: str) -> str:
    return text[:place] + other + text[place + 1 :]


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def _all_han(name: str) -> bool:
    return bool(name) and all(_is_han(character) for character in name)

"""The numbers of paragraphs: 一、（一）1.（1） of GB/T 9704-2012, and their equivalents in English."""

from typing import Final

from evenborn.presentation.numbers import Language

_DIGITS: Final = "零一二三四五六七八九"
_ROMAN: Final = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS: Final = 26


def ordinal(number: int, level: int, language: Language) -> str:
    """Write the number of a paragraph.

    Parameters
    ----------
    number : int
        From 1.
    level : int
        0 for none, to 4.
    language : {"en", "zh"}

    Examples
    --------
    >>> [ordinal(3, level, "zh") for level in range(5)]
    ['', '三、', '（三）', '3.', '（3）']
    >>> [ordinal(3, level, "en") for level in range(5)]
    ['', 'III. ', 'C. ', '3. ', '(3) ']
    """
    if level == 0:
        return ""
    if language == "zh":
        return ("", f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}.", f"（{number}）")[level]
    return ("", f"{roman(number)}. ", f"{letters(number)}. ", f"{number}. ", f"({number}) ")[level]


def chinese(number: int) -> str:
    """Write a number below a hundred in Chinese characters; a larger one in digits.

    Examples
    --------
    >>> [chinese(number) for number in (1, 10, 11, 20, 34, 100)]
    ['一', '十', '十一', '二十', '三十四', '100']
    """
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones else ""
    )


def roman(number: int) -> str:
    """Write a number in Roman numerals.

    Examples
    --------
    >>> [roman(number) for number in (1, 4, 9, 14, 49)]
    ['I', 'IV', 'IX', 'XIV', 'XLIX']
    """
    found = ""
    for size, mark in _ROMAN:
        found += mark * (number // size)
        number %= size
    return found


def letters(number: int) -> str:
    """Write a number as a letter, and with two after the twenty-sixth.

    Examples
    --------
    >>> letters(1), letters(26), letters(27), letters(52)
    ('A', 'Z', 'AA', 'AZ')
    """
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found

"""How an area or a facility is called, and the words that mark a total instead."""

from collections.abc import Container

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.counts import ERROR_CELL
from evenborn.registers.codes.writing import plain


def read_name(text: str | None) -> str | None:
    """Name or code of an area or a facility; None where the cell is empty.

    Raises
    ------
    BadValue
        ``error-cell`` where a formula of the workbook failed.

    Examples
    --------
    >>> read_name(" ６２０７０２ "), read_name("　")
    ('620702', None)
    """
    name = plain(text or "")
    if ERROR_CELL.fullmatch(name):
        raise BadValue("error-cell")
    return name or None


def is_total(text: str | None, words: Container[str]) -> bool:
    """Whether a cell marks its row as the total of others.

    Examples
    --------
    >>> is_total("合 计", {"合计"}), is_total("甘州区", {"合计"})
    (True, False)
    """
    return plain(text or "").casefold().replace(" ", "") in words

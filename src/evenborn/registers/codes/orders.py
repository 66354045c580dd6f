"""Which birth order a cell states, and the class 1, 2 or 3+ that it is counted in."""

import re
from collections.abc import Mapping

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.writing import plain

_CHINESE = {figure: value for value, figure in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_ORDER = re.compile(
    r"第?(?P<figure>[一二两三四五六七八九十]|[0-9]{1,2})(?:\.0|st|nd|rd|th)?[孩胎个]?次?"
    r"(?P<over>及?以上|\+| ?(?:and|or) (?:over|more|above|higher))?"
)
_HIGHEST = 30


def read_order(text: str | None, words: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Birth order as stated and as counted.

    Parameters
    ----------
    text : str or None
        The cell: ``1``, ``一孩``, ``第二胎``, ``三孩及以上``, ``3+``, ``first`` …; empty where not known.
    words : mapping
        Further accepted words, lower case and half-width → order (``1``, ``2``, ``3+`` or empty for unknown).

    Returns
    -------
    stated : str or None
        ``"1"``, ``"2"``, ``"3"``, ``"4"`` …, or ``"3+"``, ``"4+"`` … where it is open-ended.
    counted : {"1", "2", "3+"} or None
        Third and later births are one class.

    Raises
    ------
    BadValue
        ``unknown-order``; also for "2 and over", which mixes two classes.

    Examples
    --------
    >>> read_order("三孩及以上", {}), read_order("4", {}), read_order("", {})
    (('3+', '3+'), ('4', '3+'), (None, None))
    """
    word = plain(text or "").casefold()
    stated = words.get(word, word)
    if not stated:
        return None, None
    match = _ORDER.fullmatch(stated)
    if match is None:
        raise BadValue("unknown-order")
    figure = match["figure"]
    order = _CHINESE.get(figure) or int(figure)
    is_open = match["over"] is not None
    if not 1 <= order <= _HIGHEST or (is_open and order < 3):
        raise BadValue("unknown-order")
    return f"{order}{'+' if is_open else ''}", "3+" if order >= 3 else str(order)

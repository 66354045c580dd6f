"""How much does a cell state? A number in the unit of its field, and no guess where the unit is open."""

import re
from collections.abc import Mapping

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.writing import plain

_NUMBER = re.compile(
    r"(?P<number>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{0,15})?|[+-]?\.[0-9]{1,15}) ?"
    r"(?P<unit>[A-Za-zμ%/\u4e00-\u9fff]{0,12}\.?)"
)
_WEEKS_AND_DAYS = re.compile(
    r"(?P<weeks>[0-9]{1,2}) ?(?:周|孕周|W|WEEKS?)? ?(?:\+|零|又)? ?(?P<days>[0-6]) ?(?:天|日|D|DAYS?)?"
)
_SAYS_DAYS = re.compile(r"[+天日D]|周.*[0-9]|W.*[0-9]", re.IGNORECASE)

_UNITS: Mapping[str, Mapping[str, float]] = {
    "g": {"g": 1, "gm": 1, "gram": 1, "grams": 1, "克": 1, "kg": 1000, "千克": 1000, "公斤": 1000, "斤": 500},
    "cm": {"cm": 1, "厘米": 1, "公分": 1, "mm": 0.1, "毫米": 0.1, "m": 100, "米": 100},
    "weeks": {"w": 1, "wk": 1, "wks": 1, "week": 1, "weeks": 1, "周": 1, "孕周": 1},
    "yuan": {"元": 1, "yuan": 1, "rmb": 1, "万元": 10_000},
}
"""Field's unit → what may be written behind the number, and how many of the field's unit that is."""


def read_quantity(text: str, unit: str) -> float:
    """The number that a cell states, in the unit of its field.

    Parameters
    ----------
    text : str
        ``3200``, ``3,200``, ``3200 g``, ``3.2kg``, ``39+2`` or ``39周2天`` (weeks and days); not blank.
    unit : str
        Unit of the field: ``g``, ``cm``, ``weeks``, ``yuan``, another word, which may then be written
        behind the number, or empty: then no unit may be written, since none could be checked.

    Raises
    ------
    BadValue
        ``quantity-not-a-number`` (words, ranges, exponents, failed formulas) or ``quantity-unit``.

    Examples
    --------
    >>> read_quantity("３２００克", "g"), read_quantity("3.2 kg", "g"), read_quantity("39+2", "weeks")
    (3200.0, 3200.0, 39.285714285714285)
    """
    written = plain(text)
    if (
        unit == "weeks"
        and _SAYS_DAYS.search(written)
        and (weeks := _WEEKS_AND_DAYS.fullmatch(written.upper()))
    ):
        return int(weeks["weeks"]) + int(weeks["days"]) / 7
    match = _NUMBER.fullmatch(written)
    if match is None or re.match(r"[eE][0-9+-]", match["unit"]):
        raise BadValue("quantity-not-a-number")
    stated = match["unit"].casefold().removesuffix(".")
    known = _UNITS.get(unit, {unit.casefold(): 1})
    if stated and (not unit or stated not in known):
        raise BadValue("quantity-unit")
    factor = known[stated] if stated else 1
    return float(match["number"].replace(",", "")) * factor

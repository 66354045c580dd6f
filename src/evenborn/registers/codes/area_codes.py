"""Which area code does a cell state? Digits of GB/T 2260 and its extensions, in their one shortest form."""

import re

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.writing import plain

PREFIXES = (2, 4, 6, 9, 12)
"""Digits of a province, prefecture, county, township and village."""

_WHOLE = re.compile(r"([0-9]+)\.0*")
_PADDING = {4: "00", 6: "00", 9: "000", 12: "000"}


def read_area_code(text: str) -> str:
    """Area code without the noughts that fill it up.

    Parameters
    ----------
    text : str
        2, 4, 6, 9 or 12 digits; ``620000`` and ``620700`` are a province and a prefecture, ``620702000``
        and ``620702000000`` a county. ``620702.0``, what a spreadsheet makes of it, is taken; no Chinese
        code begins with a nought that could be lost.

    Raises
    ------
    BadValue
        ``area-code-characters`` (anything but digits; also an exponent, which has lost some) or
        ``area-code-length``.

    References
    ----------
    GB/T 2260-2007, administrative divisions; GB/T 10114-2003, divisions below county level.

    Examples
    --------
    >>> read_area_code("６２０７０２"), read_area_code("620700"), read_area_code("620702001.0")
    ('620702', '6207', '620702001')
    """
    code = plain(text).replace(" ", "")
    whole = _WHOLE.fullmatch(code)
    code = whole[1] if whole else code
    if not re.fullmatch("[0-9]+", code):
        raise BadValue("area-code-characters")
    if len(code) not in PREFIXES or code.startswith("0"):
        raise BadValue("area-code-length")
    for digits in reversed(PREFIXES[1:]):
        if len(code) == digits and code.endswith(_PADDING[digits]):
            code = code.removesuffix(_PADDING[digits])
    return code

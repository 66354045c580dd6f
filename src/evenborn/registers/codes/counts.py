"""Which whole number of births a cell states, however it was typed."""

import re

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.writing import plain

LARGEST = 2**53
"""Counts above this are refused: a spreadsheet has already rounded them."""

_WHOLE = re.compile(r"[0-9]+(?:\.0*)?|[0-9]{1,3}(?:[, '][0-9]{3})+(?:\.0*)?")
_NEGATIVE = re.compile(r"-\s*[0-9][0-9., ]*|\([0-9][0-9., ]*\)")
_FRACTION = re.compile(r"[0-9]*(?:[, '][0-9]{3})*\.[0-9]+")
_NOTHING = re.compile(r"[-–—―…/]*")
ERROR_CELL = re.compile(
    r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE
)


def read_count(text: str | None) -> int:
    """Number of births that a cell states.

    Parameters
    ----------
    text : str or None
        The cell. Full-width digits, Chinese blanks, separators between groups of three digits
        (``,``, ``，`` or a blank) and a fraction of zero are accepted.

    Returns
    -------
    int
        Zero or more, at most 2^53.

    Raises
    ------
    BadValue
        ``blank-count`` (empty, or a dash), ``negative-count``, ``fractional-count``, ``text-count``,
        ``error-cell`` (``#N/A`` and its like) or ``count-too-large``.

    Examples
    --------
    >>> read_count("１，２３４"), read_count("12.0"), read_count("0")
    (1234, 12, 0)
    """
    written = plain(text or "")
    if _NOTHING.fullmatch(written):
        raise BadValue("blank-count")
    if _WHOLE.fullmatch(written):
        digits = re.sub("[, ']", "", written).partition(".")[0].lstrip("0") or "0"
        if len(digits) > 16 or int(digits) > LARGEST:
            raise BadValue("count-too-large")
        return int(digits)
    raise BadValue(_fault(written))


def _fault(written: str) -> str:
    if ERROR_CELL.fullmatch(written):
        return "error-cell"
    if _NEGATIVE.fullmatch(written):
        return "negative-count"
    return "fractional-count" if _FRACTION.fullmatch(written) else "text-count"

"""How far the cells of a worksheet spread, read off its XML as bytes, millions of references at a time."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]

_ANY: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_LETTERS: Final = 3
_DIGITS: Final = 7
_LONGEST: Final = _LETTERS + _DIGITS + 1  # with the quote behind it
_SPACES: Final = np.zeros(256, np.bool_)
_SPACES[list(b" \t\r\n")] = True
_QUOTES: Final = np.zeros(256, np.bool_)
_QUOTES[list(b"\"'")] = True


def column_number(letters: bytes) -> int:
    """Number of a column from its letters, A = 1.

    Examples
    --------
    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def spread(xml: bytes) -> tuple[int, int]:
    """Deepest row and widest column that the references in a stretch of XML name; 0, 0 where there are none.

    Notes
    -----
    Every ``=`` behind an ``r`` is looked at, which may be the end of another name: that can only make a sheet
    seem larger. XML allows blanks around ``=``, which no spreadsheet program writes; such a stretch is read
    by a slower expression.

    Examples
    --------
    >>> spread(b'<row r="7"><c r="B7" s="1"/><c r="AA12"/></row>')
    (12, 27)
    """
    data = np.frombuffer(xml, np.uint8)
    equals = np.flatnonzero(data == ord("="))
    equals = equals[(equals > 0) & (equals < len(data) - 1)]
    if (_SPACES[data[equals - 1]] | _SPACES[data[equals + 1]]).any():
        found = _ANY.findall(xml)
        rows, columns = (int(digits) for _, digits in found), (column_number(one) for one, _ in found)
        return max(rows, default=0), max(columns, default=0)
    starts = equals[(data[equals - 1] == ord("r")) & _QUOTES[data[equals + 1]]] + 2
    return _deepest_and_widest(np.append(data, np.zeros(_LONGEST, np.uint8)), starts)


def _deepest_and_widest(data: Bytes, starts: Positions) -> tuple[int, int]:
    column, row = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    at, letters, digits = starts.copy(), np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    for _ in range(_LETTERS):
        byte = data[at]
        is_one = (byte >= ord("A")) & (byte <= ord("Z")) & (letters == at - starts)
        column[is_one] = column[is_one] * 26 + (byte[is_one] - 64)
        letters += is_one
        at += is_one
    for _ in range(_DIGITS):
        byte = data[at]
        is_one = (byte >= ord("0")) & (byte <= ord("9")) & (letters + digits == at - starts)
        row[is_one] = row[is_one] * 10 + (byte[is_one] - 48)
        digits += is_one
        at += is_one
    whole = (letters > 0) & (digits > 0) & _QUOTES[data[at]]
    return int(row[whole].max(initial=0)), int(column[whole].max(initial=0))

"""Which areas does a whole column name? Areas are few, so every different text is read and judged once."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.area_table import AreaTable
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.text_bytes import Truths
from evenborn.registers.codes.writing import is_blank_text, plain

AREA_FAULTS = ("", "area-code-characters", "area-code-length", "area-unknown", "area-ended")
"""Codes of what may be wrong; position 0 means nothing."""

_ENDED = AREA_FAULTS.index("area-ended")
_OPEN = np.datetime64("9999-12-31", "D")

_Row = tuple[int, bool, str | None, "np.datetime64"]


@dataclass(frozen=True)
class AreaColumns:
    """Areas of a column, row by row.

    Attributes
    ----------
    code : pyarrow.StringArray
        In the shortest form; as written where it cannot be read; null where the cell is blank.
    fault : ndarray of int8, shape (n,)
        Position in :data:`AREA_FAULTS`; 0 where nothing is wrong.
    present : ndarray of bool, shape (n,)
        Whether the cell says anything.
    """

    code: "pa.StringArray"
    fault: npt.NDArray[np.int8]
    present: Truths


def area_columns(
    texts: "pa.StringArray", table: AreaTable, on: date | npt.NDArray[np.datetime64] | None
) -> AreaColumns:
    """Read and judge a column of area codes.

    Parameters
    ----------
    texts : pyarrow.StringArray, length n
    table : AreaTable
    on : datetime.date, ndarray of datetime64[D] of shape (n,), or None
        Day on which the code had to be in force: one for all, or one for each row (NaT where unknown).
        None takes ended codes too. Which code followed an ended one, ``table.current`` says.

    Examples
    --------
    >>> from evenborn.registers.codes.area_files import shipped_areas
    >>> columns = area_columns(pa.array(["620700", "6222", "99", ""]), shipped_areas(), date(2025, 1, 1))
    >>> [AREA_FAULTS[code] for code in columns.fault], columns.code.to_pylist()
    (['', 'area-ended', 'area-unknown', ''], ['6207', '6222', '99', None])
    """
    encoded = texts.dictionary_encode()
    rows = [_read(text, table) for text in encoded.dictionary.to_pylist()]
    rows.append((0, False, None, _OPEN))  # what a null says
    places = encoded.indices.fill_null(len(rows) - 1).to_numpy(zero_copy_only=False)
    fault = np.array([row[0] for row in rows], np.int8)[places]
    if on is not None:
        last = np.array([row[3] for row in rows], "datetime64[D]")[places]
        ended = last < (np.datetime64(on, "D") if isinstance(on, date) else on)
        fault[(fault == 0) & ended] = _ENDED
    codes = pa.array([row[2] for row in rows], pa.string()).take(pa.array(places))
    return AreaColumns(codes, fault, np.array([row[1] for row in rows])[places])


def _read(text: str | None, table: AreaTable) -> _Row:
    if text is None or is_blank_text(text):
        return 0, False, None, _OPEN
    try:
        code = read_area_code(text)
    except BadValue as error:
        return AREA_FAULTS.index(error.code), True, plain(text), _OPEN
    fault = table.judge(code, None)
    last = None if fault else table.last_day(code)
    return AREA_FAULTS.index(fault), True, code, _OPEN if last is None else np.datetime64(last, "D")

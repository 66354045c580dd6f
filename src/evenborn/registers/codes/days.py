"""Which day a cell states; a time of day beside it is checked and left out."""

from datetime import date

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.moments import read_moment


def read_day(text: str) -> date:
    """Day that a cell states.

    Parameters
    ----------
    text : str
        ``2025-01-03``, ``2025/1/3``, ``2025.1.3``, ``20250103``, ``2025年1月3日``, with or without a time
        of day; not blank.

    Raises
    ------
    BadValue
        ``day-invalid``, ``day-impossible``, ``day-serial-number``, ``day-two-digit-year`` or
        ``day-out-of-range``; see :func:`~evenborn.registers.codes.moments.read_moment`.

    Examples
    --------
    >>> read_day("２０２５年１月３日"), read_day("2025-01-03 00:00:00")
    (datetime.date(2025, 1, 3), datetime.date(2025, 1, 3))
    """
    try:
        return read_moment(text).day
    except BadValue as error:
        raise BadValue("day-invalid" if error.code == "moment-invalid" else error.code) from error

"""How a value is written in each form that it may take when it leaves, and in which wider one it lies."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.registers.leaving import CoarsenedColumn, Form

UNKNOWN: Final = "unknown"
"""What stands where a register states nothing; a value of its own, never guessed."""

ALL: Final = "all"
"""What stands where a column says nothing any more."""

PERIODS: Final = ("month", "quarter", "half-year", "year")
DIGITS: Final = {"province": 2, "prefecture": 4, "county": 6, "township": 9}
"""Digits of an area code by level (GB/T 2260 and, from the seventh digit on, GB/T 10114)."""

_MONTHS = {"quarter": 3, "half-year": 6}
_LETTERS = {"quarter": "Q", "half-year": "H"}


def form_name(form: Form) -> str:
    """How a report calls a form.

    Examples
    --------
    >>> form_name(Form("month")), form_name(Form("band", (1500, 2500)))
    ('month', 'band 1500/2500')
    """
    return " ".join((form.name, "/".join(_number(cut) for cut in form.cuts))).strip()


def band_labels(cuts: Sequence[float]) -> tuple[str, ...]:
    """Bands between cut points, the lowest first; each includes its lower end only.

    Examples
    --------
    >>> band_labels((1500, 2500, 4000))
    ('<1500', '1500-2499', '2500-3999', '4000+')
    >>> band_labels((2.5, 4))
    ('<2.5', '2.5-<4', '4+')
    """
    whole = all(float(cut).is_integer() for cut in cuts)
    between = (_between(low, high, whole) for low, high in pairwise(cuts))
    return (f"<{_number(cuts[0])}", *between, f"{_number(cuts[-1])}+")


def _between(low: float, high: float, whole: bool) -> str:
    if not whole:
        return f"{_number(low)}-<{_number(high)}"
    return _number(low) if high - low == 1 else f"{_number(low)}-{_number(high - 1)}"


def _number(value: float) -> str:
    return f"{value:.10g}"


def period_label(month: int, form: str) -> str:
    """The period of a form in which a month lies; months are counted from January of the year 0.

    Examples
    --------
    >>> march = 2025 * 12 + 2
    >>> [period_label(march, form) for form in PERIODS]
    ['2025-03', '2025-Q1', '2025-H1', '2025']
    """
    year, of_year = divmod(month, 12)
    if form == "year":
        return f"{year:04d}"
    if form == "month":
        return f"{year:04d}-{of_year + 1:02d}"
    return f"{year:04d}-{_LETTERS[form]}{of_year // _MONTHS[form] + 1}"


def last_month(label: str) -> int:
    """The last month of a period written as :func:`period_label` writes it.

    Examples
    --------
    >>> [period_label(last_month(label), "half-year") for label in ("2025-Q1", "2025-09", "2025")]
    ['2025-H1', '2025-H2', '2025-H2']
    """
    year, rest = int(label[:4]), label[5:]
    if not rest:
        return year * 12 + 11
    months = {"Q": 3, "H": 6}.get(rest[0])
    return year * 12 + (months * int(rest[1]) if months else int(rest)) - 1


def area_label(code: str, form: str) -> str:
    """An area code cut, or filled with zeros, to the digits of a level.

    Examples
    --------
    >>> area_label("990101003", "county"), area_label("990101", "township")
    ('990101', '990101000')
    """
    digits = DIGITS[form]
    return code[:digits].ljust(digits, "0")


def _wider(label: str, form: Form, finest: Form) -> str:
    """In which value of a wider form a value of the finest lies."""
    if form.name == ALL:
        return ALL
    if label == UNKNOWN or form == finest:
        return label
    if form.name in PERIODS:
        return period_label(last_month(label), form.name)
    if form.name in DIGITS:
        return area_label(label, form.name)
    lower = float("-inf") if label == band_labels(finest.cuts)[0] else _lower_end(label, finest)
    return band_labels(form.cuts)[bisect_right(form.cuts, lower)]


def _lower_end(label: str, form: Form) -> float:
    return form.cuts[band_labels(form.cuts).index(label) - 1]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The values of one column in all of its forms; level 0 is the finest.

    The finest values that occur, the *leaves*, are numbered so that those of every wider value stand
    side by side, whatever the order in which they were met.

    Attributes
    ----------
    leaf : ndarray of int64
        Number of the leaf by code of the finest value.
    code : tuple of ndarray of int64
        Per level, number of the value by leaf, rising.
    labels : tuple of tuple of str
        Per level, how its values are written.
    """

    leaf: NDArray[np.int64]
    code: tuple[NDArray[np.int64], ...]
    labels: tuple[tuple[str, ...], ...]

    @property
    def leaves(self) -> int:
        """How many finest values there are."""
        return len(self.labels[0])


def taxonomy(column: CoarsenedColumn, finest: Sequence[str | None]) -> Taxonomy:
    """All forms of the values that a column has.

    Parameters
    ----------
    column : CoarsenedColumn
        With its forms, the finest first.
    finest : sequence of str or None
        Different values in the finest form by code; None where nothing is stated.

    Examples
    --------
    >>> months = CoarsenedColumn("period", "birth_time", "", (Form("month"), Form("year"), Form("all")))
    >>> tree = taxonomy(months, [None, "2026-01", "2025-03"])
    >>> tree.labels
    (('2025-03', '2026-01', 'unknown'), ('2025', '2026', 'unknown'), ('all',))
    >>> tree.leaf.tolist(), tree.code[2].tolist()
    ([2, 1, 0], [0, 0, 0])
    """
    stated = [UNKNOWN if label is None else label for label in finest]
    first = column.forms[0]
    paths = [tuple(_wider(label, form, first) for form in reversed(column.forms)) for label in stated]
    in_order = sorted(set(paths))
    number = {path: place for place, path in enumerate(in_order)}
    codes, labels = [], []
    for level in range(len(column.forms)):
        width = len(column.forms) - level
        values = sorted({path[:width] for path in in_order})
        place = {value: at for at, value in enumerate(values)}
        codes.append(np.array([place[path[:width]] for path in in_order], np.int64))
        labels.append(tuple(value[-1] for value in values))
    return Taxonomy(np.array([number[path] for path in paths], np.int64), tuple(codes), tuple(labels))

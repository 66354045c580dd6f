"""From fields of accepted records to small whole numbers: each value in the finest form that may leave."""

from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.registers.coarsening.columns import Codes, Columns, Encoder
from evenborn.registers.coarsening.forms import (
    ALL,
    DIGITS,
    PERIODS,
    UNKNOWN,
    area_label,
    band_labels,
    period_label,
)
from evenborn.registers.leaving import CoarsenedColumn, Form


class Texts:
    """The different texts of one field in all batches, numbered as they are met."""

    def __init__(self, field: str) -> None:
        self.known: pa.Array[Any] = pa.array([], pa.string())
        self._field = field
        self._met: tuple[Columns | None, Codes] = (None, np.zeros(0, np.int64))
        self._lock = Lock()

    def numbers(self, columns: Columns) -> Codes:
        """Number of each row's text; -1 where nothing is stated."""
        with self._lock:
            if self._met[0] is not columns:
                self._met = columns, self._numbers(columns)
            return self._met[1]

    def _numbers(self, columns: Columns) -> Codes:
        column = columns.stated(self._field)
        if column is None:
            return np.full(columns.rows, -1)
        texts: pa.Array[Any] = column.cast(pa.string())
        found = pc.index_in(texts, value_set=self.known)
        if found.null_count > texts.null_count:
            new = texts.filter(pc.and_(found.is_null(), texts.is_valid())).unique()
            self.known = pa.concat_arrays([self.known, new])
            found = pc.index_in(texts, value_set=self.known)
        return np.asarray(found.fill_null(-1).to_numpy(), np.int64)


class Stated:
    """Values as they are stated, such as a facility, or an area cut to a level."""

    def __init__(self, texts: Texts, written: Callable[[str], str]) -> None:
        self.labels: list[str | None] = [None]
        self._texts, self._written = texts, written
        self._code_of = {UNKNOWN: 0, ALL: 0}
        self._codes = np.zeros(1, np.int64)  # by number of the text; the last, -1, is for none

    def codes(self, columns: Columns) -> Codes:
        """Code of each row; a text that reads ``unknown`` or ``all`` states nothing."""
        numbers = self._texts.numbers(columns)
        new = self._texts.known[len(self._codes) - 1 :].to_pylist()
        if new:
            codes = [self._code(self._written(text)) for text in new if text is not None]
            self._codes = np.concatenate([self._codes[:-1], codes, [0]])
        return self._codes[numbers]

    def _code(self, label: str) -> int:
        if label not in self._code_of:
            self._code_of[label] = len(self.labels)
            self.labels.append(label)
        return self._code_of[label]


class Period:
    """Months, or wider periods, of a day or moment."""

    def __init__(self, field: str, form: str) -> None:
        self.labels: list[str | None] = [None]
        self._field, self._form = field, form
        self._code_of: dict[str, int] = {}

    def codes(self, columns: Columns) -> Codes:
        """Code of each row; every day that occurs is looked up in a table from first to last."""
        found = columns.days(self._field)
        if found is None:
            return np.zeros(columns.rows, np.int64)
        days, valid = found
        first, last = int(days[valid].min()), int(days[valid].max())
        table = np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        months, place = np.unique(table, return_inverse=True)
        code_of_day = np.array([self._code(int(month) + 1970 * 12) for month in months])[place]
        return np.where(valid, code_of_day[np.where(valid, days - first, 0)], 0)

    def _code(self, month: int) -> int:
        label = period_label(month, self._form)
        if label not in self._code_of:
            self._code_of[label] = len(self.labels)
            self.labels.append(label)
        return self._code_of[label]


class Band:
    """Bands of a number, or of the whole years from one day to another."""

    def __init__(self, field: str, cuts: Sequence[float], since: str = "") -> None:
        self.labels: list[str | None] = [None, *band_labels(cuts)]
        self._field, self._since, self._cuts = field, since, cuts

    def codes(self, columns: Columns) -> Codes:
        """Code of each row: one more than the cut points that its number reaches."""
        numbers = self._years(columns) if self._since else columns.numbers(self._field)
        if numbers is None:
            return np.zeros(columns.rows, np.int64)
        reached = np.ones(columns.rows, np.int64)
        for cut in self._cuts:
            reached += numbers >= cut
        return np.where(np.isnan(numbers), 0, reached)

    def _years(self, columns: Columns) -> NDArray[np.float64] | None:
        ends, starts = columns.days(self._field), columns.days(self._since)
        if ends is None or starts is None:
            return None
        years = (_calendar(ends[0]) - _calendar(starts[0])) // 10_000
        return np.where(ends[1] & starts[1], years, np.nan)


def _calendar(days: Codes) -> Codes:
    """Days as year, month and day in one number, 20250308, whose differences give whole years."""
    first = int(days.min())
    table = np.arange(first, int(days.max()) + 1).astype("datetime64[D]")
    months = table.astype("datetime64[M]")
    years = months.astype("datetime64[Y]")
    written: Codes = (
        (years.astype(np.int64) + 1970) * 10_000
        + ((months - years).astype(np.int64) + 1) * 100
        + (table - months).astype(np.int64)
        + 1
    )
    of_each: Codes = written[days - first]
    return of_each


class OneTwoMore:
    """1, 2, or 3 and more."""

    def __init__(self, field: str) -> None:
        self.labels: list[str | None] = [None, "1", "2", "3+"]
        self._field = field

    def codes(self, columns: Columns) -> Codes:
        """Code of each row; anything below 1 states nothing."""
        numbers = columns.numbers(self._field)
        if numbers is None:
            return np.zeros(columns.rows, np.int64)
        return np.clip(np.nan_to_num(numbers), 0, 3).astype(np.int64)


class Nothing:
    """A column that is never told."""

    labels: Sequence[str | None] = (ALL,)

    def codes(self, columns: Columns) -> Codes:
        """Zero for every row."""
        return np.zeros(columns.rows, np.int64)


class Encoders:
    """The encoders of all columns of all tables of a register; what two columns share is made once.

    Parameters
    ----------
    area_now : callable, optional
        Gives the code under which an area is counted for the code that is stated, such as its successor.

    Examples
    --------
    >>> from evenborn.registers.leaving import Form
    >>> weight = Encoders().of(CoarsenedColumn("weight", "weight", "", (Form("band", (2500,)),)))
    >>> columns = Columns(pa.record_batch({"weight": [2499.0, None, 2500.0]}))
    >>> [weight.labels[code] for code in weight.codes(columns)]
    ['<2500', None, '2500+']
    """

    def __init__(self, area_now: Callable[[str], str] | None = None) -> None:
        self._area_now = area_now or str
        self._texts: dict[str, Texts] = {}
        self._made: dict[tuple[Form, str, str], Encoder] = {}

    def __iter__(self) -> Iterator[Encoder]:
        return iter(self._made.values())

    def of(self, column: CoarsenedColumn) -> Encoder:
        """Encoder of a column's finest form."""
        key = (column.forms[0], column.field, column.since)
        if key not in self._made:
            self._made[key] = self._make(column)
        return self._made[key]

    def _make(self, column: CoarsenedColumn) -> Encoder:
        finest, field = column.forms[0], column.field
        if finest.name in PERIODS:
            return Period(field, finest.name)
        if finest.name in DIGITS:
            return Stated(self._of_field(field), lambda code: area_label(self._area_now(code), finest.name))
        if finest.name == "band":
            return Band(field, finest.cuts, column.since)
        if finest.name == "one-two-more":
            return OneTwoMore(field)
        return Stated(self._of_field(field), str) if finest.name == "as-stated" else Nothing()

    def _of_field(self, field: str) -> Texts:
        return self._texts.setdefault(field, Texts(field))

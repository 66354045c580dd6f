"""The fields of one batch of accepted records, as arrays that the encoders of its tables share."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Codes = NDArray[np.int64]

_SECONDS_A_DAY = 86_400
_A_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


class Columns:
    """The columns of one batch as the encoders want them, each made once."""

    def __init__(self, batch: pa.RecordBatch) -> None:
        self._batch = batch
        self._days: dict[str, tuple[Codes, NDArray[np.bool_]] | None] = {}
        self._codes: dict[int, Codes] = {}
        self._is_one_of: dict[tuple[str, tuple[str, ...]], NDArray[np.bool_]] = {}
        self.rows = batch.num_rows

    def stated(self, field: str) -> "pa.Array[Any] | None":
        """The column of a field; None where the file has none."""
        place = self._batch.schema.get_field_index(field)
        return None if place < 0 else self._batch.column(place)

    def codes_of(self, encoder: "Encoder") -> Codes:
        """Codes that an encoder gives, made once."""
        if id(encoder) not in self._codes:
            self._codes[id(encoder)] = encoder.codes(self)
        return self._codes[id(encoder)]

    def prepare(self, encoders: "Iterable[Encoder]", threads: int) -> None:
        """Make the codes of several encoders at once."""
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(self.codes_of, encoders))

    def is_one_of(self, field: str, meanings: tuple[str, ...]) -> NDArray[np.bool_]:
        """Which rows state one of some meanings."""
        key = (field, meanings)
        if key not in self._is_one_of:
            column = self.stated(field)
            if column is None:
                self._is_one_of[key] = np.zeros(self.rows, bool)
            else:
                found = pc.is_in(column.cast(pa.string()), value_set=pa.array(meanings, pa.string()))
                self._is_one_of[key] = found.to_numpy(zero_copy_only=False)
        return self._is_one_of[key]

    def days(self, field: str) -> tuple[Codes, NDArray[np.bool_]] | None:
        """Days since 1970 and whether each is stated; None where none is."""
        if field not in self._days:
            self._days[field] = self._read_days(field)
        return self._days[field]

    def _read_days(self, field: str) -> tuple[Codes, NDArray[np.bool_]] | None:
        column = self.stated(field)
        if column is None or column.null_count == len(column):
            return None
        valid = column.is_valid().to_numpy(zero_copy_only=False)
        if pa.types.is_timestamp(column.type):
            a_day = _SECONDS_A_DAY * _A_SECOND[column.type.unit]
            return column.cast(pa.int64()).fill_null(0).to_numpy() // a_day, valid
        days = column.cast(pa.date32()).cast(pa.int32()).fill_null(0).to_numpy()
        return days.astype(np.int64), valid

    def numbers(self, field: str) -> NDArray[np.float64] | None:
        """A quantity or count, not-a-number where it is not stated; None where none is."""
        column = self.stated(field)
        if column is None or column.null_count == len(column):
            return None
        return column.cast(pa.float64()).fill_null(np.nan).to_numpy()


class Encoder(Protocol):
    """Gives every row the code of its value."""

    @property
    def labels(self) -> Sequence[str | None]:
        """How a value is written, by its code; code 0 is for what is not stated."""

    def codes(self, columns: Columns) -> Codes:
        """Code of each row."""

"""One table of a register while its records come in: which rows it counts, and their codes added up."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.registers.coarsening.columns import Codes, Columns
from evenborn.registers.coarsening.encoding import Encoders
from evenborn.registers.coarsening.report import TableReport
from evenborn.registers.coarsening.running import RunningCounts, TooManyCombinationsError
from evenborn.registers.coarsening.tables import SEXES, made, told_columns
from evenborn.registers.definition import Definition
from evenborn.registers.leaving import CoarsenedTable

_UNCLEAR = SEXES.index("unclear")


class TableCounts:
    """The running counts of one table.

    Parameters
    ----------
    definition : Definition
        Of the register.
    table : CoarsenedTable
        One of its tables.
    encoders : Encoders
        Shared by its tables.
    """

    def __init__(self, definition: Definition, table: CoarsenedTable, encoders: Encoders) -> None:
        self.table = table
        self._told = told_columns(table)
        self._encoders = [encoders.of(column) for column in self._told]
        whole = not table.adds or definition.fields[table.adds].type == "count"
        self._counts = RunningCounts(int if whole else float)
        self._sex = next((column.field for column in table.columns if column.name in table.beside), "")
        self._left_out = 0

    @property
    def most_values(self) -> int:
        """Different values of the column that has most."""
        return max(self._sizes)

    @property
    def widest_field(self) -> str:
        """Field of the column that has most values."""
        return self._told[int(np.argmax(self._sizes))].field

    def add(self, columns: Columns) -> bool:
        """Count a batch; False where its columns have too many values to be told apart."""
        counted = self._counted(columns)
        codes = [columns.codes_of(one) for one in self._encoders]
        sizes = self._sizes
        if self._sex:
            codes, sizes = [*codes, _sex_codes(columns, self._sex)], [*sizes, len(SEXES)]
        amounts = self._amounts(columns)
        if counted is not None:
            self._left_out += columns.rows - int(counted.sum())
            codes = [code[counted] for code in codes]
            amounts = None if amounts is None else amounts[counted]
        try:
            self._counts.add(codes, sizes, amounts)
        except TooManyCombinationsError:
            return False
        return True

    def finish(self, threads: int) -> tuple[pa.Table, TableReport]:
        """The table of everything added, and its report."""
        return made(self.table, self._counts, [one.labels for one in self._encoders], self._left_out, threads)

    @property
    def _sizes(self) -> Sequence[int]:
        return [len(one.labels) for one in self._encoders]

    def _amounts(self, columns: Columns) -> NDArray[np.float64] | None:
        if not self.table.adds:
            return None
        numbers = columns.numbers(self.table.adds)
        return np.zeros(columns.rows) if numbers is None else np.nan_to_num(numbers)

    def _counted(self, columns: Columns) -> NDArray[np.bool_] | None:
        """Which rows the table counts at all; None for every one."""
        counted = np.ones(columns.rows, bool)
        for field, meanings in self.table.only.items():
            counted &= columns.is_one_of(field, meanings)
        return None if counted.all() else counted


def _sex_codes(columns: Columns, field: str) -> Codes:
    """Position in :data:`SEXES`; what is not stated is unclear."""
    column = columns.stated(field)
    if column is None:
        return np.full(columns.rows, _UNCLEAR)
    found = pc.index_in(column.cast(pa.string()), value_set=pa.array(SEXES))
    return np.asarray(found.fill_null(_UNCLEAR).to_numpy(), np.int64)

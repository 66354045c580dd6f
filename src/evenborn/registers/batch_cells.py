"""The cells of a batch of rows, typed field by field on both cores."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from evenborn.registers.cell_readers import Expected, readers
from evenborn.registers.cells import Cells, Faults, Read, require_where
from evenborn.registers.definition import Definition
from evenborn.registers.sources.rows import RowBatch

_CORES: Final = 2  # more find nothing to do beside the reading of the file and the engine


class BatchCells:
    """Readers for every field of one file, which remember what they have read from batch to batch.

    Parameters
    ----------
    definition : Definition
        The register.
    columns : mapping
        Position of the column by the name of its field, for the fields that the file has.
    expected : Expected
        What cells are held against.

    Attributes
    ----------
    faults : Faults
        Names of what the cells of any batch were blamed for.
    """

    def __init__(self, definition: Definition, columns: Mapping[str, int], expected: Expected) -> None:
        self.faults = Faults()
        self._columns, self._pool = columns, ThreadPoolExecutor(_CORES, "evenborn-cells")
        self._readers: Mapping[str, Read] = readers(definition, expected, self.faults)
        told_by_another = [name for name in columns if definition.fields[name].kind_field]
        self._groups = [[name for name in columns if name not in told_by_another], told_by_another]

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown(cancel_futures=True)

    def of(self, batch: RowBatch) -> dict[str, Cells]:
        """Typed cells of every field, those that say of what kind another is before that one."""
        cells: dict[str, Cells] = {}

        def read(name: str) -> Cells:
            return self._readers[name](batch.columns[self._columns[name]], cells)

        for group in self._groups:
            cells |= dict(zip(group, self._pool.map(read, group), strict=True))
        for one in cells.values():
            require_where(one, cells, self.faults)
        return cells

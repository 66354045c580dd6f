"""Every row of a register of births as it stands: nothing is judged, nothing is left out but other rows.

What is compared with another register is all that a register says. A row that a check would give back to be
corrected is still a birth, and has to be found in the other register before anyone corrects it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenborn.registers.batch_cells import BatchCells
from evenborn.registers.cell_readers import Expected
from evenborn.registers.cells import Cells
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Compared, Definition
from evenborn.registers.opened_file import OpenedFile, opened_file
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.rows import read_ahead, without_empty_rows


@dataclass(frozen=True, slots=True)
class StatedBatch:
    """Births of some neighbouring rows.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        Rows of the file as a spreadsheet counts.
    cells : mapping of str to Cells
        By what they are to a comparison, such as ``mother_name``; each has n rows.
    births : ndarray of bool, shape (n,)
        Rows that are births to be compared; others, such as a void certificate, are not.
    """

    rows: NDArray[np.int64]
    cells: Mapping[str, Cells]
    births: NDArray[np.bool_]


class StatedBirths:
    """A register of births being read.

    Attributes
    ----------
    sha256 : str
        Of the file.
    roles : frozenset of str
        What of a birth the file states, as :class:`~evenborn.registers.definition.Compared` names it.
    headers : mapping of str to str
        The header of each in the file.
    """

    def __init__(self, opened: OpenedFile, definition: Definition, options: CheckOptions) -> None:
        if definition.compared is None:
            raise Refusal("not-a-register-of-births", file=opened.name, register=definition.name)
        self._compared: Compared = definition.compared
        definition = _lenient(definition, self._compared.fields.get("record", ""))
        self._source, mapped = opened.rows_of(definition, options)
        self._watch = opened.watch
        columns = mapped.header.columns
        wanted = set(self._compared.fields.values()) | set(self._compared.only)
        wanted |= {definition.fields[name].kind_field for name in wanted if name in columns}
        self._columns = {name: place for name, place in columns.items() if name in wanted}
        self._header = replace(mapped.header, read=frozenset(self._columns.values()))
        self._cells = BatchCells(definition, self._columns, Expected(options.on))
        self.roles = frozenset(role for role, name in self._compared.fields.items() if name in columns)
        self.headers = {
            role: mapped.header.name_of(columns[name])
            for role, name in self._compared.fields.items()
            if name in columns
        }

    @property
    def sha256(self) -> str:
        """Of the file."""
        return self._source.sha256

    def close(self) -> None:
        """End the reading."""
        self._cells.close()

    def batches(self) -> Iterator[StatedBatch]:
        """All rows in file order; damaged and empty ones are none."""
        with closing(read_ahead(lambda: self._source.batches(self._header))) as batches:
            for read in batches:
                batch = without_empty_rows(read, self._columns.values())
                if len(batch.rows):
                    yield self._stated(batch.rows, self._cells.of(batch))
        self._watch.done()

    def _stated(self, rows: NDArray[np.int64], cells: Mapping[str, Cells]) -> StatedBatch:
        births = np.ones(len(rows), np.bool_)
        for name, meanings in self._compared.only.items():
            if name in cells:
                births &= cells[name].means(*meanings)
        found = {role: cells[name] for role, name in self._compared.fields.items() if name in cells}
        return StatedBatch(rows, found, births)


def _lenient(definition: Definition, record: str) -> Definition:
    """The register with no field that must be stated but the record's number: extracts have fewer columns."""
    fields = {
        name: replace(one, required=name == record, required_if={}, required_unless={})
        for name, one in definition.fields.items()
    }
    return replace(definition, fields=fields)


@contextmanager
def reading_births(
    path: Path,
    definition: Definition,
    options: CheckOptions,
    progress: Callable[[float], None] | None = None,
) -> Iterator[StatedBirths]:
    """Read the births of a register.

    Parameters
    ----------
    path : pathlib.Path
        CSV, TSV, XLSX, Parquet or a FHIR bundle; opened read-only.
    definition : Definition
        The register that it is said to be.
    options : CheckOptions
        Columns, sheet, encoding and limits; nothing is held against areas or facilities.
    progress : callable, optional
        Told the share done, 0 to 1.

    Raises
    ------
    Refusal
        ``not-a-register-of-births``, and whatever is wrong with the file as a whole.

    Examples
    --------
    >>> import tempfile
    >>> from datetime import date
    >>> from evenborn.registers.definition import register
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "register.csv"
    ...     _ = path.write_text("登记号,姓名,性别,出生日期\\n1,李子涵,女,2025-03-08\\n", encoding="utf-8")
    ...     options = CheckOptions(date(2025, 4, 1))
    ...     with reading_births(path, register("household"), options) as births:
    ...         [batch.cells["child_name"].stored.to_pylist() for batch in births.batches()]
    [['李子涵']]
    """
    with (
        opened_file(path, options.limits, progress) as opened,
        closing(StatedBirths(opened, definition, options)) as births,
    ):
        yield births

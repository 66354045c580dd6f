"""Counting what a batch brings and what it replaces, in the tables that are exact. No database."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pyarrow as pa

from evenborn.apps.intake.doubled import PointedOut
from evenborn.apps.intake.months import Months
from evenborn.apps.intake.takers import Taking
from evenborn.apps.vault.incoming import Became, PreparedPart
from evenborn.registers.coarsening import Coarsening
from evenborn.registers.definition import Definition
from evenborn.registers.stored_rows import typed_rows

__all__ = ["Counting", "exact_tables"]


def exact_tables(definition: Definition) -> Definition:
    """The register with those of its tables that hold exact counts.

    Tables of combinations of at least ten births are made of all births together, not batch by batch: see
    :mod:`evenborn.apps.births.refreshing`.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> sorted(exact_tables(register("delivery")).tables)
    ['births_by_county', 'births_by_township']
    """
    return replace(
        definition, tables={name: table for name, table in definition.tables.items() if table.smallest <= 1}
    )


class Counting:
    """Adds up, part by part.

    Parameters
    ----------
    definition : Definition
    areas : callable or None
        Gives the code under which an area is counted.
    """

    def __init__(self, definition: Definition, areas: Callable[[str], str] | None) -> None:
        self._definition = exact_tables(definition)
        self.more = Coarsening(self._definition, areas)
        self._less = Coarsening(self._definition, areas)
        self._months = Months(definition)

    def add(self, rows: pa.RecordBatch, part: PreparedPart) -> None:
        """Count the rows that are new or replace others, and what these others counted."""
        more = rows
        if part.new < rows.num_rows:
            counts = [what in (Became.NEW, Became.REPLACES) for what in part.became]
            more = rows.filter(pa.array(counts, pa.bool_()))
        self.more.add(more)
        self._months.add(more)
        if part.before:
            less = typed_rows(self._definition, part.before)
            self._less.add(less)
            self._months.add(less, -1)

    def take_back(self, rows: pa.RecordBatch, before: pa.RecordBatch | None) -> None:
        """Count rows that go, and those before them that come back."""
        self._less.add(rows)
        if before is not None:
            self.more.add(before)

    def taking(self, held: tuple[PointedOut, ...] = (), **numbers: int) -> Taking:
        """What was counted."""
        more, less = self._tables(self.more), self._tables(self._less)
        return Taking(more, less, self._months.changed(), held, **numbers)

    @staticmethod
    def _tables(counted: Coarsening) -> Mapping[str, pa.Table]:
        return counted.finish().tables

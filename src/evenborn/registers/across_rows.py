"""The rules between the rows of one file: double entries, twins that disagree, ledgers out of balance.

While rows are checked, what these rules look at is kept in the engine: of texts a key of 64 bits (the
engine's own hash gives two record numbers that differ in two digits the same value), codes, days, and
numbers. Among ten million texts two different ones have the same key in three files of a million.
"""

from collections.abc import Callable, Mapping
from secrets import randbits
from typing import Any, Final, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.registers.cells import Cells
from evenborn.registers.codes.text_keys import text_keys
from evenborn.registers.definition import Definition, RuleUse
from evenborn.registers.engine import Engine


class KeptCells:
    """What the rules between rows look at, for every row of a file.

    Parameters
    ----------
    engine : Engine
        Where it is kept; what does not fit into its memory is spilled.
    definition : Definition
        The register.
    fields : collection of str
        Fields that the file has.
    """

    def __init__(self, engine: Engine, definition: Definition, fields: Mapping[str, int]) -> None:
        self._engine, self._seed = engine, randbits(64)
        self._deliveries: dict[tuple[str, ...], str] = {}
        self.uses = tuple(
            use
            for use in definition.rules
            if use.rule in ACROSS_ROWS and all(map(fields.__contains__, use.fields))
        )
        self._names = tuple(dict.fromkeys(name for use in self.uses for name in use.fields))
        self._types = {name: _TYPE_OF.get(definition.fields[name].type, "UBIGINT") for name in self._names}
        columns = "".join(f', "{name}" {kind}' for name, kind in self._types.items())
        if self.uses:
            engine.rows(f"CREATE TEMP TABLE kept (row BIGINT{columns})")

    def keep(self, rows: NDArray[np.int64], cells: Mapping[str, Cells]) -> None:
        """Keep one batch; cells that are blank or faulty are kept as NULL."""
        if not self.uses:
            return
        kept = {name: cells[name] for name in self._names}

        def table() -> pa.Table:
            columns = {name: _kept(one, self._seed) for name, one in kept.items()}
            return pa.table({"row": pa.array(rows), **columns})

        self._engine.insert("INSERT INTO kept FROM batch", "batch", table)

    def broken(self, use: RuleUse) -> str:
        """SQL for the rows that break a rule, as ``row`` and ``other``, the row that it disagrees with."""
        if use.rule in OF_DELIVERIES:
            return OF_DELIVERIES[use.rule](self._table_of_deliveries(use.fields))
        return OF_ROWS[use.rule](use)

    def _table_of_deliveries(self, fields: tuple[str, ...]) -> str:
        """Name of the table of deliveries by some fields, which is made once."""
        if fields not in self._deliveries:
            table = f"deliveries_{len(self._deliveries)}"
            self._engine.rows(f"CREATE TEMP TABLE {table} AS {_deliveries(fields)}")
            self._deliveries[fields] = table
        return self._deliveries[fields]


_TYPE_OF: Final = {
    "day": "DATE",
    "moment": "DATE",
    "month": "DATE",
    "quantity": "DOUBLE",
    "count": "DOUBLE",
    "code": "VARCHAR",
}


def _kept(cells: Cells, seed: int) -> "pa.Array[Any]":
    if cells.day is not None and cells.field.type in {"day", "moment", "month"}:
        return pa.array(cells.day, pa.date32())
    if cells.number is not None:
        return pa.array(cells.number, mask=np.isnan(cells.number))
    if cells.codes is not None:
        return cells.stored.cast(pa.string())
    return text_keys(cast("pa.StringArray", cells.stored), seed)


def _quoted(*names: str) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _all_stated(*names: str) -> str:
    return " AND ".join(f'"{name}" IS NOT NULL' for name in names)


def repeated(use: RuleUse) -> str:
    """The second and every further row with the same cells; the first is ``other``."""
    keys = _quoted(*use.fields)
    first = (
        f"SELECT {keys}, min(row) AS other FROM kept WHERE {_all_stated(*use.fields)} "
        f"GROUP BY {keys} HAVING count(*) > 1"
    )
    return f"SELECT row, other FROM kept JOIN ({first}) USING ({keys}) WHERE row <> other"


def _deliveries(fields: tuple[str, ...]) -> str:
    """All rows of mothers with more than one row or child: births at most a day apart are one delivery."""
    plurality, mother, day, position = (f'"{name}"' for name in fields)
    several = (
        f"SELECT {mother} FROM kept WHERE {mother} IS NOT NULL AND {day} IS NOT NULL "
        f"AND {plurality} IS NOT NULL "
        f"GROUP BY {mother} HAVING count(*) > 1 OR max({plurality}) > 1"
    )
    rows = (
        f"SELECT row, {mother} AS mother, {day} AS day, {plurality} AS plurality, {position} AS position, "
        f"coalesce({day} - lag({day}) OVER (PARTITION BY {mother} ORDER BY {day}, row) > 1, true)::INT "
        "AS begins "
        f"FROM kept JOIN ({several}) USING ({mother}) WHERE {day} IS NOT NULL AND {plurality} IS NOT NULL"
    )
    numbered = f"SELECT *, sum(begins) OVER (PARTITION BY mother ORDER BY day, row) AS delivery FROM ({rows})"
    children = "count(DISTINCT (day, coalesce(position, -row)))"
    return (
        f"SELECT row, min(row) OVER w AS first, max(row) OVER w AS last, min(plurality) OVER w AS fewest, "
        f"max(plurality) OVER w AS most, children FROM ({numbered}) "
        f"JOIN (SELECT mother, delivery, {children} AS children FROM ({numbered}) GROUP BY ALL) "
        "USING (mother, delivery) "
        "WINDOW w AS (PARTITION BY mother, delivery)"
    )


def siblings_disagree(deliveries: str) -> str:
    """Children of one delivery that state different pluralities, or are more than any of them states."""
    other = "CASE WHEN row = first THEN last ELSE first END"
    return f"SELECT row, {other} AS other FROM {deliveries} WHERE fewest <> most OR children > most"


def sibling_missing(deliveries: str) -> str:
    """Children of a delivery of which the file has fewer than they state."""
    return f"SELECT row, NULL::BIGINT AS other FROM {deliveries} WHERE fewest = most AND children < most"


def ledger_out_of_balance(use: RuleUse) -> str:
    """What came in is what went out and is left; else the closing row is blamed.

    Notes
    -----
    opening + in = issue + waste + return + closing, for each facility, drug, batch and month.
    """
    entry, quantity, *keys = (f'"{name}"' for name in use.fields)
    of = ", ".join(keys)
    stands = f"{entry} = '{{}}'"
    gained = f"sum(CASE WHEN {stands.format('opening')} OR {stands.format('in')} THEN {quantity} ELSE 0 END)"
    spent = f"sum(CASE WHEN {stands.format('opening')} OR {stands.format('in')} THEN 0 ELSE {quantity} END)"
    blamed = f"coalesce(max(row) FILTER ({stands.format('closing')}), max(row))"
    known = _all_stated(*use.fields)
    return (
        f"SELECT {blamed} AS row, min(row) AS other FROM kept WHERE {known} GROUP BY {of} "
        f"HAVING abs({gained} - {spent}) > 1e-6"
    )


OF_ROWS: Final[Mapping[str, Callable[[RuleUse], str]]] = {
    "repeated-value": repeated,
    "repeated-birth": repeated,
    "ledger-out-of-balance": ledger_out_of_balance,
}
"""Rules that look at what is kept of the rows."""

OF_DELIVERIES: Final[Mapping[str, Callable[[str], str]]] = {
    "siblings-disagree": siblings_disagree,
    "sibling-missing": sibling_missing,
}
"""Rules that look at a table of deliveries."""

ACROSS_ROWS: Final = frozenset({*OF_ROWS, *OF_DELIVERIES})
"""Every rule between rows by the name that definitions use."""

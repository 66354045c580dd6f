"""What a check has found, kept in the engine: which row breaks which rule, and the rows as they stood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.registers.definition import Severity
from evenborn.registers.engine import Engine
from evenborn.registers.sources.rows import DamagedRow

_AT_ONCE = 20_000
_INSERT_FOUND = (
    "INSERT INTO issues SELECT row, place, field, rule, severity, left(value, 200), NULL FROM found"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """One cell, or row, that breaks one rule.

    Attributes
    ----------
    row : int
        As a spreadsheet counts.
    place : int or None
        Position of the blamed column in the file; None where the whole row is damaged.
    field : str
        The blamed field; empty where the whole row is damaged.
    rule : str
        Which rule; its words are ``rule.<rule>`` and ``remedy.<rule>``.
    severity : Severity
    value : str
        Text of the blamed cell.
    other : int or None
        Another row that it disagrees with.
    """

    row: int
    place: int | None
    field: str
    rule: str
    severity: Severity
    value: str
    other: int | None = None


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many rows break one rule in one field, and the first of them."""

    rule: str
    field: str
    severity: Severity
    rows: int
    first: int


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not accepted: its number, its cells as they stood, and what is wrong with it."""

    row: int
    cells: tuple[str, ...]
    issues: tuple[Issue, ...]


class Issues:
    """All issues of one file.

    Parameters
    ----------
    engine : Engine
        Where they are kept; millions of them are spilled to disk.
    width : int
        Columns of the file.
    """

    def __init__(self, engine: Engine, width: int) -> None:
        self._engine, self._width = engine, width
        self._cells = [f"c{place}" for place in range(width)]
        self._found: list[pa.Table] = []
        self._kept: list[pa.Table] = []
        engine.rows(
            "CREATE TEMP TABLE issues (row BIGINT, place SMALLINT, field VARCHAR, rule VARCHAR, "
            "severity VARCHAR, value VARCHAR, other BIGINT)"
        )
        engine.rows(
            f"CREATE TEMP TABLE bad_rows (row BIGINT, {', '.join(f'{one} VARCHAR' for one in self._cells)})"
        )

    def add(
        self,
        rows: NDArray[np.int64],
        broken: NDArray[np.bool_],
        texts: pa.StringArray,
        place: int,
        field: str,
        rule: str,
        severity: Severity,
    ) -> None:
        """Add the rows of a batch where ``broken`` holds."""
        where = np.flatnonzero(broken)
        if not len(where):
            return
        same: dict[str, Any] = {"place": place, "field": field, "rule": rule, "severity": severity}
        self._found.append(
            pa.table(
                {"row": pa.array(rows[where])}
                | {name: pa.repeat(pa.scalar(value), len(where)) for name, value in same.items()}
                | {"value": texts.take(where)}
            )
        )

    def settle(self) -> None:
        """Hand the engine what was added since the last time, all at once."""
        if self._found:
            self._engine.insert(_INSERT_FOUND, "found", partial(pa.concat_tables, self._found))
        if self._kept:
            whole = partial(pa.concat_tables, self._kept)
            self._engine.insert("INSERT INTO bad_rows SELECT * FROM found", "found", whole)
        self._found, self._kept = [], []

    def add_query(self, sql: str, place: int, field: str, rule: str, severity: Severity) -> None:
        """Add what a query on ``kept`` gives as ``row`` and ``other``."""
        self._engine.rows(
            f"INSERT INTO issues SELECT row, ?, ?, ?, ?, NULL, other FROM ({sql})",
            [place, field, rule, severity],
        )

    def add_damaged(self, damaged: Sequence[DamagedRow]) -> None:
        """Add rows that are not laid out like the header, with their text in the first column."""
        for one in damaged:
            self._engine.rows(
                "INSERT INTO issues VALUES (?, NULL, '', 'row-damaged', 'reject', ?, NULL)",
                [one.row, str(one.cells)],
            )
            empty = ", NULL" * (self._width - 1)
            self._engine.rows(f"INSERT INTO bad_rows VALUES (?, ?{empty})", [one.row, one.text])

    def keep_rows(
        self, rows: NDArray[np.int64], columns: Sequence[pa.StringArray], wanted: NDArray[np.bool_]
    ) -> None:
        """Keep the cells of the wanted rows of a batch as they stand."""
        where = np.flatnonzero(wanted)
        if not len(where):
            return
        cells = {name: column.take(where) for name, column in zip(self._cells, columns, strict=True)}
        self._kept.append(pa.table({"row": pa.array(rows[where]), **cells}))

    def rows_to_fetch(self) -> NDArray[np.int64]:
        """Rows with an issue found only after they had been read, ascending."""
        sql = (
            "SELECT DISTINCT row FROM issues "
            "WHERE value IS NULL AND row NOT IN (SELECT row FROM bad_rows) ORDER BY row"
        )
        return np.array([row for (row,) in self._engine.rows(sql)], dtype=np.int64)

    def rejected_rows(self) -> NDArray[np.int64]:
        """Rows that are not accepted, ascending."""
        sql = "SELECT DISTINCT row FROM issues WHERE severity = 'reject' ORDER BY row"
        return self._engine.table(sql)["row"].to_numpy()

    def number_of_rows(self, severity: Severity) -> int:
        """How many rows have an issue of this severity."""
        sql = "SELECT count(DISTINCT row) FROM issues WHERE severity = ?"
        return int(self._engine.rows(sql, [severity])[0][0])

    def counts(self) -> tuple[RuleCount, ...]:
        """How many rows break each rule in each field, rejecting rules first, the most frequent first."""
        sql = (
            "SELECT rule, field, severity, count(DISTINCT row), min(row) FROM issues "
            "GROUP BY rule, field, severity ORDER BY severity, count(DISTINCT row) DESC, rule, field"
        )
        return tuple(RuleCount(*row) for row in self._engine.rows(sql))

    def first(self, number: int, severity: Severity | None = None) -> tuple[Issue, ...]:
        """The first issues in file order."""
        of = "" if severity is None else f"WHERE severity = '{severity}'"
        sql = f"SELECT {_ISSUE} FROM issues {of} ORDER BY row, place, rule LIMIT {number}"
        return self._issues(self._engine.rows(sql))

    def table(self) -> pa.Table:
        """Every issue by row, field and rule."""
        return self._engine.table("SELECT row, field, rule, severity FROM issues ORDER BY row, place, rule")

    def bad_rows(self) -> Iterator[BadRow]:
        """Every row that is not accepted, in file order, some thousands at a time."""
        rejected = self.rejected_rows()
        for start in range(0, len(rejected), _AT_ONCE):
            low, high = int(rejected[start]), int(rejected[min(start + _AT_ONCE, len(rejected)) - 1])
            between = f"row BETWEEN {low} AND {high}"
            found = self._engine.rows(
                f"SELECT {_ISSUE} FROM issues WHERE {between} ORDER BY row, place, rule"
            )
            by_row: dict[int, list[Issue]] = {}
            for issue in self._issues(found):
                by_row.setdefault(issue.row, []).append(issue)
            within = f"SELECT * FROM bad_rows WHERE {between} ORDER BY row"
            for row, *cells in self._engine.rows(within):
                issues = tuple(by_row.get(row, ()))
                if any(issue.severity == "reject" for issue in issues):
                    yield BadRow(row, tuple(cell or "" for cell in cells), issues)

    def _issues(self, found: Sequence[Sequence[object]]) -> tuple[Issue, ...]:
        """Issues with the text of their cell, from the row itself where it was read only afterwards."""
        issues = [Issue(*row) for row in found]  # type: ignore[arg-type]
        without = [issue.row for issue in issues if issue.value is None]
        if not without:
            return tuple(issues)
        sql = "SELECT * FROM bad_rows WHERE row IN (SELECT unnest(?::BIGINT[]))"
        cells: Mapping[int, Sequence[str | None]] = {
            row: rest for row, *rest in self._engine.rows(sql, [without])
        }
        return tuple(
            issue
            if issue.value is not None
            else Issue(
                issue.row,
                issue.place,
                issue.field,
                issue.rule,
                issue.severity,
                cells[issue.row][issue.place or 0] or "",
                issue.other,
            )
            for issue in issues
        )


_ISSUE = "row, place, field, rule, severity, value, other"

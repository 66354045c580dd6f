"""From stored tables to counts by area, period and birth order: what a page or a figure asks for.

A cube holds one table of the store ready for many questions; it is derived, and thrown away afterwards.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from evenborn.registers.coarsening.forms import ALL, DIGITS, PERIODS, UNKNOWN, last_month, period_label
from evenborn.registers.coarsening.tables import told_columns
from evenborn.registers.definition import REGISTERS, register
from evenborn.registers.engine import Engine, open_engine
from evenborn.registers.facts import Facts
from evenborn.registers.leaving import CoarsenedColumn
from evenborn.registers.limits import Limits
from evenborn.registers.partial_folders import working_folder

Step = Literal["month", "quarter", "half-year", "year"]
"""What periods are counted in."""

Level = Literal["township", "county", "prefecture", "province"]
"""What areas are counted in."""

_USUAL = ("area", "period", "order")


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the numbered values of a column are told: a relation from number to number, and what those mean."""

    relation: str
    labels: "pa.Array[Any]"


class Cube:
    """One table of the store, ready to be counted; :func:`open_cube` makes it."""

    def __init__(self, engine: Engine, table: str, rows: pa.Table) -> None:
        self._engine = engine
        self._columns = {
            column.name: column for column in _columns(table) if column.name in rows.schema.names
        }
        self._values: dict[str, list[str]] = {}
        self._readings: dict[tuple[str, str], _Reading] = {}
        told = ("register", *self._columns)
        self._numbers = {field.name: field.type for field in rows.schema if field.name not in told}
        for name in told:
            place = rows.schema.get_field_index(name)
            rows = rows.set_column(place, name, self._numbered(name, rows[name]))
        engine.register("facts", rows)
        engine.rows("CREATE TABLE cube AS SELECT * FROM facts")

    def _numbered(self, name: str, column: "pa.ChunkedArray[Any]") -> "pa.ChunkedArray[Any]":
        """Values as numbers in their order, which are quicker to join and to group than texts."""
        values = sorted(value for value in column.unique().to_pylist() if value is not None)
        self._values[name] = values
        numbered: pa.ChunkedArray[Any] = pc.index_in(column, value_set=pa.array(values, pa.string()))  # type: ignore[assignment]
        return numbered

    def count(
        self, by: Sequence[str] | None = None, step: Step = "month", level: Level = "county"
    ) -> pa.Table:
        """Counts by some of the columns.

        Parameters
        ----------
        by : sequence of str, optional
            Columns of the table; by default those of area, period and order that it has.
        step : {"month", "quarter", "half-year", "year"}
            What periods are added up to.
        level : {"township", "county", "prefecture", "province"}
            What areas are added up to.

        Returns
        -------
        pyarrow.Table
            ``register``, the columns asked for, ``wider`` (bool), and ``male``, ``female``, ``unclear`` (or
            what else the table counts), sorted. Where ``wider`` is true the row holds births of which only a
            wider area or period is told than was asked for, such as those of ``2025`` whose month is not
            stated; they are in no other row. Registers are never added together.

        Raises
        ------
        ValueError
            For a column that the table does not have.
        """
        names = [name for name in _USUAL if name in self._columns] if by is None else list(by)
        unknown = [name for name in names if name not in self._columns]
        if unknown:
            raise ValueError(f"The table has no column {unknown[0]!r}; it has {', '.join(self._columns)}.")
        readings = {name: self._reading(name, step, level) for name in ("register", *names)}
        told = [f'{one.relation}.told AS "{name}"' for name, one in readings.items()]
        wider = " OR ".join(f"coalesce({one.relation}.wider, false)" for one in readings.values())
        joins = [
            f'LEFT JOIN {one.relation} ON {one.relation}.stated = cube."{name}"'
            for name, one in readings.items()
        ]
        sums = [
            f'sum("{name}")::{"BIGINT" if pa.types.is_integer(kind) else "DOUBLE"} AS "{name}"'
            for name, kind in self._numbers.items()
        ]
        columns = ", ".join([*told, f"{wider} AS wider", *sums])
        groups = ", ".join(str(place + 1) for place in range(len(told) + 1))
        sql = f"SELECT {columns} FROM cube {' '.join(joins)} GROUP BY {groups} ORDER BY {groups}"
        found = self._engine.table(sql)
        for place, (name, one) in enumerate(readings.items()):
            found = found.set_column(place, name, one.labels.take(found[name].combine_chunks()))
        return found

    def _reading(self, name: str, step: Step, level: Level) -> _Reading:
        """How a column is told: by period, by area, or as it stands."""
        forms = {form.name for form in self._columns[name].forms} if name in self._columns else set()
        if forms & set(PERIODS):
            return self._read(name, step, lambda value: _period(value, step))
        if forms & set(DIGITS):
            return self._read(name, level, lambda value: _area(value, level))
        return self._read(name, "", lambda value: (value, False))

    def _read(self, name: str, form: str, read: Callable[[str], tuple[str, bool]]) -> _Reading:
        if (name, form) not in self._readings:
            found = [read(value) for value in self._values[name]]
            labels = sorted({label for label, _ in found})
            number = {label: place for place, label in enumerate(labels)}
            relation = f"told_{len(self._readings)}"
            columns = [
                pa.array(range(len(found)), pa.int32()),
                pa.array([number[label] for label, _ in found], pa.int32()),
                pa.array([wider for _, wider in found], pa.bool_()),
            ]
            self._engine.register(f"{relation}_rows", pa.table(columns, ["stated", "told", "wider"]))
            self._engine.rows(f"CREATE TABLE {relation} AS SELECT * FROM {relation}_rows")
            self._readings[name, form] = _Reading(relation, pa.array(labels, pa.string()))
        return self._readings[name, form]


def _period(value: str, step: Step) -> tuple[str, bool]:
    if value in (ALL, UNKNOWN):
        return value, value == ALL
    stated = PERIODS.index(_form_of(value))
    if stated > PERIODS.index(step):
        return value, True
    return period_label(last_month(value), step), False


def _form_of(value: str) -> str:
    if len(value) == 4:
        return "year"
    return {"Q": "quarter", "H": "half-year"}.get(value[5], "month")


def _area(value: str, level: Level) -> tuple[str, bool]:
    if value in (ALL, UNKNOWN):
        return value, value == ALL
    return value[: DIGITS[level]], len(value) < DIGITS[level]


@contextmanager
def open_cube(
    facts: Facts, table: str, registers: Sequence[str] | None = None, limits: Limits | None = None
) -> Iterator[Cube]:
    """A cube of one table of the store.

    Parameters
    ----------
    facts : Facts
    table : str
        Its name in the definitions.
    registers : sequence of str, optional
        All that have the table by default; they are never added together.
    limits : Limits, optional
        Memory of the engine.
    """
    rows = facts.read(table, registers)
    with working_folder() as folder, open_engine(folder, limits or Limits()) as engine:
        yield Cube(engine, table, rows)


def count(
    facts: Facts,
    table: str,
    by: Sequence[str] | None = None,
    step: Step = "month",
    level: Level = "county",
    registers: Sequence[str] | None = None,
) -> pa.Table:
    """Counts for one question; :meth:`Cube.count` says how, :func:`open_cube` is for many.

    Examples
    --------
    >>> import tempfile
    >>> from datetime import date
    >>> from pathlib import Path
    >>> from evenborn.registers.coarsening import Coarsening
    >>> from evenborn.registers.manifest import Origin
    >>> coarsening = Coarsening(register("household"))
    >>> days = [date(2025, 3, 8), date(2025, 5, 9)]
    >>> areas = ["990101001", "990102002"]
    >>> coarsening.add(pa.record_batch({"area": areas, "birth_date": days, "sex": ["female", "male"]}))
    >>> origin = Origin("Yunxi police", date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 15), "ab12")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     facts = Facts(Path(folder))
    ...     _ = facts.write(coarsening.finish(), origin)
    ...     table = count(facts, "births_by_county", by=["area"], level="prefecture")
    >>> table.select(["area", "male", "female"]).to_pylist()
    [{'area': '9901', 'male': 1, 'female': 1}]
    """
    with open_cube(facts, table, registers) as cube:
        return cube.count(by, step, level)


def _columns(table: str) -> Sequence[CoarsenedColumn]:
    """Columns of a table in any register that has it, the sex beside them left out."""
    tables = [register(name).tables[table] for name in REGISTERS if table in register(name).tables]
    found = {column.name: column for one in tables for column in told_columns(one)}
    return list(found.values())

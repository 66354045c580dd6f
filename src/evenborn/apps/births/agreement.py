"""Whether the statistics say what the vault says: its births counted anew, and held against the sums.

The statistics are sums of what each batch added and took away. Here they are made a second time, from the
sealed records as they stand; wherever the two ways differ, a row was lost, doubled or counted by halves.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa
from django.db.models import Sum

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.queries import table_of_areas
from evenborn.apps.births.models import BirthsOfMonth, BirthsOfYear
from evenborn.apps.intake.counting import exact_tables
from evenborn.apps.vault.bulk_opening import deleted_before, opened_rows
from evenborn.registers.coarsening import Coarsening
from evenborn.registers.definition import register as definition_of
from evenborn.registers.stored_rows import typed_rows

__all__ = ["Agreement", "Cell", "Difference", "agreement_of"]

SEXES: Final = ("male", "female", "unclear")
_WHOLE: Final = "the births of every area are counted anew"
Births = tuple[int, int, int]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Where births are counted: table, area, month or year (empty where none is stated), order of birth."""

    table: str
    area: str
    period: str
    order: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which the two do not agree: boys, girls and others, counted anew and as the sums say."""

    cell: Cell
    vault: Births
    statistics: Births


@dataclass(frozen=True, slots=True)
class Agreement:
    """How vault and statistics stand to each other for one register.

    Attributes
    ----------
    register : str
    records : int
        Sealed records counted anew.
    cells : int
        Cells that were compared.
    unchecked : int
        Cells that nobody can check, as records of their time were deleted.
    differences : tuple of Difference
    """

    register: str
    records: int
    cells: int
    unchecked: int
    differences: tuple[Difference, ...]


def agreement_of(by: Actor, register: str, progress: Callable[[int], None] | None = None) -> Agreement:
    """Count the visible records of a register anew and hold them against the sums.

    Parameters
    ----------
    by : Actor
        A program with the permission that :func:`~evenborn.apps.vault.bulk_opening.opened_rows` asks for.
    register : str
    progress : callable, optional
        Told how many records have been counted.
    """
    areas = table_of_areas()
    current = (lambda code: code) if areas is None else areas.current
    records, anew = _counted_anew(by, register, None if areas is None else current, progress)
    sums = _sums(register, current)
    deleted = deleted_before(by, register)
    compared = [cell for cell in {*anew, *sums} if not _is_deleted(cell, deleted)]
    nothing = (0, 0, 0)
    differences = (
        Difference(cell, anew.get(cell, nothing), sums.get(cell, nothing)) for cell in sorted(compared)
    )
    return Agreement(
        register, records, len(compared), len({*anew, *sums}) - len(compared),
        tuple(one for one in differences if one.vault != one.statistics),
    )  # fmt: skip


def _counted_anew(
    by: Actor, register: str, areas: Callable[[str], str] | None, progress: Callable[[int], None] | None
) -> tuple[int, dict[Cell, Births]]:
    definition = exact_tables(definition_of(register))
    counting, records = Coarsening(definition, areas), 0
    for rows in opened_rows(by, register, purpose="agreement"):
        counting.add(typed_rows(definition, rows))
        records += len(rows)
        if progress is not None:
            progress(records)
    tables = counting.finish().tables
    return records, {cell: births for name, table in tables.items() for cell, births in _cells(name, table)}


def _cells(name: str, table: pa.Table) -> Iterator[tuple[Cell, Births]]:
    for row in table.to_pylist():
        cell = Cell(name, row.get("area") or "", row.get("period") or "", row.get("order") or "")
        yield cell, (row["male"], row["female"], row["unclear"])


def _sums(register: str, current: Callable[[str], str]) -> dict[Cell, Births]:
    """What the statistics say; areas under the codes that they have now, as the others are counted."""
    found: dict[Cell, Births] = {}
    for model, name in ((BirthsOfMonth, "month"), (BirthsOfYear, "year")):
        rows = model.objects.regardless(_WHOLE).filter(register=register)
        asked = rows.order_by().values("table", "area", "order", name).annotate(
            **{f"sum_{sex}": Sum(sex) for sex in SEXES}
        )  # fmt: skip
        for row in asked:
            area = current(row["area"]) if row["area"] else ""
            cell = Cell(row["table"], area, _period(row[name]), row["order"])
            before = found.get(cell, (0, 0, 0))
            male, female, unclear = (
                row[f"sum_{sex}"] + there for sex, there in zip(SEXES, before, strict=True)
            )
            found[cell] = (male, female, unclear)
    return {cell: births for cell, births in found.items() if any(births)}


def _period(value: Any) -> str:  # noqa: ANN401 - a day of a month, a year, or nothing
    return f"{value:%Y-%m}" if isinstance(value, date) else str(value or "")


def _is_deleted(cell: Cell, deleted: Mapping[str, date]) -> bool:
    """Whether records of a cell may have been deleted: whoever was born later was sealed later."""
    days = [day for area, day in deleted.items() if cell.area.startswith(area) or area.startswith(cell.area)]
    return any(not cell.period or cell.period <= f"{day:%Y-%m}"[: len(cell.period)] for day in days)

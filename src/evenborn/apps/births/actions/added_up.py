"""Adding births up in the exact tables: one row for each combination, whatever batches brought it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from evenborn.apps.births.models import BirthsOfMonth, BirthsOfYear
from evenborn.apps.births.replacing import Told
from evenborn.apps.bulk_insert import insert_rows

__all__ = ["add_births"]

_SEXES: Final = ("male", "female", "unclear")
_AT_ONCE: Final = 500
_WHOLE: Final = "births of every area are added up"
_Key = tuple[str, Any, str]
"""Area, month or year, order of birth."""


def add_births(register: str, table: str, changes: Mapping[Told, Mapping[str, float]]) -> None:
    """Add what is more, and take away what is less; a row of nothing is removed.

    Batches of one register take turns, so the rows are nobody else's meanwhile.

    Raises
    ------
    RuntimeError
        Where less than nothing would be left: the counts would then not be those of the vault.
    """
    model = BirthsOfYear if table.endswith("_by_township") else BirthsOfMonth
    wanted = {_key(dict(told), model): numbers for told, numbers in changes.items()}
    known = {
        (row.area, row.month if isinstance(row, BirthsOfMonth) else row.year, row.order): row
        for row in _standing(model, register, table, sorted({area for area, _, _ in wanted}))
    }
    new: list[tuple[Any, ...]] = []
    changed, gone = [], []
    for key, numbers in wanted.items():
        row = known.get(key)
        left = [int(numbers[sex]) + (getattr(row, sex) if row else 0) for sex in _SEXES]
        if min(left) < 0:
            raise RuntimeError(f"Fewer than no births would be left in {table} of {register}.")
        if row is None:
            new.append((*key, *left))
        elif any(left):
            row.male, row.female, row.unclear = left
            changed.append(row)
        else:
            gone.append(row.pk)
    if new:
        names = ("area", "year" if model is BirthsOfYear else "month", "order", *_SEXES)
        columns = dict(zip(names, zip(*new, strict=True), strict=True))
        insert_rows(model, {"register": register, "table": table}, columns)
    rows = model.objects.regardless(_WHOLE)
    rows.bulk_update(changed, _SEXES, batch_size=100)  # type: ignore[arg-type]
    for part in _parts(gone):
        rows.filter(pk__in=part).delete()


def _standing(
    model: type[BirthsOfMonth] | type[BirthsOfYear], register: str, table: str, areas: Sequence[str]
) -> Iterator[BirthsOfMonth | BirthsOfYear]:
    for part in _parts(areas):
        yield from model.objects.regardless(_WHOLE).filter(register=register, table=table, area__in=part)


def _key(told: Mapping[str, Any], model: type[BirthsOfMonth] | type[BirthsOfYear]) -> _Key:
    period, area, order = told.get("period"), told.get("area") or "", told.get("order") or ""
    if not period:
        return area, None, order
    return area, int(period) if model is BirthsOfYear else date.fromisoformat(f"{period}-01"), order


def _parts(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))

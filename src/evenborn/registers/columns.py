"""How the texts of a column become values: every different text is read once, however many rows hold it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from evenborn.registers.codes.areas import is_total, read_name
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.counts import read_count
from evenborn.registers.codes.orders import read_order
from evenborn.registers.codes.periods import YearKind, read_period
from evenborn.registers.codes.sex import read_sex
from evenborn.registers.definition import Definition
from evenborn.registers.engine import Engine
from evenborn.registers.period import Period
from evenborn.registers.period_steps import PeriodStep, as_step

DIMENSIONS = ("area", "period", "order", "facility")
"""What births can be told apart by, in the order in which a table is sorted."""

_TYPES: dict[str, dict[str, pa.DataType]] = {
    "area": {"area": pa.string(), "area_total": pa.bool_()},
    "facility": {"facility": pa.string(), "facility_total": pa.bool_()},
    "order": {"order": pa.string(), "order_stated": pa.string(), "order_total": pa.bool_()},
    "period": {
        "period_start": pa.date32(),
        "period_end": pa.date32(),
        "period_kind": pa.string(),
        "period_label": pa.string(),
        "stated_start": pa.date32(),
        "stated_end": pa.date32(),
        "period_total": pa.bool_(),
    },
    "sex": {"sex": pa.string()},
}
_COUNT: dict[str, pa.DataType] = {"births": pa.int64()}


@dataclass(slots=True)
class ColumnReading:
    """What the different texts of one column mean.

    Attributes
    ----------
    name : str
        Field.
    values : mapping
        Values by text; every one a tuple as long as the field has columns.
    bad : mapping
        Code of the refusal by text.
    periods : mapping
        Period as stated and as counted by text, for the period field.
    """

    name: str
    values: dict[str | None, Sequence[object]] = field(default_factory=dict)
    bad: dict[str | None, str] = field(default_factory=dict)
    periods: dict[str | None, tuple[Period, Period]] = field(default_factory=dict)

    def register(self, engine: Engine) -> None:
        """Give the engine a table ``read_<field>`` from text (``text``) to values."""
        types = _TYPES.get(self.name, _COUNT)
        columns = list(zip(*self.values.values(), strict=True)) or [()] * len(types)
        arrays: list[pa.Array[Any]] = [pa.array(list(self.values), pa.string())]
        arrays += [pa.array(column, kind) for column, kind in zip(columns, types.values(), strict=True)]
        engine.register(f"read_{self.name}", pa.Table.from_arrays(arrays, ["text", *types]))


def read_texts(
    name: str, texts: Iterable[str | None], definition: Definition, year_kind: YearKind, step: PeriodStep
) -> ColumnReading:
    """Read the different texts of one column.

    Parameters
    ----------
    name : str
        Field, one of :data:`DIMENSIONS`, ``sex``, ``male``, ``female`` or ``unclear``.
    texts : iterable
        Its different texts; None for an empty cell.

    Examples
    --------
    >>> from evenborn.registers.definition import births_table
    >>> read_texts("sex", ["女", "x"], births_table(), "calendar", "year").bad
    {'x': 'unknown-sex'}
    """
    reading = ColumnReading(name)
    texts = list(texts)
    totals = _totals(name, texts, definition)
    read = _reader(name, reading, definition, year_kind, step)
    for text in texts:
        try:
            if text in totals:
                values: Sequence[object] = [None] * (len(_TYPES[name]) - 1) + [True]
            else:
                values = read(text)
            reading.values[text] = values
        except BadValue as error:
            reading.bad[text] = error.code
    return reading


def _totals(name: str, texts: Sequence[str | None], definition: Definition) -> set[str | None]:
    """Texts that mark totals; none where nothing else is in the column, for then they are its names."""
    if name not in DIMENSIONS:
        return set()
    words = definition.codes["total"]
    totals = {text for text in texts if is_total(text, words)}
    others = any(text is not None and text.strip() for text in texts if text not in totals)
    return totals if others or name == "period" else set()


def _reader(
    name: str, reading: ColumnReading, definition: Definition, year_kind: YearKind, step: PeriodStep
) -> Callable[[str | None], Sequence[object]]:
    def period(text: str | None) -> Sequence[object]:
        if not (text or "").strip():
            return [None] * 6 + [False]
        stated = read_period(text or "", year_kind)
        counted = as_step(stated, step, year_kind)
        reading.periods[text] = (stated, counted)
        return [counted.start, counted.end, counted.kind, counted.label, stated.start, stated.end, False]

    def order(text: str | None) -> Sequence[object]:
        if is_total(text, definition.codes["total"]):
            return [None, None, False]
        stated, counted = read_order(text, definition.codes["order"])
        return [counted, stated, False]

    readers: Mapping[str, Callable[[str | None], Sequence[object]]] = {
        "area": lambda text: [read_name(text), False],
        "facility": lambda text: [read_name(text), False],
        "order": order,
        "period": period,
        "sex": lambda text: [read_sex(text, definition.codes["sex"])],
    }
    return readers.get(name, lambda text: [read_count(text)])

"""Whether a definition's tables can be made: each form fits its field, each wider form holds the finer."""

from itertools import pairwise

from evenborn.registers.coarsening.forms import ALL, DIGITS, PERIODS
from evenborn.registers.definition import Definition
from evenborn.registers.leaving import CoarsenedColumn, CoarsenedTable, Form

_WIDTH = {name: width for width, name in enumerate(PERIODS)} | {
    name: -digits for name, digits in DIGITS.items()
}
_TYPES = {
    **dict.fromkeys(PERIODS, ("day", "moment", "month")),
    **dict.fromkeys(DIGITS, ("area",)),
    "as-stated": ("code", "facility"),
    "one-two-more": ("count",),
    "band": ("quantity", "count"),
    ALL: None,
}


def require_sound(definition: Definition) -> None:
    """Raise ``ValueError`` for a table of a definition that cannot be made.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> require_sound(register("delivery"))
    """
    for table in definition.tables.values():
        _require_sound_table(definition, table)
        for column in table.columns:
            if column.name not in table.beside:
                _require_sound_column(definition, table, column)


def _require_sound_table(definition: Definition, table: CoarsenedTable) -> None:
    if table.beside not in ((), ("sex",)):
        raise _unsound(
            definition, table, f"tells {table.beside} beside its combinations; only the sex may be"
        )
    if table.adds and (table.beside or definition.fields[table.adds].type not in ("quantity", "count")):
        raise _unsound(definition, table, f"adds up {table.adds}, which is no number or has a sex beside it")
    if table.smallest > 1 and table.adds and definition.fields[table.adds].type != "count":
        raise _unsound(definition, table, f"asks for {table.smallest} of {table.adds}, which is not counted")


def _require_sound_column(definition: Definition, table: CoarsenedTable, column: CoarsenedColumn) -> None:
    types = _TYPES[column.forms[0].name]
    kind = definition.fields[column.field].type
    if column.since and column.forms[0].name not in ("band", ALL):
        raise _unsound(definition, table, f"tells the years in {column.name} otherwise than in bands")
    if not column.since and types is not None and kind not in types:
        raise _unsound(definition, table, f"tells {column.field}, a {kind}, as {column.forms[0].name}")
    if not all(_holds(wide, fine) for fine, wide in pairwise(column.forms)):
        raise _unsound(definition, table, f"has forms of {column.name} that do not widen step by step")
    if table.smallest > 1 and column.forms[-1].name != ALL:
        raise _unsound(definition, table, f"cannot pool {column.name}; its last form must be {ALL!r}")


def _holds(wide: Form, fine: Form) -> bool:
    """Whether every value of the finer form lies in one value of the wider form."""
    if wide.name == ALL:
        return fine.name != ALL
    if wide.name == fine.name == "band":
        return set(wide.cuts) < set(fine.cuts)
    both_in = next((True for names in (PERIODS, DIGITS) if {wide.name, fine.name} <= set(names)), False)
    return both_in and _WIDTH[fine.name] < _WIDTH[wide.name]


def _unsound(definition: Definition, table: CoarsenedTable, what: str) -> ValueError:
    return ValueError(f"The table {table.name!r} of the register {definition.name!r} {what}.")

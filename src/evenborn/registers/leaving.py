"""What may leave a register: tables of counts, the form of each column, and how far it may be widened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMS = (
    "as-stated",  # a code of few meanings, or a facility
    "month",
    "quarter",
    "half-year",
    "year",
    "township",  # the first nine digits of an area
    "county",  # the first six
    "prefecture",  # the first four
    "band",  # between cut points
    "one-two-more",  # 1, 2, 3+
    "all",  # says nothing any more
)
"""Forms that a field may take when it leaves; none of them gives an exact day, weight, age or address."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a column.

    Attributes
    ----------
    name : str
        One of :data:`FORMS`.
    cuts : tuple of float
        For ``band`` the lower ends of all bands but the first, ascending.
    """

    name: str
    cuts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class CoarsenedColumn:
    """One column of a table that leaves a register.

    Attributes
    ----------
    name : str
        How the table calls it.
    field : str
        The field that it is made from.
    since : str
        Another field: the column is the whole years from that day to ``field``'s own (an age); else empty.
    forms : tuple of Form
        From the finest that may ever leave to the widest; the first is used unless there are too few births.
    """

    name: str
    field: str
    since: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class CoarsenedTable:
    """One table of counts that leaves a register.

    Attributes
    ----------
    name : str
        How code and files call it.
    en, zh : str
        How a person reads it.
    columns : tuple of CoarsenedColumn
        What births are told apart by, the one whose detail matters most first.
    smallest : int
        Least births of every combination of the columns other than ``beside``; 1 where counts are exact.
    beside : tuple of str
        Columns that do not count towards a combination: the sex.
    only : Mapping of str to tuple of str
        By field, the meanings of which rows are counted at all; empty where every row is.
    adds : str
        Field whose numbers are added up; empty where rows are counted.
    """

    name: str
    en: str
    zh: str
    columns: tuple[CoarsenedColumn, ...]
    smallest: int
    beside: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]
    adds: str


def _form(entry: str | list[float]) -> Form:
    form = Form("band", tuple(entry)) if isinstance(entry, list) else Form(entry)
    if form.name not in FORMS:
        raise ValueError(
            f"{form.name!r} is no form in which a field may leave; there are {', '.join(FORMS)}."
        )
    return form


def read_table(name: str, entry: Mapping[str, Any]) -> CoarsenedTable:
    """One ``[table.<name>]`` of a definition; raises ``ValueError`` for a form that does not exist."""
    columns = tuple(
        CoarsenedColumn(key, one["from"], one.get("since", ""), tuple(map(_form, one["as"])))
        for key, one in entry["column"].items()
    )
    only = {field: tuple(meanings) for field, meanings in entry.get("only", {}).items()}
    return CoarsenedTable(
        name,
        entry["en"],
        entry["zh"],
        columns,
        entry.get("smallest", 1),
        tuple(entry.get("beside", ())),
        only,
        entry.get("adds", ""),
    )

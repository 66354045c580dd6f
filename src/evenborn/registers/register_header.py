"""Which column of a register is which field: proposed from the headers, from an earlier file, or named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evenborn.registers.codes.writing import header_key, plain
from evenborn.registers.definition import Definition
from evenborn.registers.mapping import DEEPEST_HEADER, Head, Header
from evenborn.registers.refusal import Refusal

_SHOWN = 20
_LONGEST = 40
_LEAST = 3
"""Fields that must be recognised before a row is taken for a header; a register with fewer needs them all."""

How = Literal["named", "remembered", "recognised"]
"""Who said so: the person who runs the check, an earlier file of the same sender, or the definition."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """How the columns of a file were understood.

    Attributes
    ----------
    header : Header
        The header row, and position of the column of each field.
    how : mapping of str to How
        By field.
    unused : tuple of str
        Headers that belong to no field; their columns are kept in the bad rows and otherwise ignored.
    absent : tuple of str
        Fields of the register that the file does not have and that no row must state.
    """

    header: Header
    how: Mapping[str, How]
    unused: tuple[str, ...]
    absent: tuple[str, ...]


def find_register_header(
    head: Head,
    definition: Definition,
    named: Mapping[str, str],
    remembered: Mapping[str, str],
    file: str,
) -> Mapped:
    """Header row of a register and the field of each column.

    Parameters
    ----------
    head : sequence of (row, cells)
        First rows of the file with their numbers.
    definition : Definition
        The register.
    named : mapping of str to str
        Header by field, as the person says.
    remembered : mapping of str to str
        Header by field, as it was understood in an earlier file of this sender.
    file : str
        Name of the file, for refusals.

    Raises
    ------
    Refusal
        ``empty-file``, ``no-register-header``, ``no-such-field``, ``no-such-column``,
        ``column-used-twice``, ``ambiguous-header``, ``double-header`` or ``missing-columns``.

    Examples
    --------
    >>> from evenborn.registers.definition import Definition, Field
    >>> fields = {"sex": Field("sex", "sex", "性别", ("性别",), required=True)}
    >>> simple = Definition("simple", "simple", "简", fields, {"性别": "sex"}, {})
    >>> mapped = find_register_header([(1, ["登记表"]), (2, ["性别", "备注"])], simple, {}, {}, "a.csv")
    >>> mapped.header.row, dict(mapped.header.columns), mapped.unused
    (2, {'sex': 0}, ('备注',))
    """
    unknown = next((name for name in named if name not in definition.fields), None)
    if unknown is not None:
        raise Refusal("no-such-field", file=file, field=unknown, known=", ".join(definition.fields))
    rows = [(row, [as_it_stands(cell) for cell in cells]) for row, cells in head if any(map(plain, cells))]
    if not rows:
        raise Refusal("empty-file", file=file)
    wanted = {name: header_key(header) for name, header in {**remembered, **named}.items()}
    row, cells = max(
        rows[:DEEPEST_HEADER], key=lambda item: (_recognised(item[1], definition, wanted), -item[0])
    )
    if _recognised(cells, definition, wanted) < min(_LEAST, len(definition.fields)):
        raise Refusal(
            "no-register-header",
            file=file,
            register=definition.name,
            headers=_shown(rows[0][1]),
            expected=_shown([one.headers[0] for one in definition.fields.values()]),
        )
    return _mapped(row, cells, definition, named, remembered, file)


def as_it_stands(cell: str) -> str:
    r"""Text of a header on one line, without signs that nobody sees and PostgreSQL does not keep.

    Examples
    --------
    >>> as_it_stands("\ufeff性\x00\n 别 ")
    '性 别'
    """
    return " ".join(cell.replace("\ufeff", "").replace("\x00", "").split())


def _recognised(cells: list[str], definition: Definition, wanted: Mapping[str, str]) -> int:
    keys = {header_key(cell) for cell in cells}
    fields = {definition.field_of[key] for key in keys if key in definition.field_of}
    return len(fields | {name for name, key in wanted.items() if key in keys})


def _mapped(
    row: int,
    cells: list[str],
    definition: Definition,
    named: Mapping[str, str],
    remembered: Mapping[str, str],
    file: str,
) -> Mapped:
    keys = [header_key(cell) for cell in cells]
    columns: dict[str, int] = {}
    how: dict[str, How] = {}
    for name, header in named.items():
        columns[name] = _place(header, name, cells, columns, file, row)
        how[name] = "named"
    for name, header in remembered.items():
        places = [place for place, key in enumerate(keys) if key and key == header_key(header)]
        wanted = name in definition.fields and name not in columns
        if wanted and len(places) == 1 and places[0] not in columns.values():
            columns[name], how[name] = places[0], "remembered"
    for place, key in enumerate(keys):
        field = definition.field_of.get(key)
        if field is None or place in columns.values() or how.get(field) in {"named", "remembered"}:
            continue
        if field in columns:
            raise _ambiguous(cells, columns[field], place, field, file, row)
        columns[field], how[field] = place, "recognised"
    _require(columns, definition, cells, file, row)
    in_order = {name: columns[name] for name in definition.fields if name in columns}
    unused = tuple(cell for place, cell in enumerate(cells) if cell and place not in columns.values())
    absent = tuple(name for name in definition.fields if name not in columns)
    return Mapped(Header(row, tuple(cells), in_order), how, unused, absent)


def _place(header: str, name: str, cells: list[str], columns: Mapping[str, int], file: str, row: int) -> int:
    wanted = header_key(header)
    places = [place for place, cell in enumerate(cells) if wanted and header_key(cell) == wanted]
    if not places:
        raise Refusal("no-such-column", file=file, row=row, column=header, headers=_shown(cells))
    if len(places) > 1:
        raise _ambiguous(cells, places[0], places[1], name, file, row)
    other = next((field for field, place in columns.items() if place == places[0]), None)
    if other is not None:
        raise Refusal("column-used-twice", file=file, column=header, field=other, other=name)
    return places[0]


def _ambiguous(cells: list[str], first: int, second: int, name: str, file: str, row: int) -> Refusal:
    same = header_key(cells[first]) == header_key(cells[second])
    return Refusal(
        "double-header" if same else "ambiguous-header",
        file=file,
        row=row,
        field=name,
        first=cells[first][:_LONGEST],
        second=cells[second][:_LONGEST],
        first_position=first + 1,
        second_position=second + 1,
    )


def _require(
    columns: Mapping[str, int], definition: Definition, cells: list[str], file: str, row: int
) -> None:
    missing = [one for one in definition.fields.values() if one.required and one.name not in columns]
    if missing:
        raise Refusal(
            "missing-columns",
            file=file,
            row=row,
            register=definition.name,
            fields=", ".join(one.name for one in missing),
            columns="、".join(one.headers[0] for one in missing),
            headers=_shown(cells),
        )


def _shown(cells: list[str]) -> str:
    names = [cell if len(cell) <= _LONGEST else cell[:_LONGEST] + "…" for cell in cells if cell]
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")

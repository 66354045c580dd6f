"""Which column of a table is which field: the header row is found and its headers are recognised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from evenborn.registers.codes.writing import header_key, plain
from evenborn.registers.definition import Definition
from evenborn.registers.refusal import Refusal

DEEPEST_HEADER = 15
"""Rows among which the header row is looked for; what stands above it is a title."""

_SHOWN_HEADERS = 30
_SHOWN_CHARACTERS = 40

Head = Sequence[tuple[int, Sequence[str]]]
"""First rows of a file with their numbers."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header row and what was recognised in it.

    Attributes
    ----------
    row : int
        Its row as a spreadsheet counts.
    names : tuple of str
        All headers as they stand, blanks collapsed.
    columns : mapping
        Position of the column, from 0, by the name of its field.
    read : frozenset of int or None
        Positions of the only columns that anyone will look at; a source may leave the others empty. None for
        all.
    """

    row: int
    names: tuple[str, ...]
    columns: Mapping[str, int] = field(default_factory=dict)
    read: frozenset[int] | None = None

    def name_of(self, column: int) -> str:
        """Header of a column as it stands."""
        return self.names[column]


HeaderFinder = Callable[[Head], Header]
"""What finds the header row among the first rows, or refuses."""


def find_header(
    head: Head,
    definition: Definition,
    overrides: Mapping[str, str],
    file: str,
) -> Header:
    """Header row of a table and the fields of its columns.

    Parameters
    ----------
    head : sequence of (row, cells)
        First rows of the file with their numbers.
    definition : Definition
        Fields and the headers that they go by.
    overrides : mapping
        Header to use for a field, where the user names it.
    file : str
        Name of the file, for refusals.

    Raises
    ------
    Refusal
        ``missing-sex-column``, ``missing-female-column``, ``missing-male-column``, ``ambiguous-header``,
        ``no-such-field``, ``no-such-column``, ``column-used-twice``, ``split-header``, ``both-shapes``,
        ``one-row-per-sex`` or ``empty-file``.

    Examples
    --------
    >>> from evenborn.registers.definition import births_table
    >>> head = [(1, ["2011年出生情况"]), (2, ["地区", "男（人）", "女（人）"])]
    >>> header = find_header(head, births_table(), {}, "a.csv")
    >>> header.row, dict(header.columns)
    (2, {'area': 0, 'male': 1, 'female': 2})
    """
    unknown = [name for name in overrides if name not in definition.fields]
    if unknown:
        raise Refusal("no-such-field", file=file, field=unknown[0], known=", ".join(definition.fields))
    rows = [(row, [_as_it_stands(cell) for cell in cells]) for row, cells in head if any(map(plain, cells))]
    if not rows:
        raise Refusal("empty-file", file=file)
    wanted = {name: header_key(header) for name, header in overrides.items()}
    row, cells = next(
        ((row, cells) for row, cells in rows[:DEEPEST_HEADER] if _is_header(cells, definition, wanted)),
        _likeliest(rows, definition),
    )
    _no_second_header(rows, row, definition, file)
    found = Header(row, tuple(cells), _columns(cells, definition, overrides, file, row))
    _check_shape(found, definition, file)
    return found


def _as_it_stands(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split())


def _is_header(cells: Sequence[str], definition: Definition, wanted: Mapping[str, str]) -> bool:
    keys = {header_key(cell) for cell in cells}
    fields = {definition.field_of.get(key) for key in keys}
    fields |= {name for name, key in wanted.items() if key in keys}
    return "sex" in fields or {"male", "female"} <= fields


def _likeliest(rows: Sequence[tuple[int, list[str]]], definition: Definition) -> tuple[int, list[str]]:
    """The row that a person would take for the header, so that the refusal can show it."""

    def recognised(cells: Sequence[str]) -> int:
        return sum(header_key(cell) in definition.field_of for cell in cells)

    best = max(
        rows[:DEEPEST_HEADER], key=lambda item: (recognised(item[1]), sum(map(bool, item[1])), -item[0])
    )
    return best if recognised(best[1]) else rows[0]


def _no_second_header(
    rows: Sequence[tuple[int, list[str]]], header_row: int, definition: Definition, file: str
) -> None:
    for row, cells in rows:
        above = row < header_row and sum(map(bool, cells)) > 1
        named = next((cell for cell in cells if above and header_key(cell) in definition.field_of), None)
        if named is not None:
            raise Refusal("split-header", file=file, row=row, value=_cut(named), header_row=header_row)


def _columns(
    cells: Sequence[str], definition: Definition, overrides: Mapping[str, str], file: str, row: int
) -> dict[str, int]:
    keys = [header_key(cell) for cell in cells]
    taken: dict[int, str] = {}
    for name, header in overrides.items():
        places = [place for place, key in enumerate(keys) if key == header_key(header) and key]
        if not places:
            raise Refusal("no-such-column", file=file, row=row, column=header, headers=_shown(cells))
        if len(places) > 1:
            raise _ambiguous(cells, places, name, file, row)
        if places[0] in taken:
            raise Refusal("column-used-twice", file=file, column=header, field=taken[places[0]], other=name)
        taken[places[0]] = name
    for place, key in enumerate(keys):
        field_name = definition.field_of.get(key)
        if field_name and field_name not in overrides and place not in taken:
            earlier = [other for other, name in taken.items() if name == field_name]
            if earlier:
                raise _ambiguous(cells, [*earlier, place], field_name, file, row)
            taken[place] = field_name
    return {name: place for place, name in sorted(taken.items())}


def _ambiguous(cells: Sequence[str], places: Sequence[int], name: str, file: str, row: int) -> Refusal:
    first, second = (cells[place] for place in places[:2])
    code = "double-header" if header_key(first) == header_key(second) else "ambiguous-header"
    return Refusal(
        code,
        file=file,
        row=row,
        field=name,
        first=_cut(first),
        second=_cut(second),
        first_position=places[0] + 1,
        second_position=places[1] + 1,
    )


def _cut(cell: str) -> str:
    return cell if len(cell) <= _SHOWN_CHARACTERS else cell[:_SHOWN_CHARACTERS] + "…"


def _shown(cells: Sequence[str]) -> str:
    names = [_cut(cell) for cell in cells if cell]
    return ", ".join(names[:_SHOWN_HEADERS]) + (" …" if len(names) > _SHOWN_HEADERS else "")


def _check_shape(header: Header, definition: Definition, file: str) -> None:
    columns, seen = header.columns, _shown(header.names)
    counted = {"male", "female"} & columns.keys()
    if "sex" in columns:
        if counted:
            raise Refusal("both-shapes", file=file, row=header.row, headers=seen)
        if "births" in columns:
            column = header.names[columns["births"]]
            raise Refusal("one-row-per-sex", file=file, row=header.row, column=column)
        return
    if not counted:
        accepted = {
            name: ", ".join(definition.fields[name].headers[:3] + definition.fields[name].headers[-3:])
            for name in ("sex", "male", "female")
        }
        raise Refusal("missing-sex-column", file=file, row=header.row, headers=seen, **accepted)
    for name in {"male", "female"} - counted:
        raise Refusal(f"missing-{name}-column", file=file, row=header.row, headers=seen)

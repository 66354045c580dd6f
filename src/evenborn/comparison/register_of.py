"""Which register is a file? What was said of it, else its name, else its headings."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import REGISTERS, Definition, register
from evenborn.registers.mapping import DEEPEST_HEADER, Head, Header
from evenborn.registers.opened_file import opened_file
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.open_rows import open_rows

_LEAST: Final = 3
"""Fields that must be recognised before a header says which register it is of."""


@cache
def registers_of_births() -> tuple[Definition, ...]:
    """Registers whose rows are newborns, and which may be compared.

    Examples
    --------
    >>> [one.name for one in registers_of_births()][:2]
    ['delivery', 'household']
    """
    return tuple(one for one in map(register, REGISTERS) if one.compared is not None)


def said_register(text: str) -> tuple[Definition | None, Path]:
    """What ``delivery=path.csv`` says; without the name of a register, the whole is a path.

    Raises
    ------
    Refusal
        ``not-to-be-compared`` for a register whose rows are no newborns.

    Examples
    --------
    >>> definition, path = said_register("delivery=extract of May.csv")
    >>> definition.name, path.name
    ('delivery', 'extract of May.csv')
    >>> said_register("extract.csv")[0] is None
    True
    """
    name, equals, path = text.partition("=")
    plain = name.strip().replace("-", "_")
    if not (equals and plain in REGISTERS and path.strip()):
        return None, Path(text)
    if plain not in names_of_births():
        raise Refusal("not-to-be-compared", register=plain, known=", ".join(names_of_births()))
    return register(plain), Path(path.strip())


def names_of_births() -> tuple[str, ...]:
    """Names of the registers that may be compared."""
    return tuple(one.name for one in registers_of_births())


def register_of(path: Path, options: CheckOptions) -> Definition:
    """The register that a file is of, by its name or else by its headings.

    Parameters
    ----------
    path : pathlib.Path
    options : CheckOptions
        How it is to be read.

    Raises
    ------
    Refusal
        ``which-register`` where neither tells, and those of reading a file.
    """
    named = by_name(path.stem)
    if named is not None:
        return named
    with opened_file(path, options.limits) as opened:
        delivery = register("delivery")  # as which alone a FHIR bundle may be read
        source = open_rows(
            opened.path, opened.name, opened.engine, options, delivery, _some_header, opened.watch.bytes_read
        )
        found = by_headings([cells for _, cells in source.head[:DEEPEST_HEADER]])
    if found is None:
        raise Refusal("which-register", file=path.name, known=", ".join(names_of_births()))
    return found


def by_name(stem: str) -> Definition | None:
    """The one register whose name, in either language, is part of the name of a file.

    Examples
    --------
    >>> by_name("2025-birth-certificate-May").name, by_name("出生户籍登记2025").name, by_name("May")
    ('birth_certificate', 'household', None)
    """
    plain = stem.casefold().replace("-", "_").replace(" ", "_")
    found = [one for one in registers_of_births() if one.name in plain or one.zh in stem]
    return found[0] if len(found) == 1 else None


def by_headings(rows: Sequence[Sequence[str]]) -> Definition | None:
    """The one register of which a row has more headings than of any other.

    Examples
    --------
    >>> by_headings([["住院分娩登记号", "性别"], ["性别", "出生日期", "母亲姓名"]]) is None
    True
    """
    scores = sorted(
        ((max((_recognised(one, cells) for cells in rows), default=0), one) for one in registers_of_births()),
        key=lambda scored: -scored[0],
    )
    (best, definition), (second, _) = scores[:2]
    return definition if best >= _LEAST and best > second else None


def _recognised(definition: Definition, cells: Sequence[str]) -> int:
    keys = map(header_key, cells)
    return len({definition.field_of[key] for key in keys if key in definition.field_of})


def _some_header(head: Head) -> Header:
    """A row that may be the header of some register: what tells the sheet with records from the others."""
    for row, cells in head[:DEEPEST_HEADER]:
        if any(_recognised(one, cells) >= _LEAST for one in registers_of_births()):
            return Header(row, tuple(cells), {})
    raise Refusal("no-register-header", file="", register="", headers="", expected="")

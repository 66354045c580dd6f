"""The headers of a file that could not be understood as they stand, so that a person can say what they are.

A row is shown only where it looks like headers: it has one that the register knows, and no cell of it holds
a number of four digits or more. Rows of registers hold such numbers throughout; so no row of a file without
headers, and no person, is ever shown.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from evenborn.apps.intake.kept_files import opened
from evenborn.apps.intake.models import Batch
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import Definition, register
from evenborn.registers.limits import Limits
from evenborn.registers.mapping import DEEPEST_HEADER, Head, Header
from evenborn.registers.opened_file import opened_file
from evenborn.registers.register_header import as_it_stands
from evenborn.registers.sources.open_rows import open_rows

__all__ = ["headers_in", "headers_of", "shown_facts"]

_NUMBER: Final = re.compile(r"\d{4}")
_LEAST: Final = 2
_OF_CELLS: Final = frozenset({"headers", "first", "second", "column"})


def headers_of(batch: Batch) -> list[str]:
    """Headers of the file of a batch, in order; none where no row looks like headers.

    Raises
    ------
    Refusal
        Where the file cannot be read at all, or is kept no longer.
    """
    kept = batch.reading.get("headers")
    if kept:
        return [str(header) for header in kept]
    definition, options = register(batch.register), CheckOptions(batch.received_at.date())
    seen: list[Head] = []

    def find(head: Head) -> Header:
        seen.append(head)
        row, cells = next(iter(head), (1, []))
        return Header(row, tuple(cells), {})

    with opened(batch.pk, batch.file_name) as path, opened_file(path, Limits()) as file:
        source = open_rows(path, batch.file_name, file.engine, options, definition, find, lambda _: None)
        heads = seen or [source.head]
    return max((headers_in(head, definition) for head in heads), key=len, default=[])


def headers_in(head: Sequence[tuple[int, Sequence[str]]], definition: Definition) -> list[str]:
    """The row among the first that looks most like the headers of a register.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> of = register("delivery")
    >>> headers_in([(1, ["三月分娩"]), (2, ["登记编码", "性 别"]), (3, ["2025-01", "女"])], of)
    ['登记编码', '性 别']
    >>> headers_in([(1, ["李梅", "310101199001010000"]), (2, ["李梅", "女"])], of)
    []
    """
    rows = [[as_it_stands(cell) for cell in cells] for _, cells in head[:DEEPEST_HEADER]]
    rows = [cells for cells in rows if _may_be_headers(cells) and _known(cells, definition)]
    return max(rows, key=lambda cells: (_known(cells, definition), sum(map(bool, cells))), default=[])


def shown_facts(code: str, facts: Mapping[str, object]) -> dict[str, object]:
    """Facts of a refusal without what may be the value of a row.

    Examples
    --------
    >>> shown_facts("no-register-header", {"file": "2025.csv", "headers": "李梅, 女", "expected": "性别"})
    {'file': '2025.csv', 'headers': '…', 'expected': '性别'}
    """
    return {name: "…" if _may_be_a_value(code, name, fact) else fact for name, fact in facts.items()}


def _may_be_a_value(code: str, name: str, fact: object) -> bool:
    if name == "value" or (code, name) == ("no-register-header", "headers"):
        return True
    return name in _OF_CELLS and bool(_NUMBER.search(str(fact)))


def _may_be_headers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= _LEAST and not any(_NUMBER.search(cell) for cell in filled)


def _known(cells: Sequence[str], definition: Definition) -> int:
    return sum(header_key(cell) in definition.field_of for cell in cells)

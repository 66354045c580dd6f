"""What is wrong within single rows: with a cell by itself, or with two cells of one row."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from evenborn.registers.across_rows import ACROSS_ROWS
from evenborn.registers.cells import Cells, Faults
from evenborn.registers.definition import Definition, Severity
from evenborn.registers.rules import Broken, breaks

__all__ = ["Found", "found_within"]


class Found(NamedTuple):
    """The rows that break one rule in one field."""

    field: str
    rule: str
    severity: Severity
    broken: Broken


def found_within(definition: Definition, cells: Mapping[str, Cells], faults: Faults) -> Iterator[Found]:
    """Every rule that some row breaks, those of single cells first; rules between rows are not asked."""
    for one in cells.values():
        yield from _faults(one, faults)
    for use in definition.rules:
        broken = None if use.rule in ACROSS_ROWS else breaks(use, cells)
        if broken is not None and broken.any():
            yield Found(use.fields[0], use.rule, use.severity, broken)


def _faults(cells: Cells, faults: Faults) -> Iterator[Found]:
    severities: tuple[Severity, Severity] = ("reject", "warn")
    for severity, found in zip(severities, (cells.fault, cells.notice), strict=True):
        for number in np.unique(found[found > 0]):
            yield Found(cells.field.name, faults.names[number], severity, found == number)

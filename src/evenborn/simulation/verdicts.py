"""What does the truth say of everything that was planted: where it stands, what it is, which rules see it?"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.simulation.broken_rules import Judge
from evenborn.simulation.sheets import Sheet, Wrong
from evenborn.simulation.text_columns import Flags, Numbers, Texts, texts_at

_FULL_WIDTH: Final = {0xFF10 + digit: ord("0") + digit for digit in range(10)}
_REPEATED: Final = ("repeated-value", "repeated-birth")
_UNSEEN: Final = frozenset(
    {
        "facility-wrong",
        "name-character",
        "name-dropped-character",
        "name-homophone",
        "name-romanised",
        "name-swapped-characters",
        "twins-swapped",
        "weight-rounded",
    }
)
"""Kinds that no rule can see, whatever else the row says."""


@dataclass(frozen=True, eq=False)
class Planted:
    """Rows in which the same thing is wrong.

    Attributes
    ----------
    rows : ndarray of int64
        Positions in the sheet.
    field, kind : str
        Where and what; no field where it is the whole row.
    rules : tuple of str
        Rules that see it.
    """

    rows: Numbers
    field: str
    kind: str
    rules: tuple[str, ...] = ()


Cell = tuple[str, str, str]
"""Field, kind, and the rule that it breaks on its own."""


def verdicts(sheet: Sheet, judge: Judge) -> list[Planted]:
    """Everything that is to be found, or not to be found, in a sheet.

    Parameters
    ----------
    sheet : Sheet
        After the last error was planted; a copied row stands behind its original.
    judge : Judge
        Says what a row breaks.
    """
    quiet = [one for one in sheet.wrong if _never_depends(one, judge)]
    planted = [Planted(one.rows, one.field, one.kind, _quiet_rules(one, judge)) for one in quiet]
    unusable: dict[str, set[int]] = defaultdict(set)
    planted += _judged([one for one in sheet.wrong if one not in quiet and one.field], sheet, judge, unusable)
    planted += _repeated([one for one in sheet.wrong if not one.field], sheet, unusable)
    planted += _late(sheet, unusable, planted)
    planted += _alone(sheet, unusable)
    return planted


def _never_depends(one: Wrong, judge: Judge) -> bool:
    """Whether nothing but the field decides if it is seen: a spelling, or a blank that is always alike."""
    if not one.field:
        return False
    field = judge.definition.fields[one.field]
    blank = one.kind.endswith("-missing") and not field.required_if and not field.required_unless
    return blank or one.kind in _UNSEEN or one.kind.startswith("harmless")


def _quiet_rules(one: Wrong, judge: Judge) -> tuple[str, ...]:
    required = one.kind.endswith("-missing") and judge.definition.fields[one.field].required
    return ("required-missing",) if required else ()


def _judged(
    wrong: list[Wrong], sheet: Sheet, judge: Judge, unusable: dict[str, set[int]]
) -> Iterator[Planted]:
    """What has to be judged row by row; notes which cells say nothing any more."""
    cells_of: dict[int, list[Cell]] = defaultdict(list)
    for one in wrong:
        for row in one.rows.tolist():
            cells_of[row].append((one.field, one.kind, one.rule))
    rows = np.array(sorted(cells_of), dtype=np.int64)
    texts = {name: texts_at(column, rows) for name, column in sheet.columns.items()}
    groups: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
    for place, row in enumerate(rows.tolist()):
        stated = {name: _as_meant(column[place]) for name, column in texts.items()}
        cells = [(name, kind, judge.of_cell(name, kind, rule, stated)) for name, kind, rule in cells_of[row]]
        bad = {name for name, _, rule in cells if rule}
        for name in bad:
            unusable[name].add(row)
        broken = judge.between_cells({name: None if name in bad else text for name, text in stated.items()})
        for name, kind, own in cells:
            touched = [use.rule for use in broken if name in use.fields]
            groups[name, kind, tuple(dict.fromkeys([own, *touched] if own else touched))].append(row)
    for (name, kind, rules), some in groups.items():
        yield Planted(np.array(some, dtype=np.int64), name, kind, rules)


def _as_meant(text: str | None) -> str | None:
    """What any reader takes a harmless spelling for."""
    if text is None or text.isascii():
        return None if text is None else text.strip().removesuffix("+3")
    return text.translate(_FULL_WIDTH).replace("　", "").strip().removesuffix("克")


def _usable(sheet: Sheet, unusable: dict[str, set[int]], *names: str) -> Flags:
    usable = np.logical_and.reduce([sheet.filled(name) for name in names])
    for name in names:
        usable[list(unusable.get(name, ()))] = False
    return np.asarray(usable)


def _repeated(wrong: list[Wrong], sheet: Sheet, unusable: dict[str, set[int]]) -> Iterator[Planted]:
    """Copied rows, with the rules that tell them from their originals by what both state."""
    uses = [use for use in sheet.definition.rules if use.rule in _REPEATED]
    uses = [use for use in uses if all(name in sheet.columns for name in use.fields)]
    told = [_usable(sheet, unusable, *use.fields) for use in uses]
    for one in wrong:
        for row in one.rows.tolist():
            both = np.array([row - 1, row])
            rules = [
                use.rule
                for use, usable in zip(uses, told, strict=True)
                if usable[both].all()
                and all(len(set(texts_at(sheet.columns[name], both))) == 1 for name in use.fields)
            ]
            yield Planted(both[1:], one.field, one.kind, tuple(dict.fromkeys(rules)))


def _late(sheet: Sheet, unusable: dict[str, set[int]], planted: list[Planted]) -> Iterator[Planted]:
    """Rows that were registered later than they should; where a date is wrong that has been said already."""
    for use in sheet.definition.rules:
        if use.rule == "registered-late":
            after, before = (_days(sheet.columns[name]) for name in use.fields)
            late = _usable(sheet, unusable, *use.fields) & (after - before > (use.limit or 0))
            for one in planted:
                late[one.rows] &= one.field not in use.fields or one.kind.startswith("harmless")
            yield Planted(np.flatnonzero(late), use.fields[0], "registered-late", (use.rule,))


def _days(column: Texts) -> Numbers:
    """Days since 1970 of texts that begin with a day; what is none is taken for 1970."""
    day: Any = pc.strptime(pc.utf8_slice_codeunits(column, 0, 10), "%Y-%m-%d", unit="s", error_is_null=True)
    seconds = day.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    return np.asarray(seconds // 86_400, dtype=np.int64)


def _alone(sheet: Sheet, unusable: dict[str, set[int]]) -> Iterator[Planted]:
    """Children of several of whom the register does not hold all."""
    for use in sheet.definition.rules:
        if use.rule == "sibling-missing":
            plurality: Any = sheet.columns["plurality"].cast(pa.int64())
            stated = plurality.to_numpy(zero_copy_only=False)
            told = np.flatnonzero((stated > 1) & _usable(sheet, unusable, *use.fields[:3]))
            different = told[np.unique(sheet.births[told], return_index=True)[1]]
            held, count = np.unique(sheet.deliveries[different], return_counts=True)
            alone = told[count[np.searchsorted(held, sheet.deliveries[told])] < stated[told]]
            yield Planted(alone, "plurality", "sibling-absent", (use.rule,))

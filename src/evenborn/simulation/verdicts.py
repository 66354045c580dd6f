"""What does the truth say of everything that was planted: where it stands, what it is, which rules see it?"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.registers.definition import RuleUse
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
    groups: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
    left: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in wrong:
        for row, stated, own in _alone_judged(one, sheet, judge):
            if own:
                unusable[one.field].add(row)
            if own or not stated:
                groups[one.field, one.kind, (own,) if own else ()].append(row)
            else:
                left[row].append((one.field, one.kind))
    for row, cells, broken in _between(left, sheet, judge, unusable):
        for name, kind in cells:
            rules = tuple(dict.fromkeys(use.rule for use in broken if name in use.fields))
            groups[name, kind, rules].append(row)
    for (name, kind, rules), some in groups.items():
        yield Planted(np.array(some, dtype=np.int64), name, kind, rules)


def _alone_judged(one: Wrong, sheet: Sheet, judge: Judge) -> Iterator[tuple[int, bool, str]]:
    """Each row with whether its cell says anything, and the rule that it breaks whatever stands beside it."""
    field = judge.definition.fields[one.field]
    needed = {one.field, field.kind_field, *field.required_if, *field.required_unless} & set(sheet.columns)
    texts = {name: texts_at(sheet.columns[name], one.rows) for name in sorted(needed)}
    for place, row in enumerate(one.rows.tolist()):
        stated = {name: _as_meant(column[place]) for name, column in texts.items()}
        yield row, stated[one.field] is not None, judge.of_cell(one.field, one.kind, one.rule, stated)


def _between(
    left: dict[int, list[tuple[str, str]]], sheet: Sheet, judge: Judge, unusable: dict[str, set[int]]
) -> Iterator[tuple[int, list[tuple[str, str]], list[RuleUse]]]:
    """Rows with cells that look right on their own, and the rules between cells that these rows break."""
    rows = np.array(sorted(left), dtype=np.int64)
    fields = {name for use in judge.definition.rules for name in use.fields} & set(sheet.columns)
    texts = {name: texts_at(sheet.columns[name], rows) for name in sorted(fields)}
    for place, row in enumerate(rows.tolist()):
        stated = {
            name: None if row in unusable[name] else _as_meant(column[place])
            for name, column in texts.items()
        }
        yield row, left[row], judge.between_cells(stated)


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

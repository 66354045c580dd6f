"""Which cells are mistyped? Kinds of errors with their rates, planted into the rows of a register.

Every field has one draw for each row, which decides whether anything goes wrong in it and what. A row
has the same draw whichever rows stand beside it, and the rows of twins share the draws of their mother.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evenborn.simulation.sheets import Numbers, Sheet, Wrong
from evenborn.simulation.streams import Uniforms, uniforms
from evenborn.simulation.text_columns import texts_at
from evenborn.simulation.typing_errors import Change


@dataclass(frozen=True)
class Kind:
    """One kind of error of one field.

    Attributes
    ----------
    name : str
        How the truth calls it.
    rate : float
        Share of the filled cells.
    change : Change or None
        What is written instead; None leaves the cell blank.
    otherwise : Kind or None
        What happens where the change is impossible.
    rule : str
        Rule that such a cell breaks for certain, on its own.
    instead : str
        A column that is copied instead of changing anything.
    """

    name: str
    rate: float
    change: Change | None = None
    otherwise: "Kind | None" = None
    rule: str = ""
    instead: str = ""


def plant(sheet: Sheet, name: str, kinds: Sequence[Kind], seed: int, *, by_delivery: bool) -> None:
    """Let things go wrong in one field of a register.

    Parameters
    ----------
    sheet : Sheet
        Its column is replaced, and what went wrong is noted.
    name : str
        The field; a register without it stays as it is.
    kinds : sequence of Kind
        At most one of them happens to a cell.
    seed : int
        Seed of the world.
    by_delivery : bool
        Whether the rows of one delivery share their chance: what the mother is asked once.
    """
    if name not in sheet.columns or not kinds:
        return
    keys = sheet.deliveries if by_delivery else sheet.births
    draws = uniforms(seed, f"errors/{sheet.definition.name}/{name}", keys)
    filled = sheet.filled(name)
    reached, found = 0.0, []
    for kind in kinds:
        rows = np.flatnonzero(filled & (draws >= reached) & (draws < reached + kind.rate))
        if len(rows):
            found.append(_happen(sheet, name, kind, rows, (draws[rows] - reached) / kind.rate))
        reached += kind.rate
    changes = [change for one in found for change in one]
    if changes:
        rows = np.array([row for row, _, _ in changes], dtype=np.int64)
        sheet.replace(name, rows, [text for _, text, _ in changes])
        _note(sheet, name, changes)


Happened = tuple[int, str | None, Kind]


def _happen(sheet: Sheet, name: str, kind: Kind, rows: Numbers, chances: Uniforms) -> list[Happened]:
    if kind.instead:
        column = sheet.columns[kind.instead] if kind.instead in sheet.columns else sheet.beside[kind.instead]
        pairs = zip(rows.tolist(), texts_at(column, rows), strict=True)
        return [(row, text, kind) for row, text in pairs if text is not None]
    if kind.change is None:
        return [(row, None, kind) for row in rows.tolist()]
    texts = texts_at(sheet.columns[name], rows)
    tried = (
        _try(row, text or "", kind, chance)
        for row, text, chance in zip(rows.tolist(), texts, chances.tolist(), strict=True)
    )
    return [one for one in tried if one is not None]


def _try(row: int, text: str, kind: Kind, chance: float) -> Happened | None:
    """What one cell becomes; nothing where neither the change nor its substitute is possible."""
    trying: Kind | None = kind
    while trying is not None:
        changed = trying.change(text, chance) if trying.change else None
        if changed is not None and changed != text:
            return row, changed, trying
        trying = trying.otherwise
    return None


def _note(sheet: Sheet, name: str, changes: Iterable[Happened]) -> None:
    of_kind: dict[tuple[str, str], list[int]] = {}
    for row, _, kind in changes:
        of_kind.setdefault((kind.name, kind.rule), []).append(row)
    for (kind_name, rule), rows in of_kind.items():
        sheet.wrong.append(Wrong(np.sort(np.array(rows, dtype=np.int64)), name, kind_name, rule))

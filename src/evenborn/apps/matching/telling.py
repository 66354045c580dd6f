"""What each owner is told of a comparison: its own records, how each differs, pairs to look at; no more."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from evenborn.apps.matching.models import Run
from evenborn.apps.matching.owners import Owner, Owners
from evenborn.apps.vault.actions.sheets import OwnPair, ToldOwner
from evenborn.comparison.compare import Compared
from evenborn.comparison.difference_list import Listed
from evenborn.comparison.review import SampledPair
from evenborn.comparison.run_record import RunRecord

__all__ = ["told_owners"]


def told_owners(
    run: Run, compared: Compared, record: RunRecord, sampled: Sequence[SampledPair], owners: Owners
) -> Iterator[tuple[Owner, ToldOwner]]:
    """What goes to whom, register by register.

    Parameters
    ----------
    run : Run
    compared : Compared
    record : RunRecord
    sampled : sequence of SampledPair
        Pairs that people are to look at; each goes to one of its two owners, in turn.
    owners : Owners
    """
    for place, one in enumerate(record.registers):
        listed = _listed(place, compared, owners)
        pairs = _pairs(place, record, sampled, owners)
        births = owners.births(place)
        whole = len(births) == 1
        for owner in sorted({*births, *listed, *pairs}):
            yield (
                owner,
                ToldOwner(
                    run.pk, record.run, one.register, one.sha256 if owners.encoded else "", owners.encoded,
                    record.commission, (one.first_month, one.last_month),
                    one.births if whole else births.get(owner, 0),
                    compared.differences[place].elsewhere if whole else None,
                    one.still_differs if whole else 0, listed[owner], pairs[owner],
                ),
            )  # fmt: skip


def _listed(place: int, compared: Compared, owners: Owners) -> dict[Owner, list[Listed]]:
    """Differences of a register by owner, each with the owner's own number."""
    table = compared.differences[place].table
    columns = [table.column(name).to_pylist() for name in ("number", "row", "kind")]
    found: dict[Owner, list[Listed]] = defaultdict(list)
    for number, row, kind in zip(*columns, strict=True):
        own = owners.record(place, number or "", row)
        found[own.owner].append(Listed(own.number or None, own.row, kind))
    return found


def _pairs(
    place: int, record: RunRecord, sampled: Sequence[SampledPair], owners: Owners
) -> dict[Owner, list[OwnPair]]:
    """Pairs for the owners of a register: every other one of those in which it stands on either side."""
    name = record.registers[place].register
    found: dict[Owner, list[OwnPair]] = defaultdict(list)
    for pair in sampled:
        of = record.pairs[pair.of]
        sides = of["left"], of["right"]
        side = pair.place % 2
        if sides[side] == name:
            own = owners.record(place, pair.numbers[side] or "", pair.rows[side])
            alike = OwnPair(sides[1 - side], pair.stratum, own.number, own.row, pair.levels, own.record)
            found[own.owner].append(alike)
    return found

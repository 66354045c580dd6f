"""An owner that encoded its register anew leads its earlier answers to the same births."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db.models import Max, QuerySet

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.vault.actions.held_keys import held_keyring
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.models import CarriedSheet, Difference, DifferenceSheet
from evenborn.apps.vault.options import keys_folder
from evenborn.apps.vault.sealing import open_sealed, seal
from evenborn.comparison.renumbering import read_renumbering
from evenborn.registers.refusal import Refusal

__all__ = ["CarriedOver", "carried_numbers", "carry_over", "earlier_sheets"]

_OF_OWNER: Final = "the owner of the register was found in scope, and the sheets are its own"
_AT_ONCE: Final = 1000

Numbers = Mapping[int, str]
"""By place on a sheet, the number of its record in some encoding."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How many answers of earlier sheets reach the new encoding, and how many cannot."""

    register: str
    carried: int
    lost: int


@action(Permission.MATCHING_DEPOSIT, records=("register", "carried", "lost"), area="area")
def carry_over(
    *, by: Actor, area: str, department: int, register: str, sha256: str, path: Path
) -> CarriedOver:
    """Keep which new numbers the records of earlier sheets have, by a list that their owner made.

    An answer that was given about an encoding before the earlier one goes by way of it.

    Raises
    ------
    Refusal
        ``no-renumbering``; ``matching-carried-other`` where the list is of another encoding than the one
        that was handed in; ``matching-carried-nothing`` where it leads from none that was compared.
    """
    sheets = list(earlier_sheets(register, area, department, sha256))
    ways = {sheet.pk: _numbers_by_file(sheet) for sheet in sheets}
    wanted: dict[str, set[str]] = {}
    for way in ways.values():
        for of, numbers in way.items():
            wanted.setdefault(of, set()).update(numbers.values())
    list_ = read_renumbering(path, {of: frozenset(some) for of, some in wanted.items()})
    if list_.sha256 != sha256:
        raise Refusal("matching-carried-other", file=path.name)
    if not wanted.keys() & list_.numbers.keys():
        raise Refusal("matching-carried-nothing", file=path.name)
    carried = lost = 0
    for sheet in sheets:
        new = _led(ways[sheet.pk], list_.numbers)
        if new is not None:
            _keep(sheet, sha256, new, by)
            places = set(_rows(sheet).exclude(reply="").values_list("place_on_sheet", flat=True))
            carried, lost = carried + len(places & new.keys()), lost + len(places - new.keys())
    return CarriedOver(register, carried, lost)


def earlier_sheets(register: str, area: str, department: int, sha256: str) -> QuerySet[DifferenceSheet]:
    """Sheets of an owner that are about other encodings of its register than this one."""
    rows = DifferenceSheet.objects.regardless(_OF_OWNER).filter(
        register=register, area=area, department=department, encoded=True, shown=True
    )
    return rows.exclude(sha256=sha256).order_by("run", "pk")


def carried_numbers(register: str, sha256: str) -> list[tuple[DifferenceSheet, Numbers]]:
    """Earlier sheets whose records were led to an encoding, with their numbers in it, the oldest first."""
    rows = CarriedSheet.objects.regardless(_OF_OWNER).filter(sha256=sha256, sheet__register=register)
    found = rows.select_related("sheet").order_by("sheet__run", "sheet__pk")
    return [(row.sheet, _opened(row)) for row in found]


def _rows(sheet: DifferenceSheet) -> QuerySet[Difference]:
    return Difference.objects.regardless(_OF_OWNER).filter(sheet=sheet)


def _numbers_by_file(sheet: DifferenceSheet) -> dict[str, Numbers]:
    """Numbers of a sheet's records in its own encoding, and in those to which they were led since."""
    keys, own = read_keyring(keys_folder()), {}
    for row in _rows(sheet).select_related("sheet").iterator(_AT_ONCE):
        own[row.place_on_sheet] = open_sealed(row.sealed, keys.key(row.key_id), row.place)["number"]
    led = CarriedSheet.objects.regardless(_OF_OWNER).filter(sheet=sheet).select_related("sheet")
    return {sheet.sha256: own, **{row.sha256: _opened(row) for row in led.order_by("pk")}}


def _opened(row: CarriedSheet) -> Numbers:
    fields = open_sealed(row.sealed, read_keyring(keys_folder()).key(row.key_id), row.place)
    return {int(place): number for place, number in json.loads(fields["numbers"]).items()}


def _led(way: Mapping[str, Numbers], list_: Mapping[str, Mapping[str, str]]) -> Numbers | None:
    """New numbers by place, on whichever ways lead there; None where no way does."""
    ways = [of for of in way if of in list_]
    if not ways:
        return None
    return {
        place: list_[of][number] for of in ways for place, number in way[of].items() if number in list_[of]
    }


def _keep(sheet: DifferenceSheet, sha256: str, numbers: Numbers, by: Actor) -> None:
    rows = CarriedSheet.objects.regardless(_OF_OWNER).filter(sheet=sheet)
    row = rows.filter(sha256=sha256).first()
    if row is None:
        last = rows.aggregate(last=Max("place_on_sheet"))["last"] or 0
        row = CarriedSheet(sheet=sheet, sha256=sha256, place_on_sheet=last + 1)
    row.records, row.carried_at, row.carried_by = len(numbers), by.now, by.key
    row.become(seal({"numbers": json.dumps(numbers)}, held_keyring().current, row.place))
    row.save()

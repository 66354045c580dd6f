"""Sheets of differences on their way: written hidden, shown once a final marker is set, or dropped."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.bulk_insert import insert_rows
from evenborn.apps.vault.actions.held_keys import held_keyring
from evenborn.apps.vault.models import Difference, DifferenceSheet, ReviewedPair
from evenborn.apps.vault.sealing import Key, Place, Sealed, new_token, seal
from evenborn.comparison.commission import Commission
from evenborn.comparison.difference_list import Listed

__all__ = [
    "OwnPair",
    "SomeSheets",
    "ToldOwner",
    "drop_hidden_sheets",
    "forget_sheets",
    "raise_sheet",
    "remind_owner",
    "show_sheets",
    "write_sheet",
]  # fmt: skip

_OF_RUN: Final = "the comparison is named, and its sheets have owners of any area"
_KEPT_DAYS: Final = 730


@dataclass(frozen=True, slots=True)
class OwnPair:
    """A pair for its owner to look at: the own record, how alike the two are, and from where it was drawn.

    Of a record out of the vault its key as well, so that the reviewer reads what of it names nobody.
    """

    other: str
    stratum: str
    number: str
    row: int
    levels: Mapping[str, int]
    record: int | None = None


@dataclass(frozen=True, slots=True)
class ToldOwner:
    """All that one owner is told of a comparison.

    Attributes
    ----------
    run, code : int, str
        Number and name of the comparison.
    register, sha256 : str
    encoded : bool
    commission : Commission
    months : pair of datetime.date or None
    births, elsewhere, still_differs : int
    differences : sequence of Listed
    pairs : sequence of OwnPair
    """

    run: int
    code: str
    register: str
    sha256: str
    encoded: bool
    commission: Commission
    months: tuple[date | None, date | None]
    births: int
    elsewhere: int | None
    still_differs: int = 0
    differences: Sequence[Listed] = field(default=(), repr=False)
    pairs: Sequence[OwnPair] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SomeSheets:
    """How many sheets were shown, dropped or deleted."""

    count: int


@action(Permission.VAULT_SEAL, records=("run", "register"), area="area")
def write_sheet(*, by: Actor, area: str, department: int, told: ToldOwner) -> DifferenceSheet:
    """Write what an owner is told, sealed; nobody sees it yet."""
    key, commission = held_keyring().current, told.commission
    sheet = DifferenceSheet.objects.create(
        token=new_token(), run=told.run, code=told.code, register=told.register, area=area,
        department=department, encoded=told.encoded, sha256=told.sha256, purpose=commission.purpose,
        legal_basis=commission.legal_basis, on=commission.on, deadline=commission.deadline,
        first_month=told.months[0], last_month=told.months[1], births=told.births, elsewhere=told.elsewhere,
        still_differs=told.still_differs,
    )  # fmt: skip

    numbered = ({"number": one.number or "", "row": str(one.row)} for one in told.differences)
    _insert_differences(sheet, key, told.differences, _sealed(sheet, key, Difference.WHAT, numbered))
    pairs = zip(told.pairs, _sealed(sheet, key, ReviewedPair.WHAT, map(_pair, told.pairs)), strict=True)
    ReviewedPair.objects.bulk_create(
        ReviewedPair(
            sheet=sheet, place_on_sheet=place, other=one.other, stratum=one.stratum,
            key_id=sealed.key_id, nonce=sealed.nonce, ciphertext=sealed.ciphertext,
        )
        for place, (one, sealed) in enumerate(pairs, start=1)
    )  # fmt: skip
    return sheet


def _sealed(
    sheet: DifferenceSheet, key: Key, what: str, contents: Iterable[Mapping[str, str]]
) -> list[Sealed]:
    """Lines of a sheet, sealed each for its place."""
    return [
        seal(content, key, Place(sheet.token, what, place)) for place, content in enumerate(contents, start=1)
    ]


def _insert_differences(
    sheet: DifferenceSheet, key: Key, listed: Sequence[Listed], sealed: Sequence[Sealed]
) -> None:
    """All at once: there may be tens of thousands."""
    columns = {
        "place_on_sheet": range(1, len(listed) + 1), "kind": [one.kind for one in listed],
        "nonce": [one.nonce for one in sealed], "ciphertext": [one.ciphertext for one in sealed],
    }  # fmt: skip
    constant = {"sheet": sheet.pk, "key_id": key.id, "reply": "", "replied_by": ""}
    insert_rows(Difference, constant, columns)


def _pair(one: OwnPair) -> dict[str, str]:
    said = {"number": one.number, "row": str(one.row), "levels": json.dumps(dict(one.levels))}
    return said if one.record is None else said | {"record": str(one.record)}


@action(Permission.VAULT_SEAL, records=("run", "count"))
def drop_hidden_sheets(*, by: Actor, run: int) -> SomeSheets:
    """Take away what a worker wrote that was cut off before the comparison’s marker was set."""
    hidden = DifferenceSheet.objects.regardless(_OF_RUN).filter(run=run, shown=False)
    count = hidden.count()
    hidden.delete()
    return SomeSheets(count)


@action(Permission.VAULT_SEAL, records=("run", "count"))
def show_sheets(*, by: Actor, run: int) -> SomeSheets:
    """Let the owners see what they are told; once they do, nothing is left to do."""
    hidden = DifferenceSheet.objects.regardless(_OF_RUN).filter(run=run, shown=False)
    return SomeSheets(hidden.update(shown=True))


@action(Permission.MATCHING_RUN, records=("register", "reminded"))
def remind_owner(sheet: DifferenceSheet, *, by: Actor) -> DifferenceSheet:
    """Remind an owner who is late; its desk says so."""
    sheet.reminded, sheet.reminded_at = sheet.reminded + 1, by.now
    sheet.save(update_fields=["reminded", "reminded_at"])
    return sheet


@action(Permission.MATCHING_RUN, records=("run", "register", "raised_to"))
def raise_sheet(sheet: DifferenceSheet, *, by: Actor, raised_to: str) -> DifferenceSheet:
    """Tell whoever is above an owner, by the area of that person, that its answers are overdue."""
    sheet.raised_to, sheet.raised_at = raised_to, by.now
    sheet.save(update_fields=["raised_to", "raised_at"])
    return sheet


@action(Permission.VAULT_RETAIN, records=("count",))
def forget_sheets(*, by: Actor) -> SomeSheets:
    """Delete sheets two years after replies were due; what was counted of them stays."""
    old = DifferenceSheet.objects.regardless("sheets of every owner are kept equally long")
    due = old.filter(deadline__lt=kept_since(by.today))
    count = due.count()
    due.delete()
    return SomeSheets(count)


def kept_since(today: date) -> date:
    """The day before which a sheet’s deadline lay when it is kept no longer.

    Examples
    --------
    >>> kept_since(date(2026, 11, 28))
    datetime.date(2024, 11, 28)
    """
    return today - timedelta(days=_KEPT_DAYS)

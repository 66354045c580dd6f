"""Sealed records of synthetic births, and openings and requests about them."""

from datetime import date
from typing import Final

from django.conf import settings

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.vault.actions.openings import approve_opening, request_opening
from evenborn.apps.vault.actions.records import seal_records
from evenborn.apps.vault.actions.requests import receive_request
from evenborn.apps.vault.actions.retention import set_hold
from evenborn.apps.vault.keyring import first_key
from evenborn.apps.vault.models import LegalHold, Opening, PersonRequest, SealedRecord
from evenborn.apps.vault.requests import new_receipt
from evenborn.apps.vault.rules import Unsealed, sealable_fields
from people import NIWU, everyone, officer

FIELDS: Final = {
    "newborn_name": "欧阳若璃",
    "mother_name": "慕容雪晴",
    "mother_id_number": "990101199003074226",
    "certificate_number": "X990000123",
}
"""What identifies the planted birth; it may be found nowhere but in an opened record."""

MARCH: Final = date(2025, 3, 1)


def actor(name: str, role: RoleCode, area: str = NIWU) -> Actor:
    """An officer with a role over an area, as an actor of this moment."""
    return actor_of(officer(name, role, area))


def records(area: str = NIWU, count: int = 1, register: str = "delivery") -> list[SealedRecord]:
    """Records that were sealed just now."""
    first_key(settings.CONFIG.keys_folder)
    fields = {name: value for name, value in FIELDS.items() if name in sealable_fields(register)}
    rows = [Unsealed(area, MARCH, fields) for _ in range(count)]
    tokens = seal_records(by=everyone(), register=register, area=area, rows=rows).tokens
    kept = SealedRecord.objects.regardless("a scene of a test")
    return [kept.get(token=token) for token in tokens]


def asked(by: Actor, record: SealedRecord, reason: str = "correction", **more: PersonRequest) -> Opening:
    """An opening that waits for the second person."""
    return request_opening(record, by=by, reason=reason, reference="No. 12 of 2026", **more)


def approved(by: Actor, keeper: Actor, record: SealedRecord, reason: str = "correction") -> Opening:
    """An opening that lasts."""
    opening = asked(by, record, reason)
    approve_opening(opening, by=keeper)
    return again(opening)


def again(opening: Opening) -> Opening:
    """An opening as it is kept now."""
    return Opening.objects.regardless("a scene of a test").get(pk=opening.pk)


def received(by: Actor, area: str = NIWU, kind: str = "see") -> PersonRequest:
    """A person's request."""
    return receive_request(
        by=by, area=area, kind=kind, about="oneself", papers="identity-card", receipt=new_receipt()
    )


def held(by: Actor, area: str = NIWU, **more: object) -> LegalHold:
    """A hold over an area."""
    given = {"register": "", "born_from": None, "born_until": None, "token": "", "until": None}
    given |= {"basis": "court"} | more
    return set_hold(by=by, area=area, reference="No. 3", **given)  # type: ignore[arg-type]


def record_in(area: str) -> dict[str, int]:
    """Parts of the address of a record in an area."""
    return {"pk": records(area)[0].pk}


def opening_in(area: str) -> dict[str, int]:
    """Parts of the address of an opening in an area."""
    name = f"asks-in-{area}"
    who = Officer.objects.filter(username=name).first() or officer(name, RoleCode.CLERK, area)
    return {"pk": asked(actor_of(who), records(area)[0]).pk}


def request_in(area: str) -> dict[str, int]:
    """Parts of the address of a person's request in an area."""
    return {"pk": received(everyone(), area).pk}


def hold_in(area: str) -> dict[str, int]:
    """Parts of the address of a hold in an area."""
    return {"pk": held(everyone(), area).pk}

"""Facilities with registrars, and births as they are typed; every person is invented."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.intake import scene as intake
from evenborn.apps.access import actions
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.births.entry.forms import DELIVERY, BirthForm
from evenborn.apps.births.entry.submitting import submit
from evenborn.apps.births.entry.texts import automatic
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.intake.single_rows import checked_typed
from evenborn.apps.vault.models import BookLine, SealedRecord
from evenborn.apps.vault.models.records import SHOWN
from people import NIWU, SINCE, department, everyone, officer

WHY = "a scene of a test"
keys, again, counted, sealed, versions = (
    intake.keys, intake.again, intake.counted, intake.sealed, intake.versions,
)  # fmt: skip


def facility(area: str = NIWU, name: str = "Hospital") -> Sender:
    """A hospital with its own department; made once."""
    home = department(area, name)
    code = f"YX{area}" if name == "Hospital" else f"YX{area}{len(name)}"
    found = Sender.objects.regardless(WHY).filter(code=code).first()
    return found or Sender.objects.create(
        code=code,
        name=f"{area}人民医院" if name == "Hospital" else name,
        kind=Sender.Kind.FACILITY,
        area=area,
        department=home.pk,
    )


def registrar(area: str = NIWU, name: str = "Hospital", login: str = "") -> Officer:
    """The registrar of a hospital; made once."""
    facility(area, name)
    login = login or f"registrar-{area}-{len(name)}"
    found = Officer.objects.filter(username=login).first()
    if found is not None:
        return found
    made = officer(login, None, area)
    role = RoleCode.FACILITY_REGISTRAR
    actions.appoint(
        made, by=everyone(), role=role, area=area, department=department(area, name), since=SINCE, until=None
    )
    made.refresh_from_db()
    return made


def acting(area: str = NIWU, name: str = "Hospital") -> Actor:
    """The registrar, acting now."""
    return actor_of(registrar(area, name))


def hours_ago(hours: float) -> str:
    """A time of birth as it is typed."""
    born: datetime = timezone.localtime() - timedelta(hours=hours)
    return born.strftime("%Y-%m-%d %H:%M")


def typed(number: int = 1, **changes: str) -> dict[str, str]:
    """What a registrar types for one girl."""
    return {
        "record_number": f"2026-{number:06}", "newborn_name": "李梅之女", "sex": "female", "weight": "3250",
        "length": "50", "birth_time": hours_ago(2), "outcome": "live", "gestational_weeks": "39",
        "plurality": "1", "birth_position": "1", "parity": "1", "mother_name": "李梅",
        "mother_id_type": "passport", "mother_id_number": f"E{number:08}",
        "mother_birth_date": "1995-03-07", "residence": f"{NIWU}001",
    } | changes  # fmt: skip


def key(number: int) -> str:
    """Name of a form."""
    return f"{number:032x}"


def form(by: Actor, number: int = 1, **changes: str) -> BirthForm:
    """The form as it is sent."""
    sender = facility(by.grants[0].area)
    return BirthForm({"key": key(number), **typed(number, **changes)}, by=by, sender=sender)


def entered(by: Actor | None = None, number: int = 1, **changes: str) -> Batch:
    """A birth that was entered past the form."""
    by = by or acting()
    sender = facility(by.grants[0].area)
    texts = typed(number, **changes) | automatic(by, sender)
    checked = checked_typed(DELIVERY, texts, by).checked
    assert not checked.rejecting
    return submit(texts, checked, by=by, sender=sender, key=key(number), late="")


def lines() -> list[tuple[int | None, bool]]:
    """Numbers of the book, and whether each is struck."""
    rows = BookLine.objects.regardless(WHY).order_by("facility", "year", "serial")
    return [(line.serial, line.struck_on is not None) for line in rows]


def shown() -> list[SealedRecord]:
    """Records that are there."""
    return list(SealedRecord.objects.regardless(WHY).filter(SHOWN))


def entry_in(area: str) -> dict[str, Any]:
    """An entry of the health commission's own ward in an area, which the house's strangers belong to."""
    home = department(area)
    sender = Sender.objects.regardless(WHY).filter(code=f"W{area}").first() or Sender.objects.create(
        code=f"W{area}", name="Ward", kind=Sender.Kind.FACILITY, area=area, department=home.pk
    )
    batch = Batch.objects.regardless(WHY).filter(sender=sender).first() or Batch.objects.create(
        sender=sender, area=area, department=home.pk, register="delivery", file_name="entry.csv",
        state="accepted", file_sha256="0" * 64, received_at=timezone.now(), received_by="officer:0",
        way="entry", legal_basis="maternal-health", entry="birth", rows=1,
    )  # fmt: skip
    return {"pk": batch.pk}

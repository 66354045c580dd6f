"""Senders and batches of synthetic births."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import BirthsOfMonth
from evenborn.apps.intake.actions.batches import Arrived, receive_batch
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.kept_files import first_files_key, seal_file
from evenborn.apps.intake.models import Batch, BatchState, Sender
from evenborn.apps.intake.rules import LegalBasis, Way
from evenborn.apps.intake.taking_in import take_in
from evenborn.apps.vault.keyring import first_key
from evenborn.apps.vault.models import RecordVersion, SealedRecord
from evenborn.apps.vault.models.records import SHOWN
from evenborn.apps.vault.record_index import first_index_key
from people import NIWU, everyone

HEADER: Final = (
    "登记号", "机构代码", "新生儿姓名", "性别", "出生时间", "胎数", "胎序", "分娩结局", "出生体重", "孕周",
    "母亲姓名", "母亲证件类型", "母亲证件号码", "现住址区划代码", "孩次", "登记时间",
)  # fmt: skip


def keys(folder: Path) -> None:
    """All keys that the intake needs."""
    first_key(folder)
    first_index_key(folder)
    first_files_key(folder)


def sender(code: str = "YX990101", area: str = NIWU) -> Sender:
    """A hospital of an area; made once."""
    found = Sender.objects.regardless("a scene of a test").filter(code=code).first()
    return found or Sender.objects.create(
        code=code, name=f"Hospital {code}", kind=Sender.Kind.FACILITY, area=area
    )


def row(
    number: int, *, sex: str = "女", born: str = "2025-03-08 14:05", order: int = 1, mother: str = ""
) -> list[str]:
    """One birth of the delivery register; mothers are told apart by their number."""
    return [
        f"2025-{number:06}", "YX990101", "李梅之女" if sex == "女" else "李梅之子", sex, born, "1", "1",
        "活产", "3250", "39", "李梅", "护照", mother or f"E{number:08}", f"{NIWU}001", str(order),
        born[:10] + " 20:30",
    ]  # fmt: skip


def delivery(rows: Sequence[Sequence[str]]) -> bytes:
    """A file of the delivery register."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode()


def received(
    content: bytes, by: Actor | None = None, register: str = "delivery", name: str = "三月.csv"
) -> Batch:
    """A batch whose file lies sealed, not checked yet."""
    by, whose = by or everyone(), sender()
    arrived = Arrived(register, name, Way.PAGE, LegalBasis.MATERNAL_HEALTH, cut_off=date(2025, 4, 5))
    batch = receive_batch(by=by, sender=whose, area=whose.area, arrived=arrived)
    seal_file([content], batch.pk)
    return batch


def checked(content: bytes, by: Actor | None = None) -> Batch:
    """A batch that waits for a decision."""
    return check(received(content, by), by=by or everyone())


def accepted(content: bytes, by: Actor | None = None) -> Batch:
    """A batch that was taken in."""
    return take_in(checked(content, by), by=by or everyone())


def again(batch: Batch) -> Batch:
    """A batch as it is kept now."""
    return Batch.objects.regardless("a scene of a test").get(pk=batch.pk)


def counted() -> tuple[int, int]:
    """Girls and boys that count."""
    rows = BirthsOfMonth.objects.visible_to(everyone(), Permission.BIRTHS_SEE)
    return sum(one.female for one in rows), sum(one.male for one in rows)


def sealed() -> int:
    """Records that anybody may see."""
    return SealedRecord.objects.regardless("a scene of a test").filter(SHOWN).count()


def versions() -> int:
    """Earlier versions of records."""
    return RecordVersion.objects.regardless("a scene of a test").count()


def batch_in(area: str) -> dict[str, int]:
    """A batch of a sender of an area that waits for a decision; its file was never there."""
    whose = sender(f"YX{area}", area)
    made = Batch.objects.create(
        sender=whose, area=whose.area, register="delivery", state=BatchState.CHECKED, file_name="三月.csv",
        received_at=timezone.now(), received_by="officer:1", way=Way.PAGE,
        legal_basis=LegalBasis.MATERNAL_HEALTH, rows=2, rejected=1,
    )  # fmt: skip
    return {"pk": made.pk}


def sender_in(area: str) -> dict[str, int]:
    """A sender of an area."""
    return {"pk": sender(f"YX{area}", area).pk}

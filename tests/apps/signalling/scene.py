"""Facilities whose tables are alike, but for one; officers who look; no person."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa
from django.utils import timezone

from apps.births.returns.scene import own_department, registrar
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.births.models import ReturnedCount
from evenborn.apps.intake.models import Batch, BatchState, Sender
from evenborn.apps.intake.rules import LegalBasis, Way
from evenborn.apps.signalling.actions.objecting import contest_signal
from evenborn.apps.signalling.assessing import assess
from evenborn.apps.signalling.models import Assessment, FacilityContest, FacilitySignal
from evenborn.apps.signalling.rules import Ground
from people import NIWU, XIZE, actor

FACILITIES: Final = tuple(f"YX99013{place}" for place in range(8))
SELLER: Final = FACILITIES[3]
"""The facility that the tables speak of; in Niwu."""
_WHY: Final = "a scene of a test"


def senders() -> None:
    """Eight facilities: six in Niwu, the last two in Xize, each with its own department."""
    if Sender.objects.regardless(_WHY).filter(code=FACILITIES[0]).exists():
        return
    for code in FACILITIES:
        area = XIZE if code >= FACILITIES[6] else NIWU
        home = own_department(area, f"Hospital {code}").pk
        Sender.objects.create(
            code=code, name=f"Hospital {code}", kind=Sender.Kind.FACILITY, area=area, department=home
        )


def accepted(register: str, *, at: datetime | None = None) -> Batch:
    """A batch that was taken in; its file was never there."""
    senders()
    moment = at or timezone.now()
    whose = Sender.objects.regardless(_WHY).get(code=FACILITIES[0])
    return Batch.objects.create(
        sender=whose, area=whose.area, register=register, state=BatchState.ACCEPTED, file_name="三月.csv",
        file_sha256=f"{Batch.objects.regardless(_WHY).count():064}", received_at=moment,
        received_by="officer:1", way=Way.PAGE, legal_basis=LegalBasis.STATISTICS, decided_at=moment,
    )  # fmt: skip


def returned(batch: Batch, table: str, rows: Iterable[tuple[str, str, dict[str, str], int]]) -> None:
    """Numbers of a batch: facility, period, what they are told apart by, amount."""
    ReturnedCount.objects.bulk_create(
        ReturnedCount(
            batch=batch, register=batch.register, table=table, area=NIWU, facility=facility, period=period,
            told=told, amount=amount,
        )
        for facility, period, told, amount in rows
    )  # fmt: skip


def scans(without: int = 160, of: int = 400, *, seller: str = SELLER) -> Batch:
    """A year of scans: at all facilities some 2 % state no indication, at one of them many do."""
    batch = accepted("ultrasound_log")
    for code in FACILITIES:
        unstated = without if code == seller else 12
        returned(batch, "scans_by_indication", [
            (code, "2025-Q1", {"indication": "unknown", "week_band": "all"}, unstated),
            (code, "2025-01", {"indication": "growth", "week_band": "all"}, of - unstated),
            (code, "all", {"indication": "all", "week_band": "all"}, 10),
        ])  # fmt: skip
    return batch


def withdrawn(batch: Batch) -> None:
    """Take what a batch brought out of the counts."""
    batch.state, batch.decided_at = BatchState.WITHDRAWN, timezone.now()
    batch.save()


def licensing(area: str = NIWU) -> Actor:
    """The licensing officer of an area."""
    known = Officer.objects.filter(username=f"{RoleCode.LICENSING_OFFICER}-{area}").first()
    return actor(RoleCode.LICENSING_OFFICER, area) if known is None else actor_of(known)


def of_facility(code: str = SELLER) -> Actor:
    """The registrar of a facility."""
    return registrar(f"registrar-{code.lower()}", whose=f"Hospital {code}")


def signal(facility: str = SELLER, kind: str = "scans-without-indication") -> FacilitySignal:
    """The signal about a facility as it is kept now."""
    return FacilitySignal.objects.regardless(_WHY).filter(facility=facility, kind=kind).latest("pk")


def signals() -> list[tuple[str, str, str]]:
    """Facility, kind and standing of all signals."""
    rows = FacilitySignal.objects.regardless(_WHY).order_by("pk")
    return list(rows.values_list("facility", "kind", "standing"))


def listed() -> FacilitySignal:
    """A signal about one facility, made of scans."""
    scans()
    assess()
    return signal()


def contested(text: str = "We see referrals of the whole county.") -> FacilityContest:
    """An open contest of the facility that the tables speak of."""
    return contest_signal(listed(), by=of_facility(), ground=Ground.REFERRAL_FACILITY, text=text)


def births(seed: int, *, share: dict[str, float], each: int = 40) -> pa.RecordBatch:
    """Two and a half years of births at each facility, .516 of them boys unless stated."""
    rng = np.random.default_rng(seed)
    months = np.arange("2023-01", "2025-07", dtype="datetime64[M]")
    columns: dict[str, list[Any]] = {name: [] for name in ("facility", "birth_time", "sex")}
    for code in FACILITIES:
        boys = rng.random(each * len(months)) < share.get(code, 0.516)
        columns["facility"] += [code] * len(boys)
        columns["birth_time"] += np.repeat(months.astype("datetime64[s]"), each).tolist()
        columns["sex"] += ["male" if boy else "female" for boy in boys]
    number = len(columns["sex"])
    return pa.record_batch(
        {
            **columns, "parity": pa.array([1] * number, pa.int64()), "outcome": ["live"] * number,
            "residence": [f"{NIWU}001"] * number,
        }
    )  # fmt: skip


def row_in(area: str) -> FacilitySignal:
    """A signal about a facility of an area, that belongs to the area’s own commission."""
    batch = accepted("device", at=datetime(2025, 4, 1, tzinfo=UTC))
    made, _ = Assessment.objects.get_or_create(
        inputs="", defaults={
            "made_at": batch.received_at, "facilities": 8, "false_discovery_rate": 0.1, "due_day": 5,
        },
    )  # fmt: skip
    found, _ = FacilitySignal.objects.regardless(_WHY).get_or_create(
        facility=f"YX{area}", kind="scans-without-indication", ended_on=None,
        defaults={
            "assessment": made, "area": area, "department": own_department(area, "Health commission").pk,
            "calls_for": "inspection", "strength": "1-very-strong", "standing": "listed", "observed": 0.4,
            "lower": 0.3, "upper": 0.5, "expected": 0.02, "p_value": 1e-9, "q_value": 1e-7, "persons": 400,
            "events": 160, "total": 400.0, "listed_on": date(2025, 4, 1), "changed_on": date(2025, 4, 1),
        },
    )  # fmt: skip
    return found


def signal_in(area: str) -> dict[str, int]:
    """A signal of an area, for its address."""
    return {"pk": row_in(area).pk}


def contest_in(area: str) -> dict[str, int]:
    """An open contest of an area, for its address."""
    found, _ = FacilityContest.objects.regardless(_WHY).get_or_create(
        signal=row_in(area), answer="",
        defaults={
            "ground": Ground.OTHER, "text": "Rooms were moved.", "contested_at": timezone.now(),
            "contested_by": "officer:1", "counts": {
                "observed": 0.4, "lower": 0.3, "upper": 0.5, "expected": 0.02, "persons": 400,
                "events": 160, "total": 400.0, "facts": {},
            },
        },
    )  # fmt: skip
    return {"pk": found.pk}

"""What the office’s tables hold of facilities, gathered for an assessment, and the batches behind it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone

from evenborn.apps.births.models import ExpectedReturn, ReturnedCount
from evenborn.apps.births.models.counts import COUNTED
from evenborn.apps.intake.models import Batch, BatchState, Sender
from evenborn.apps.signalling import counting
from evenborn.apps.signalling.counting import Row
from evenborn.apps.signalling.models import StandardisedBirths
from evenborn.signals import Evidence, FacilityCounts, Unassessed
from evenborn.signals.evidence import OF_OTHERS, Finding
from evenborn.signals.returns import DUE_DAY

__all__ = ["Gathered", "Source", "anything_to_assess", "gathered", "inputs_now"]

TABLES: Final = {
    "ultrasound_log": "scans_by_indication",
    "device": "devices",
    "drug_ledger": "ledger_by_entry",
    "drug_issue": "issues_by_drug",
    "termination_return": "terminations",
}
"""The table of each register that is read."""
_WHOLE: Final = "facilities of every area are held against each other"
_DECIDED: Final = (BatchState.ACCEPTED, BatchState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Source:
    """A register behind an assessment.

    Attributes
    ----------
    register : str
    batch : int
        Number of the batch that was decided upon last.
    as_of : datetime.datetime
        When that was.
    first, last : datetime.date or None
        First and last month that its counts tell of.
    """

    register: str
    batch: int
    as_of: datetime
    first: date | None
    last: date | None

    def as_json(self) -> dict[str, Any]:
        """As an assessment keeps it."""
        return {
            "register": self.register, "batch": self.batch, "as_of": self.as_of.isoformat(),
            "first": self.first and self.first.isoformat(), "last": self.last and self.last.isoformat(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that an assessment is made from."""

    counts: FacilityCounts
    births: tuple[Finding, ...]
    sources: tuple[Source, ...]
    due_day: int


def anything_to_assess() -> bool:
    """Whether an office holds anything of which signals are made."""
    batches = Batch.objects.regardless(_WHOLE).filter(register__in=TABLES, state=BatchState.ACCEPTED)
    return batches.exists() or StandardisedBirths.objects.exists()


def inputs_now() -> str:
    """Hash of which batches, births and senders there are; while it is the same, nothing has changed."""
    batches = Batch.objects.regardless(_WHOLE).filter(register__in=TABLES, state__in=_DECIDED)
    told = batches.order_by().values_list("state").annotate(Count("pk"), Max("pk"), Max("decided_at"))
    known = [
        sorted([str(value) for value in one] for one in told),
        [str(at) for at in StandardisedBirths.objects.order_by().values_list("as_of", flat=True).distinct()],
        list(Sender.objects.regardless(_WHOLE).order_by("pk").values_list("code", "area", "department")),
        list(_duties().values_list("sender__code", "due_day")),
    ]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def gathered() -> Gathered:
    """Read everything."""
    rows = {register: list(_rows(register)) for register in TABLES}
    due_day, received = _received()
    counts = FacilityCounts(
        scans=counting.scan_counts(rows["ultrasound_log"]),
        devices=counting.devices(rows["device"]),
        ledger=counting.ledger_entries(rows["drug_ledger"]),
        issues=counting.drug_issues(rows["drug_issue"]),
        terminations=counting.terminations(rows["termination_return"]),
        received=received,
    )
    births = list(StandardisedBirths.objects.all())
    sources = [*_births_source(births), *_sources(rows)]
    return Gathered(counts, tuple(_finding(one) for one in births), tuple(sources), due_day)


def _rows(register: str) -> Iterator[Row]:
    """Numbers of a register as they stand over all its batches."""
    found = ReturnedCount.objects.regardless(_WHOLE).filter(
        COUNTED, register=register, table=TABLES[register]
    )
    sums: Counter[tuple[str, str, tuple[tuple[str, str], ...]]] = Counter()
    for facility, period, told, amount in found.order_by().values_list(
        "facility", "period", "told", "amount"
    ):
        key = tuple(sorted((name, str(value or "")) for name, value in told.items()))
        sums[facility, period, key] += round(amount)
    for (facility, period, key), amount in sorted(sums.items()):
        if amount > 0:
            yield Row(facility, period, dict(key), amount)


def _finding(one: StandardisedBirths) -> Finding:
    if one.reason or one.births is None or one.observed is None:
        return Unassessed(one.facility, "births-ratio", one.reason)  # type: ignore[arg-type]
    facts = {"months": one.months or 0, "shrunk": one.shrunk or 0.0}
    if one.others is not None:
        facts |= {name: getattr(one, name) for name in OF_OTHERS}
    return Evidence(
        one.facility, "births-ratio", one.observed, one.lower or 0.0, one.upper or 0.0, one.expected or 0.0,
        1.0 if one.p_value is None else one.p_value, one.births, one.male or 0, float(one.births), facts,
    )  # fmt: skip


def _duties() -> QuerySet[ExpectedReturn]:
    owed = ExpectedReturn.objects.regardless(_WHOLE).filter(register="termination_return", until__isnull=True)
    return owed.order_by("sender__code")


def _received() -> tuple[int, Any]:
    """The day until which most facilities owe their return, and when those that owe it then sent it."""
    duties = list(_duties().values_list("sender__code", "due_day", "since"))
    if not duties:
        return DUE_DAY, None
    day = Counter(due for _, due, _ in duties).most_common(1)[0][0]
    since = {code: f"{first:%Y-%m}" for code, due, first in duties if due == day}
    rows = ReturnedCount.objects.regardless(_WHOLE).filter(register="termination_return", facility__in=since)
    first = rows.order_by().values("facility", "period").annotate(at=Min("batch__received_at"))
    came = [
        (one["facility"], one["period"], timezone.localdate(one["at"]).isoformat())
        for one in first
        if one["period"] >= since[one["facility"]]
    ]
    return day, counting.received_returns(came)


def _births_source(births: Iterable[StandardisedBirths]) -> Iterator[Source]:
    for one in list(births)[:1]:
        yield Source("delivery", one.batch, one.as_of, one.first_month, one.last_month)


def _sources(rows: dict[str, list[Row]]) -> Iterator[Source]:
    for register, held in rows.items():
        batches = Batch.objects.regardless(_WHOLE).filter(register=register, state__in=_DECIDED)
        last = batches.order_by("-decided_at", "-pk").first()
        if last is not None and held:
            first_month, last_month = _covered(held)
            yield Source(register, last.pk, last.decided_at or last.received_at, first_month, last_month)


def _covered(rows: Iterable[Row]) -> tuple[date | None, date | None]:
    """First and last month of all periods that are told."""
    spans = [span for row in rows if (span := counting.months_of(row.period)) is not None]
    if not spans:
        return None, None
    ends = [np.datetime64(first, "M") + length - 1 for first, length in spans]
    return date.fromisoformat(f"{min(spans)[0]}-01"), date.fromisoformat(f"{max(ends)}-01")

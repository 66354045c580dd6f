"""Making the signals anew from what the office’s tables hold; done twice it changes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.models import Sender
from evenborn.apps.signalling.actions.making import Placed, Replaced, replace_signals
from evenborn.apps.signalling.drawn.among import compared_of
from evenborn.apps.signalling.gathering import Source, anything_to_assess, gathered, inputs_now
from evenborn.apps.signalling.models import Assessment, FacilityContest
from evenborn.apps.signalling.rules import EXPLAINED_FOR, SOURCES, Answer, Standing
from evenborn.signals import Signals, facility_signals

__all__ = ["assess", "is_due"]

_WHOLE: Final = "signals of all facilities are made together"
_REGISTRATION, _COUNTY = 22, slice(9, 15)


def is_due(now: datetime) -> bool:
    """Whether batches, births or senders have changed since, or an explanation has run out."""
    last = Assessment.objects.first()
    if last is None:
        return anything_to_assess()
    return last.inputs != inputs_now() or _has_lapsed(now)


def _has_lapsed(now: datetime) -> bool:
    before = datetime.combine(
        timezone.localdate(now) - EXPLAINED_FOR, time.max, tzinfo=timezone.get_current_timezone()
    )
    rows = FacilityContest.objects.regardless(_WHOLE).filter(answer=Answer.EXPLAINED, answered_at__lte=before)
    return rows.filter(signal__standing=Standing.EXPLAINED).exists()


def assess(by: Actor | None = None) -> Replaced | None:
    """Make the signals anew where that is due."""
    by = by or program("signalling", Permission.SIGNALS_DECIDE)
    if not is_due(by.now):
        return None
    inputs, told = inputs_now(), gathered()
    if not told.sources:
        return None
    found = facility_signals(told.counts, further=told.births, due_day=told.due_day)
    places = _places(one.evidence.facility for one in found.signals)
    made = Assessment(
        made_at=by.now, inputs=inputs, sources=[one.as_json() for one in told.sources],
        facilities=len(found.facilities), due_day=told.due_day,
        kinds=_kinds(found, {one.register for one in told.sources}), compared=compared_of(found.tested),
        false_discovery_rate=found.false_discovery_rate,
        unplaced=sum(not place.name and place.area == settings.OFFICE_AREA for place in places.values()),
    )  # fmt: skip
    return replace_signals(
        by=by, made=made, found=found.signals, places=places, periods=_periods(told.sources)
    )


def _places(facilities: Iterable[str]) -> dict[str, Placed]:
    """Name, area and department of facilities: of the senders, else by the code itself, else the office’s."""
    codes = set(facilities)
    senders = {
        one.code: one for one in Sender.objects.regardless(_WHOLE).filter(code__in=codes).order_by("pk")
    }
    found = {}
    for code in codes:
        sender = senders.get(code)
        county = code[_COUNTY] if len(code) == _REGISTRATION and code[_COUNTY].isdigit() else ""
        found[code] = (
            Placed(sender.name, sender.area, sender.department)
            if sender is not None
            else Placed("", county or settings.OFFICE_AREA, None)
        )
    return found


def _kinds(found: Signals, registers: set[str]) -> dict[str, Any]:
    """By kind whose registers are held: facilities that were assessed, and by reason those that were not."""
    assessed = Counter(one.kind for one in found.tested)
    missed = Counter((one.kind, one.reason) for one in found.unassessed)
    return {
        kind: {
            "assessed": assessed[kind],
            "unassessed": {why: number for (of, why), number in sorted(missed.items()) if of == kind},
        }
        for kind in SOURCES
        if registers.issuperset(SOURCES[kind])
    }


def _periods(sources: Iterable[Source]) -> Mapping[str, tuple[date | None, date | None]]:
    """First and last month of the registers behind each kind."""
    by_register = {one.register: one for one in sources}
    found: dict[str, tuple[date | None, date | None]] = {}
    for kind, registers in SOURCES.items():
        told = [by_register[name] for name in registers if name in by_register]
        firsts = [one.first for one in told if one.first is not None]
        lasts = [one.last for one in told if one.last is not None]
        found[kind] = (min(firsts, default=None), max(lasts, default=None))
    return found

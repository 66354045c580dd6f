"""Keeping what births show, and replacing the signals by those of a new assessment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.models import Batch
from evenborn.apps.signalling import rules
from evenborn.apps.signalling.models import Assessment, FacilityContest, FacilitySignal, StandardisedBirths
from evenborn.apps.signalling.rules import Answer, Ended, Standing
from evenborn.signals import KINDS, Evidence, Signal, Unassessed
from evenborn.signals.evidence import OF_OTHERS, Finding

__all__ = ["Kept", "Placed", "Replaced", "keep_births", "replace_signals"]

_WHOLE: Final = "signals of all facilities are made together"
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """How many facilities have births, and of how many they were enough."""

    facilities: int
    assessed: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A facility as the list of senders has it: name, area, department."""

    name: str
    area: str
    department: int | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of the signals: now there, of these new, ended with their contests, taken away."""

    signals: int
    new: int
    ended: int
    gone: int


@action(Permission.SIGNALS_DECIDE, records=("facilities", "assessed"))
def keep_births(
    *, by: Actor, last: Batch, findings: Sequence[Finding], covered: tuple[date, date] | None
) -> Kept:
    """Keep what the births of each facility show, in the place of what was kept before."""
    StandardisedBirths.objects.all().delete()
    first_month, last_month = covered or (None, None)
    as_of = {
        "batch": last.pk, "as_of": last.decided_at or by.now, "first_month": first_month,
        "last_month": last_month,
    }  # fmt: skip
    rows = [StandardisedBirths(facility=one.facility, **_births(one), **as_of) for one in findings]
    StandardisedBirths.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return Kept(len(rows), sum(not row.reason for row in rows))


def _births(one: Finding) -> dict[str, Any]:
    if isinstance(one, Unassessed):
        return {"reason": one.reason}
    return {
        "births": one.persons, "male": one.events, "months": one.facts["months"], "observed": one.observed,
        "lower": one.lower, "upper": one.upper, "expected": one.expected, "shrunk": one.facts["shrunk"],
        "p_value": one.p_value,
        **{name: one.facts.get(name) for name in OF_OTHERS},
    }  # fmt: skip


@action(Permission.SIGNALS_DECIDE, records=("signals", "new", "ended", "gone"))
def replace_signals(
    *, by: Actor, made: Assessment, found: Sequence[Signal], places: Mapping[str, Placed],
    periods: Mapping[str, tuple[date | None, date | None]],
) -> Replaced:  # fmt: skip
    """Put the signals of an assessment in the place of those before, in one transaction.

    A signal whose counts changed is changed; one that is shown no more is taken away, and ended instead
    where a contest belongs to it, so that its history stays.
    """
    made.save()
    Assessment.objects.exclude(pk=made.pk).exclude(compared={}).update(compared={})
    current = FacilitySignal.objects.regardless(_WHOLE).select_for_update().filter(ended_on__isnull=True)
    standing = {(one.facility, one.kind): one for one in current}
    contests = _last_contests(standing.values())
    new = 0
    for one in found:
        key = (one.evidence.facility, one.evidence.kind)
        row = standing.pop(key, None)
        new += row is None
        row = row or FacilitySignal(facility=key[0], kind=key[1], listed_on=by.today, changed_on=by.today)
        _set(row, one, made, places.get(key[0]), periods.get(key[1], (None, None)), by)
        _stand(row, contests.get(row.pk), by)
        row.save()
    ended = [row for row in standing.values() if row.pk in contests]
    for row in ended:
        _end(row, contests[row.pk], by)
    gone = [row.pk for row in standing.values() if row.pk not in contests]
    FacilitySignal.objects.regardless(_WHOLE).filter(pk__in=gone).delete()
    return Replaced(len(found), new, len(ended), len(gone))


def _last_contests(signals: Iterable[FacilitySignal]) -> dict[int, FacilityContest]:
    rows = FacilityContest.objects.regardless(_WHOLE).filter(signal__in=[one.pk for one in signals])
    return {row.signal_id: row for row in rows.order_by("pk")}


def _set(
    row: FacilitySignal, one: Signal, made: Assessment, place: Placed | None,
    period: tuple[date | None, date | None], by: Actor,
) -> None:  # fmt: skip
    """Write what the assessment found."""
    evidence: Evidence = one.evidence
    if row.pk is not None and row.own_counts != _own_counts(evidence):
        row.changed_on = by.today
    for name in ("observed", "lower", "upper", "expected", "p_value", "persons", "events", "total"):
        setattr(row, name, getattr(evidence, name))
    row.assessment, row.q_value, row.facts = made, one.q_value, dict(evidence.facts)
    row.first_month, row.last_month = period
    row.calls_for = KINDS[evidence.kind].calls_for
    row.strength = rules.strength_of(one.q_value)
    if place is not None:
        row.name, row.area, row.department = place.name, place.area, place.department


def _own_counts(evidence: Evidence) -> dict[str, float]:
    return {"persons": evidence.persons, "events": evidence.events, "total": evidence.total}


def _stand(row: FacilitySignal, contest: FacilityContest | None, by: Actor) -> None:
    """Where the signal stands after the last contest about it."""
    if contest is None:
        row.standing = Standing.LISTED
        return
    row.standing = rules.standing_after(
        contest.answer, answered_on=contest.answered_on,
        same_counts=contest.answered_counts == row.own_counts,
        on=by.today,
    )  # fmt: skip


def _end(row: FacilitySignal, contest: FacilityContest, by: Actor) -> None:
    """End a signal that the counts show no more; whoever corrected the register is said to have done so."""
    row.standing, row.ended_on = Standing.ENDED, by.today
    row.ended_because = Ended.CORRECTED if contest.answer == Answer.CORRECTED else Ended.GONE
    row.save()

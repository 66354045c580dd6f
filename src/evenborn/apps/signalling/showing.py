"""Signals as pages and sheets say them: reason, evidence, sources, standing; in both languages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from evenborn.apps.signalling.models import Assessment, FacilityContest, FacilitySignal
from evenborn.apps.signalling.rules import AGAINST, SOURCES, Standing
from evenborn.presentation import dates, numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.signals import (
    by_chance,
    expected_interval,
    kind_name,
    measured,
    reason_of,
    word_of,
)
from evenborn.presentation.words import say
from evenborn.registers.definition import register
from evenborn.signals import KINDS, Evidence
from evenborn.web.cells import Look, Status

__all__ = [
    "LOOKS", "AssessedKind", "SourceLine", "assessed_kinds", "contested_as", "evidence_lines", "ground_said",
    "list_name", "named_kind", "period_of", "reason_said", "sources_of", "standing_of",
]  # fmt: skip

LOOKS: Final[dict[str, Look]] = {
    Standing.LISTED: "open", Standing.CONTESTED: "working", Standing.UPHELD: "late",
    Standing.CORRECTED: "working", Standing.EXPLAINED: "done", Standing.WITHDRAWN: "done",
    Standing.ENDED: "ended",
}  # fmt: skip
_OWN_WORDS: Final = ("births-ratio", "drug-balance")
"""Kinds whose tables in the office are told apart otherwise than in the files that the command reads."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A register behind a signal: its name, first and last month, last batch, when that was decided."""

    register: str
    period: str
    batch: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class AssessedKind:
    """How many facilities were assessed in a kind, how many not and why, how many stand out."""

    kind: str
    possible: bool
    assessed: int
    standing: int
    unassessed: int
    why: str


def named_kind(kind: str, language: Language) -> str:
    """What a kind is called.

    Examples
    --------
    >>> named_kind("births-ratio", "en")
    'births ratio'
    """
    return kind_name(KINDS[kind].name, language)  # type: ignore[index]


def standing_of(signal: FacilitySignal) -> Status:
    """Where a signal stands; an ended one says why."""
    if signal.standing == Standing.ENDED:
        return Status(f"signalling.ended.{signal.ended_because}", LOOKS[Standing.ENDED])
    return Status(f"signalling.standing.{signal.standing}", LOOKS[signal.standing])


def reason_said(signal: FacilitySignal, language: Language) -> str:
    """What was seen, and what is usual, in a sentence."""
    return _said(signal.evidence, signal, language)


def period_of(first: date | None, last: date | None, language: Language) -> str:
    """From the first to the last month."""
    if first is None or last is None:
        return "—"
    start, end = dates.month(first, language), dates.month(last, language)
    return start if start == end else numbers.span(start, end, language)


def evidence_lines(signal: FacilitySignal, language: Language) -> Iterator[tuple[str, str]]:
    """What was counted, row by row: heading and value."""
    one = signal.evidence
    interval = numbers.span(measured(one, one.lower), measured(one, one.upper), language)
    rate = numbers.percent(signal.assessment.false_discovery_rate)
    told = {
        f"events-{one.kind}": numbers.count(one.events, language),
        f"total-{one.kind}": numbers.count(round(one.total), language),
        f"observed-{KINDS[one.kind].measure}": measured(one, one.observed),
        "interval": interval if one.lower != one.upper else "",
        f"expected-{KINDS[one.kind].measure}": measured(one, one.expected),
        "expected-interval": expected_interval(one, language),
        "others": numbers.count(int(one.facts["others"]), language) if "others" in one.facts else "",
        "persons": numbers.count(one.persons, language) if one.kind != "late-returns" else "",
        "period": period_of(signal.first_month, signal.last_month, language),
        "against": say(f"signalling.against.{AGAINST[one.kind]}", language),
        "chance": by_chance(one.p_value, language),
        "false-alarms": say("signalling.false-alarms", language, rate=rate, own=_rate(signal.q_value)),
    }
    for key, value in told.items():
        if value:
            yield say(f"signalling.line.{key}", language), value


def _rate(q_value: float) -> str:
    return "< 0.1%" if q_value < 0.001 else numbers.percent(q_value, 1)


def sources_of(assessment: Assessment, language: Language, kind: str = "") -> list[SourceLine]:
    """Registers behind an assessment, or behind one kind."""
    wanted = SOURCES.get(KINDS[kind].name, ()) if kind else None  # type: ignore[index]
    return [
        _source(told, language) for told in assessment.sources if wanted is None or told["register"] in wanted
    ]


def _source(told: dict[str, Any], language: Language) -> SourceLine:
    definition = register(told["register"])
    first, last = (told[name] and date.fromisoformat(told[name]) for name in ("first", "last"))
    return SourceLine(
        definition.zh if language == "zh" else definition.en, period_of(first, last, language), told["batch"],
        datetime.fromisoformat(told["as_of"]),
    )  # fmt: skip


def assessed_kinds(
    assessment: Assessment, signals: Iterable[FacilitySignal], language: Language
) -> list[AssessedKind]:
    """All kinds, those too that need what never leaves a facility."""
    standing = [signal.kind for signal in signals]
    return [_assessed(kind, assessment.kinds.get(kind, {}), standing.count(kind), language) for kind in KINDS]


def _assessed(kind: str, told: dict[str, Any], standing: int, language: Language) -> AssessedKind:
    possible = kind in SOURCES
    missed: dict[str, int] = told.get("unassessed", {})
    assessed = int(told.get("assessed", 0))
    why = [say(f"signals.unassessed.{name}", language, number=number) for name, number in missed.items()]
    if not possible:
        why = [say(f"signalling.stays.{kind}", language)]
    elif not assessed and not missed:
        why = [say("signalling.no-duty" if kind == "late-returns" else "signalling.no-table", language)]
    joined = ("；" if language == "zh" else "; ").join(why)
    named = named_kind(kind, language)
    return AssessedKind(named, possible, assessed, standing, sum(missed.values()), joined)


def contested_as(contest: FacilityContest, language: Language) -> str:
    """What was contested, as it stood then."""
    signal, told = contest.signal, contest.counts
    then = Evidence(
        signal.facility, signal.evidence.kind, told["observed"], told["lower"], told["upper"],
        told["expected"], signal.p_value, told["persons"], told["events"], told["total"], told["facts"],
    )  # fmt: skip
    return _said(then, signal, language)


def _said(evidence: Evidence, signal: FacilitySignal, language: Language) -> str:
    key = f"signalling.reason.{evidence.kind}" if evidence.kind in _OWN_WORDS else ""
    return reason_of(evidence, language, due_day=signal.assessment.due_day, key=key)


def ground_said(ground: str, language: Language) -> str:
    """Words of a ground."""
    return word_of("contest_ground", ground, language)


def list_name(language: Language) -> str:
    """What the list is called."""
    return say("place.signalling-signals", language)

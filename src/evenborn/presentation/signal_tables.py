"""Signals as tables and sentences: whom to visit first, what to ask, what could be assessed."""

from collections import Counter

from evenborn.presentation import dates, numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.signals import (
    SignalReport,
    by_chance,
    facility_name,
    kind_name,
    measured,
    reason,
    shown_events,
    word_of,
)
from evenborn.presentation.tables import Cell, Column, Table, count, text
from evenborn.presentation.words import say
from evenborn.registers.code_lists import code_lists
from evenborn.signals import KINDS, Evidence, Signal

_MOST_CODES = 8


def signal_sentences(report: SignalReport, language: Language) -> list[str]:
    """What was looked at, how many stand out, what a signal is."""
    found = report.signals
    period = _period(report, language)
    lines = [say("signals.what", language, facilities=len(found.facilities), period=period)]
    visits = {one.evidence.facility for one in report.chosen("inspection")}
    asked = {one.evidence.facility for one in report.chosen("question")}
    rate = numbers.percent(found.false_discovery_rate)
    key = "signals.found" if visits or asked else "signals.none"
    lines.append(say(key, language, visits=len(visits), asked=len(asked), rate=rate))
    lines.append(say("signals.meaning", language))
    if found.withdrawn:
        lines.append(say("signals.withdrawn", language, number=len(found.withdrawn)))
    if found.unknown:
        lines.append(_unknown(report, language))
    rejected = sum(one.rejected for one in report.read)
    if rejected:
        lines.append(say("signals.rejected", language, rejected=rejected))
    return lines


def _unknown(report: SignalReport, language: Language) -> str:
    codes = sorted({one.facility for one in report.signals.unknown})
    named = ("、" if language == "zh" else ", ").join(codes[:_MOST_CODES])
    more = " …" if len(codes) > _MOST_CODES else ""
    return say("signals.unknown-contests", language, number=len(report.signals.unknown), codes=named + more)


def _period(report: SignalReport, language: Language) -> str:
    if report.first is None or report.last is None:
        return "–"
    first, last = dates.month(report.first, language), dates.month(report.last, language)
    return first if first == last else numbers.span(first, last, language)


def contest_sentences(language: Language) -> list[str]:
    """How a signal is contested, and on which grounds."""
    grounds = [one.zh if language == "zh" else one.en for one in code_lists()["contest_ground"].meanings]
    joined = "；".join(grounds) if language == "zh" else "; ".join(grounds)
    return [say("signals.contest", language), say("signals.grounds", language, grounds=joined)]


def signals_table(report: SignalReport, calls_for: str, language: Language) -> Table:
    """One row a signal, in the order of inspections."""
    columns = (
        Column("rank", say("signals.column.rank", language), "number", 6),
        Column("facility", say("signals.column.facility", language), "text", 30, names_row=True),
        Column("area", say("signals.column.area", language), "text", 10, minor=True),
        Column("kind", say("signals.column.kind", language), "text", 22, names_row=True),
        Column("reason", say("signals.column.reason", language), "text", 60),
        Column("chance", say("signals.column.chance", language), "number", 14),
        Column("contest", say("signals.column.contest", language), "text", 16),
    )
    rows = tuple(_signal_row(one, report, language) for one in report.chosen(calls_for))
    title = say(f"signals.title.{calls_for}", language)
    notes = (say(f"signals.note.{calls_for}", language), say("signals.note.chance", language))
    return Table(calls_for, title, columns, rows, notes, _source(report, language))


def _signal_row(one: Signal, report: SignalReport, language: Language) -> tuple[Cell, ...]:
    evidence, contest = one.evidence, one.contest
    stated = say("signals.not-contested", language)
    if contest is not None:
        ground = word_of("contest_ground", contest.ground, language)
        decision = word_of("contest_decision", contest.decision, language)
        day = dates.day(contest.on, language)
        stated = say("signals.contested", language, ground=ground, decision=decision, day=day)
    return (
        Cell(str(one.rank), one.rank, "0"),
        text(facility_name(evidence.facility, report)),
        text(report.area_of(evidence.facility)),
        text(kind_name(evidence.kind, language)),
        text(reason(evidence, report, language)),
        text(say("signals.a-fact", language) if one.q_value == 0 and evidence.kind == "devices-sold"
             else by_chance(evidence.p_value, language)),
        text(stated),
    )  # fmt: skip


def kinds_table(report: SignalReport, language: Language) -> Table:
    """One row a kind: how many facilities were assessed, how many not and why, how many stand out."""
    found = report.signals
    tested = Counter(one.kind for one in found.tested)
    standing = Counter(one.evidence.kind for one in found.signals)
    reasons = Counter((one.kind, one.reason) for one in found.unassessed)
    columns = (
        Column("kind", say("signals.column.kind", language), "text", 32, names_row=True),
        Column("assessed", say("signals.column.assessed", language), "number", 10),
        Column("standing", say("signals.column.standing", language), "number", 10),
        Column("unassessed", say("signals.column.unassessed", language), "number", 12),
        Column("why", say("signals.column.why", language), "text", 40),
    )
    rows = []
    for kind in KINDS:
        missed = [(why, number) for (one, why), number in reasons.items() if one == kind]
        why = [say(f"signals.unassessed.{name}", language, number=number) for name, number in sorted(missed)]
        if not tested[kind] and not missed:
            why = [say("signals.no-register", language)]
        total = sum(number for _, number in missed)
        cells = (tested[kind], standing[kind], total)
        joined = ("；" if language == "zh" else "; ").join(why)
        rows.append((text(kind_name(kind, language)), *(count(one, language) for one in cells), text(joined)))
    return Table("kinds", say("signals.title.kinds", language), columns, tuple(rows))


def evidence_table(report: SignalReport, language: Language) -> Table:
    """One row a finding, whether it stands out or not; counts of fewer than ten persons are not told."""
    columns = (
        Column("facility", say("signals.column.facility", language), "text", 30, names_row=True),
        Column("kind", say("signals.column.kind", language), "text", 26, names_row=True),
        Column("observed", say("signals.column.observed", language), "number", 10),
        Column("lower", say("column.lower", language), "number", 8, over="95%"),
        Column("upper", say("column.upper", language), "number", 8, over="95%"),
        Column("expected", say("signals.column.expected", language), "number", 10),
        Column("events", say("signals.column.events", language), "number", 10),
        Column("total", say("signals.column.total", language), "number", 10),
        Column("chance", say("signals.column.chance", language), "number", 16),
    )
    tested = sorted(report.signals.tested, key=lambda one: (one.p_value, one.facility, one.kind))
    rows = tuple(_evidence_row(one, report, language) for one in tested)
    return Table("evidence", say("signals.title.evidence", language), columns, rows)


def _evidence_row(one: Evidence, report: SignalReport, language: Language) -> tuple[Cell, ...]:
    events = shown_events(one)
    few = text(say("signals.few", language))
    ends = tuple(text(measured(one, value)) for value in (one.observed, one.lower, one.upper))
    return (
        text(facility_name(one.facility, report)),
        text(kind_name(one.kind, language)),
        *(ends if events is not None else (few, few, few)),
        text(measured(one, one.expected)),
        few if events is None else count(events, language),
        count(int(one.total), language),
        text(by_chance(one.p_value, language) if events is not None else "–"),
    )


def registers_table(report: SignalReport, language: Language) -> Table:
    """One row a register that was read."""
    columns = (
        Column("register", say("signals.column.register", language), "text", 28, names_row=True),
        Column("file", say("signals.column.file", language), "text", 28),
        Column("rows", say("signals.column.rows", language), "number", 10),
        Column("rejected", say("signals.column.rejected", language), "number", 10),
        Column("sha256", "SHA-256", "code", 14),
    )
    rows = tuple(
        (
            text(_register_name(one.name, language)),
            text(one.file),
            count(one.rows, language),
            count(one.rejected, language),
            text(one.sha256[:12] + "…"),
        )
        for one in report.read
    )
    return Table("registers", say("signals.title.registers", language), columns, rows)


def _register_name(name: str, language: Language) -> str:
    return say("signals.sold", language) if name == "sold" else register_name(name, language)


def _source(report: SignalReport, language: Language) -> str:
    files = ("、" if language == "zh" else ", ").join(one.file for one in report.read)
    return say("signals.source", language, files=files, period=_period(report, language))

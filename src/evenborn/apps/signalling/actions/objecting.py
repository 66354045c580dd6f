"""A facility contests a signal, a licensing officer answers."""

from typing import Final

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.signalling import rules
from evenborn.apps.signalling.models import FacilityContest, FacilitySignal
from evenborn.apps.signalling.rules import Answer, Ground, Standing

__all__ = ["answer_contest", "contest_signal"]

_OWN: Final = "the contest was locked in scope, and its signal is its own"


@action(Permission.SIGNALS_CONTEST, records=("kind", "ground"))
def contest_signal(signal: FacilitySignal, *, by: Actor, ground: Ground, text: str) -> FacilityContest:
    """State why a signal about one’s own facility is wrong; it waits behind the others until answered.

    Raises
    ------
    Refusal
        ``signalling-ended``, ``signalling-contested-already``, ``signalling-names-person``.
    """
    rules.may_contest(signal.standing)
    rules.require_no_person(text)
    counts = {
        name: getattr(signal, name)
        for name in ("observed", "lower", "upper", "expected", "persons", "events", "total", "facts")
    }
    made = FacilityContest.objects.create(
        signal=signal, ground=ground, text=text, counts=counts, contested_at=by.now, contested_by=by.key
    )
    signal.standing = Standing.CONTESTED
    signal.save()
    return made


@action(Permission.SIGNALS_DECIDE, records=("kind", "answer"))
def answer_contest(contest: FacilityContest, *, by: Actor, answer: Answer, text: str) -> FacilityContest:
    """Answer a contest once; what the answer means to the list is in :class:`rules.Answer`.

    Raises
    ------
    Refusal
        ``signalling-answered-already``, ``signalling-why-upheld``, ``signalling-names-person``.
    """
    rules.may_answer(contest.answer, text, answer)
    rules.require_no_person(text)
    signal = FacilitySignal.objects.regardless(_OWN).select_for_update().get(pk=contest.signal_id)
    contest.answer, contest.answer_text = answer, text
    contest.answered_at, contest.answered_by = by.now, by.key
    contest.answered_counts = signal.own_counts
    contest.save()
    if signal.ended_on is None:
        signal.standing = rules.standing_after(answer, answered_on=by.today, same_counts=True, on=by.today)
        signal.save()
    return contest

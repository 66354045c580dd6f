"""How the audit trail names signals and contests."""

from collections.abc import Collection, Iterable, Mapping

from evenborn.apps.signalling.models import FacilityContest, FacilitySignal
from evenborn.apps.signalling.rules import Answer, Ground
from evenborn.apps.signalling.showing import named_kind
from evenborn.presentation.numbers import Language
from evenborn.presentation.signals import word_of
from evenborn.presentation.words import say
from evenborn.signals import KINDS

__all__ = ["answers", "contests", "grounds", "kinds", "signals"]

_TRAIL = "the trail names signals of every area; no person is in them"


def signals(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Signals by facility and kind."""
    rows = FacilitySignal.objects.regardless(_TRAIL).filter(pk__in=_keys(codes))
    return {str(one.pk): _named(one, language) for one in rows}


def contests(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Contests by their signal."""
    rows = FacilityContest.objects.regardless(_TRAIL).filter(pk__in=_keys(codes)).select_related("signal")
    return {str(one.pk): _named(one.signal, language) for one in rows}


def kinds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Kinds of signals."""
    return {code: named_kind(code, language) for code in set(codes) & set(KINDS)}


def grounds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Grounds of a contest."""
    return {code: word_of("contest_ground", code, language) for code in set(codes) & set(Ground)}


def answers(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Answers to a contest."""
    return {code: say(f"signalling.answer.{code}", language) for code in set(codes) & set(Answer)}


def _named(one: FacilitySignal, language: Language) -> str:
    kind = named_kind(one.kind, language)
    return say("signalling.named", language, facility=one.name or one.facility, kind=kind)


def _keys(codes: Iterable[str]) -> list[int]:
    return [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]

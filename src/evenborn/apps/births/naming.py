"""How the audit trail names returns, what is owed, and letters."""

from collections.abc import Collection, Iterable, Mapping

from evenborn.apps.births.calendar.rules import LateBecause
from evenborn.apps.births.entry import rules as entered
from evenborn.apps.births.models import ExpectedReturn, FacilityTable, Letter, MonthlyReturn
from evenborn.apps.intake.rules import EntryKind
from evenborn.presentation.dates import month_in_words
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.words import say

__all__ = [
    "entry_kinds",
    "entry_reasons",
    "facility_tables",
    "kinds",
    "late_reasons",
    "letters",
    "owed",
    "returns",
]

_TRAIL = "the trail names returns and letters of every area; no person is in them"


def returns(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Returns by register and month."""
    rows = MonthlyReturn.objects.regardless(_TRAIL).filter(pk__in=_keys(codes))
    return {str(row.pk): _return(row, language) for row in rows.only("register", "month")}


def owed(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """What a sender owes, by its name and the register."""
    rows = ExpectedReturn.objects.regardless(_TRAIL).filter(pk__in=_keys(codes)).select_related("sender")
    return {
        str(one.pk): say(
            "calendar.named",
            language,
            register=register_name(one.register, language),
            sender=say("intake.named.sender", language, name=one.sender.name, code=one.sender.code),
        )
        for one in rows
    }


def letters(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Letters by office, year and number."""
    rows = Letter.objects.regardless(_TRAIL).filter(pk__in=_keys(codes))
    return {
        str(one.pk): say(
            "letters.named", language, office=one.office, year=str(one.year), number=str(one.serial)
        )
        for one in rows
    }


def facility_tables(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Tables of births by facility, by their register."""
    rows = FacilityTable.objects.filter(pk__in=_keys(codes)).values_list("pk", "register")
    return {
        str(pk): say("births.named-table", language, register=register_name(name, language))
        for pk, name in rows
    }


def kinds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """What letters are about."""
    return _said(codes, Letter.Kind.values, "letters.kind", language)


def late_reasons(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Reasons why a month is late."""
    return _said(codes, LateBecause, "calendar.because", language)


def entry_kinds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """What was typed: a birth, a correction."""
    return _said(codes, EntryKind, "births.kind", language)


def entry_reasons(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Why a birth was entered late, or why it was corrected."""
    late = _said(codes, entered.LateBecause, "births.late", language)
    return late | _said(codes, entered.CorrectedBecause, "births.corrected", language)


def _return(row: MonthlyReturn, language: Language) -> str:
    month = month_in_words(row.month, language)
    return say("returns.title", language, register=register_name(row.register, language), month=month)


def _said(codes: Collection[str], known: Iterable[str], prefix: str, language: Language) -> dict[str, str]:
    return {code: say(f"{prefix}.{code}", language) for code in set(codes) & set(known)}


def _keys(codes: Collection[str]) -> list[int]:
    return [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]

"""How the audit trail names returns, what is owed, and letters."""

from collections.abc import Collection, Iterable, Mapping

from evenborn.apps.births.calendar.rules import LateBecause
from evenborn.apps.births.models import ExpectedReturn, Letter, MonthlyReturn
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.definition import REGISTERS, register

__all__ = ["kinds", "late_reasons", "letters", "owed", "registers", "returns"]

_TRAIL = "the trail names returns and letters of every area; no person is in them"


def returns(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Returns by register and month."""
    rows = MonthlyReturn.objects.regardless(_TRAIL).filter(pk__in=_keys(codes))
    return {
        str(pk): say("returns.title", language, register=_name(name, language), month=f"{month:%Y-%m}")
        for pk, name, month in rows.values_list("pk", "register", "month")
    }


def owed(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """What a sender owes, by its name and the register."""
    rows = ExpectedReturn.objects.regardless(_TRAIL).filter(pk__in=_keys(codes)).select_related("sender")
    return {
        str(one.pk): say(
            "calendar.named", language, sender=str(one.sender), register=_name(one.register, language)
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


def registers(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Registers as a person calls them."""
    return {code: _name(code, language) for code in codes if code in REGISTERS}


def kinds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """What letters are about."""
    return _said(codes, Letter.Kind.values, "letters.kind", language)


def late_reasons(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Reasons why a month is late."""
    return _said(codes, LateBecause, "calendar.because", language)


def _said(codes: Collection[str], known: Iterable[str], prefix: str, language: Language) -> dict[str, str]:
    return {code: say(f"{prefix}.{code}", language) for code in set(codes) & set(known)}


def _name(code: str, language: Language) -> str:
    return str(getattr(register(code), language))


def _keys(codes: Collection[str]) -> list[int]:
    return [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]

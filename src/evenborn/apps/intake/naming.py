"""How the audit trail names what the intake keeps by code."""

from collections.abc import Collection, Mapping

from evenborn.apps.intake.models import Sender
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.words import catalogue, say
from evenborn.registers.definition import REGISTERS, register

__all__ = [
    "batches", "facilities", "kinds", "problems", "reasons", "registers", "senders", "tables", "ways",
]  # fmt: skip

_TRAIL = "the trail names senders of every area"


def batches(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Batches by number."""
    return {code: say("intake.named.batch", language, number=code) for code in codes}


def senders(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Senders by name and code."""
    keys = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]
    rows = Sender.objects.regardless(_TRAIL).filter(pk__in=keys)
    return {str(row.pk): say("intake.named.sender", language, name=row.name, code=row.code) for row in rows}


def facilities(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Facilities by the code that their files state."""
    rows = Sender.objects.regardless(_TRAIL).filter(code__in=codes)
    return {row.code: say("intake.named.sender", language, name=row.name, code=row.code) for row in rows}


def problems(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Why a file could not be used, in few words; a code without such words stays."""
    return {code: say(f"intake.unusable.{code}", language) for code in codes if _named(code)}


def tables(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Tables that leave a register, as its description calls them."""
    known = {name: table for of in REGISTERS for name, table in register(of).tables.items()}
    return {code: getattr(known[code], language) for code in codes if code in known}


def registers(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Registers as a person calls them."""
    return {code: register_name(code, language) for code in codes if code in REGISTERS}


def ways(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Ways in which a batch comes."""
    return {code: say(f"intake.way.{code}", language) for code in codes}


def kinds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Kinds of senders."""
    return {code: say(f"intake.kind.{code}", language) for code in codes}


def reasons(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Reasons why a batch was refused or withdrawn."""
    return {code: say(f"intake.because.{code}", language) for code in codes}


def _named(code: str) -> bool:
    return f"intake.unusable.{code}" in catalogue()

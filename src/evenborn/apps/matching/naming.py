"""How the audit trail names what the matching keeps by code."""

from collections.abc import Collection, Mapping

from evenborn.apps.matching.models import RunRegister
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.words import say
from evenborn.registers.definition import REGISTERS

__all__ = ["parts", "purposes", "registers", "runs"]


def runs(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Comparisons by number."""
    return {code: say("matching.named.run", language, number=code) for code in codes}


def parts(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Registers in comparisons."""
    keys = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]
    rows = RunRegister.objects.regardless("the trail names registers of every area").filter(pk__in=keys)
    return {str(row.pk): _part(row, language) for row in rows}


def _part(row: RunRegister, language: Language) -> str:
    named = register_name(row.register, language)
    return say("matching.named.part", language, number=str(row.run_id), register=named)


def registers(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Registers as a person calls them."""
    return {code: register_name(code, language) for code in codes if code in REGISTERS}


def purposes(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Purposes of comparisons."""
    return {code: say(f"compared.purpose.{code}", language) for code in codes}

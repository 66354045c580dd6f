"""How the audit trail names what the vault keeps by code; never who a record is about."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils import timezone

from evenborn.apps.vault.models import DifferenceSheet, Import, SealedRecord
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import field_name, register_name
from evenborn.presentation.words import catalogue, say
from evenborn.registers.definition import REGISTERS, register

__all__ = [
    "answers", "bases", "drafts", "fields", "holds", "imports", "kinds", "moments", "openings", "outcomes",
    "proofs", "purposes", "reasons", "records", "requests", "sheets", "whose",
]  # fmt: skip


def records(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Sealed records by the beginning of their token; one that was deleted keeps its key."""
    keys = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]
    rows = SealedRecord.objects.regardless("the trail names records of every area, by token")
    found = rows.filter(pk__in=keys).values_list("pk", "token")
    return {str(pk): say("vault.named.record", language, token=token[:12]) for pk, token in found}


def openings(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Openings by number."""
    return {code: say("vault.opening.title", language, number=code) for code in codes}


def requests(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Persons' requests by number."""
    return {code: say("vault.named.request", language, number=code) for code in codes}


def imports(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Imports by the number of their batch."""
    keys = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]
    rows = Import.objects.regardless("the trail names imports of every area").filter(pk__in=keys)
    return {
        str(pk): say("vault.named.import", language, number=batch)
        for pk, batch in rows.values_list("pk", "batch")
    }


def holds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Holds by number."""
    return {code: say("vault.named.hold", language, number=code) for code in codes}


def drafts(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Drafts by number; what they hold is their writer’s alone."""
    return {code: say("vault.draft.named", language, number=code) for code in codes}


def proofs(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Proofs of deletion by number."""
    return {code: say("vault.named.proof", language, number=code) for code in codes}


def fields(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Fields that were corrected; registers that share a field call it the same.

    Examples
    --------
    >>> fields(["sex, weight"], "en")
    {'sex, weight': 'sex, birth weight (g)'}
    """
    between = say("vault.fields.between", language)
    return {code: between.join(_field(name, language) for name in code.split(", ")) for code in codes}


def moments(codes: Collection[str], _language: Language) -> Mapping[str, str]:
    """Moments at the office, to the minute."""
    return {
        code: timezone.localtime(datetime.fromisoformat(code)).strftime("%Y-%m-%d %H:%M") for code in codes
    }


def reasons(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Reasons of openings."""
    return _said("reason", codes, language)


def kinds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Kinds of requests."""
    return _said("kind", codes, language)


def whose(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Whose record a request is about: oneself, a child, a ward."""
    return _said("about", codes, language)


def outcomes(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Answers to requests."""
    return _said("outcome", codes, language)


def purposes(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """For what a program opened many records."""
    return _said("purpose", codes, language)


def bases(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Bases of holds."""
    return _said("basis", codes, language)


def answers(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """What people say of a pair; nothing where an answer was taken back."""
    return {code: say(f"reviewed.answer.{code}", language) for code in codes if code}


def sheets(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Sheets of differences by register and comparison."""
    keys = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]
    rows = DifferenceSheet.objects.regardless("the trail names sheets of every owner").filter(pk__in=keys)
    named = {str(row.pk): (str(row.run), row.register) for row in rows}
    return {
        code: say("vault.named.sheet", language, number=run, register=register_name(of, language))
        for code, (run, of) in named.items()
    }


def _field(name: str, language: Language) -> str:
    of = next((one for one in REGISTERS if name in register(one).fields), None)
    return name if of is None else field_name(of, name, language)


def _said(family: str, codes: Collection[str], language: Language) -> Mapping[str, str]:
    keys = {code: f"vault.{family}.{code}" for code in codes}
    return {code: say(key, language) for code, key in keys.items() if key in catalogue()}

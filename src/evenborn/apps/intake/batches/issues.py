"""What was found in a batch, in words: rules with their fields and row numbers, and how columns were read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evenborn.apps.intake.models import Batch, BrokenRule
from evenborn.presentation.words import say
from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import register
from evenborn.web.language import page_language
from evenborn.web.register_names import field_name

__all__ = ["Issue", "ReadColumn", "absent_of", "columns_of", "issues_of", "remedies_of"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One rule on one field, in words."""

    wrong: str
    field: str
    severity: str
    rejects: bool
    rows: int
    first_rows: str


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column of the file and the field that it was taken for; no field where it is not read."""

    header: str
    field: str
    how: str


def issues_of(of: str, broken: Iterable[BrokenRule]) -> list[Issue]:
    """Rules that rows break, those that hold rows back first; never a value."""
    return [
        Issue(
            say(f"rule.{one.rule}", page_language()), field_name(of, one.field),
            say(f"check.severity.{one.severity}", page_language()), one.severity == "reject",
            one.rows, one.first_rows + (" …" if one.rows > len(one.first_rows.split(",")) else ""),
        )
        for one in broken
    ]  # fmt: skip


def remedies_of(broken: Iterable[BrokenRule]) -> list[tuple[str, str]]:
    """What puts each rule right, each once."""
    rules = dict.fromkeys(one.rule for one in broken)
    language = page_language()
    return [(say(f"rule.{rule}", language), say(f"remedy.{rule}", language, other="…")) for rule in rules]


def columns_of(batch: Batch) -> list[ReadColumn]:
    """Every column of the file, as the check understood it; nothing before it was understood."""
    headers: Sequence[str] = batch.reading.get("headers", ())
    how, by_key = batch.reading.get("how", {}), {}
    for name, header in batch.columns.items():
        by_key[header_key(header)] = name
    return [_column(batch, header, by_key.get(header_key(header), ""), how) for header in headers if header]


def _column(batch: Batch, header: str, name: str, how: dict[str, str]) -> ReadColumn:
    if not name:
        return ReadColumn(header, "", say("intake.not-read", page_language()))
    told = how.get(name, "named")
    return ReadColumn(header, field_name(batch.register, name), say(f"check.how.{told}", page_language()))


def absent_of(batch: Batch) -> list[str]:
    """Fields of the register that the file does not have."""
    known = register(batch.register).fields
    return [field_name(batch.register, name) for name in batch.reading.get("absent", ()) if name in known]

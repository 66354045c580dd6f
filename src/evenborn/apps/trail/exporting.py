"""The trail as a file: CSV of any length with all that its hashes cover, or a workbook to read.

No cell can be taken for a formula: in the workbook words are words, in CSV one that begins like a formula
gets an apostrophe before it. Nothing that the office writes begins so, hence the hashes can be computed anew
from CSV.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import islice
from typing import Final

from django.utils import timezone

from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.trail.sentences import Sentences
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table, text
from evenborn.presentation.words import say
from evenborn.presentation.workbook import book_of
from evenborn.registers.refusal import Refusal

__all__ = ["FIELDS", "MOST_ROWS", "WORKBOOK", "book", "lines", "may_write"]

FIELDS: Final = (
    "store", "number", "at", "actor", "event", "subject", "area", "facts", "previous", "hash", "sentence",
)  # fmt: skip
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 20_000
"""Entries in a workbook; what is longer nobody reads as one."""
_AT_A_TIME: Final = 2000
_FORMULA: Final = tuple("=+-@|%\t\r")


def lines(store: Store, entries: Iterable[Entry], language: Language) -> Iterator[str]:
    """CSV in UTF-8 with a mark, so that spreadsheets read it, a piece at a time."""
    yield "\ufeff" + _csv([FIELDS])
    rows = iter(entries)
    while some := list(islice(rows, _AT_A_TIME)):
        sentences = Sentences(language)
        sentences.prepare(some)
        yield _csv([_row(store, entry, sentences) for entry in some])


def may_write(form: str, entries: int) -> None:
    """Refuse a workbook of more rows than anybody reads.

    Raises
    ------
    Refusal
        ``trail-too-long``.
    """
    if form == "xlsx" and entries > MOST_ROWS:
        raise Refusal("trail-too-long", entries=entries, most=MOST_ROWS)


def book(store: Store, entries: Iterable[Entry], filtered: str, language: Language) -> bytes:
    """A workbook of one sheet."""
    sentences, some = Sentences(language), list(entries)
    sentences.prepare(some)
    rows = tuple(_cells(entry, sentences) for entry in some)
    name = say(f"audit.store.{store.label}", language)
    title = say("trail.exported", language, store=name)
    narrowed = say("trail.exported-filter", language, filter=filtered)
    return book_of(title, [(name, [narrowed], [Table("trail", title, _columns(language), rows)])], language)


def _row(store: Store, entry: Entry, sentences: Sentences) -> list[str]:
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    kept = (entry.actor, entry.event, entry.subject, entry.area, entry.facts, entry.previous, entry.hash)
    said = f"{sentences.actor(entry)} {sentences.what(entry)}"
    return [store.label, str(entry.number), at, *map(_plain, (*kept, said))]


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _csv(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def _columns(language: Language) -> tuple[Column, ...]:
    widths = {"number": 10, "at": 20, "actor": 24, "what": 60, "subject": 24, "area": 12, "hash": 66}
    return tuple(
        Column(key, say(f"trail.column.{key}", language), width=width, names_row=key == "number")
        for key, width in widths.items()
    )


def _cells(entry: Entry, sentences: Sentences) -> tuple[Cell, ...]:
    at = timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")
    said = (sentences.actor(entry), sentences.what(entry), sentences.subject(entry), sentences.area(entry))
    return tuple(map(text, (str(entry.number), at, *said, entry.hash)))

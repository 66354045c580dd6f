"""Printing the book: read within scope, described, made in one form, entered into the trail as an export."""

import hashlib
from typing import Final

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.births.book.description import LINES, Months, describe
from evenborn.apps.documents.download import Download, Form, download
from evenborn.apps.intake.models import Sender
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.book import read_book
from evenborn.presentation.numbers import Language
from evenborn.registers.refusal import Refusal

__all__ = ["MOST_LINES", "print_book"]

PRINT: Final = events.register(
    "births.print-book", ("facility", "year", "first_month", "last_month", "form", "language", "sha256")
)
MOST_LINES: Final = 100 * LINES
"""Lines that are laid out on pages at once; more take minutes, and a workbook has no pages."""


def print_book(sender: Sender, months: Months, *, by: Actor, form: Form, language: Language) -> Download:
    """Make the book of some months in a form.

    Raises
    ------
    Refusal
        ``births-book-months``, ``births-book-long``; where a PDF cannot be made here.
    """
    if months.first > months.last or months.start > by.today:
        raise Refusal("births-book-months", start=str(months.first), end=str(months.last))
    read = read_book(
        by=by, area=sender.area, department=sender.department, facility=sender.code, year=months.year,
        last=min(months.end, by.today),
    )  # fmt: skip
    book = describe(read.lines, months, institution=sender.name, made=by.today)
    if form != "xlsx" and len(book.entries) > MOST_LINES:
        raise Refusal("births-book-long", lines=len(book.entries), most=MOST_LINES)
    made = download(book, form, language)
    facts = {
        "facility": sender.code, "year": str(months.year), "first_month": months.first,
        "last_month": months.last, "form": form, "language": language,
        "sha256": hashlib.sha256(made.content).hexdigest(),
    }  # fmt: skip
    look(
        by, Permission.BIRTHS_BOOK, PRINT, store=Store.STATISTICS, area=sender.area, facts=facts,
        subject=f"sender:{sender.pk}",
    )  # fmt: skip
    return made

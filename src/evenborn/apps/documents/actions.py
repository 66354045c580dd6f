"""Whoever prints is entered into the trail, with the hash of what was handed over."""

import hashlib
from typing import Final

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.audit.events import events
from evenborn.apps.documents.download import Download, Form, download
from evenborn.apps.documents.printed import Printed
from evenborn.apps.stores import Store
from evenborn.presentation.numbers import Language
from evenborn.registers.refusal import Refusal

__all__ = ["LONGEST", "print_table"]

PRINT: Final = events.register("documents.print", ("table", "form", "language", "sha256"))
LONGEST: Final = 1000
"""Rows of a PDF or a Word document; a longer list takes minutes to lay out."""


def print_table(printed: Printed, *, by: Actor, area: str, form: Form, language: Language) -> Download:
    """Make a table in a form, and enter who had it, before it is handed over.

    Raises
    ------
    Forbidden
        To whom may not see what it tells.
    Refusal
        ``print-empty``, ``print-too-long``; where a PDF cannot be made here.
    """
    by.require(printed.permission)
    table = printed.describe(by, area)
    if form in ("pdf", "docx") and len(table.rows) > LONGEST:
        raise Refusal("print-too-long", rows=len(table.rows), longest=LONGEST)
    made = download(table, form, language)
    digest = hashlib.sha256(made.content).hexdigest()
    facts = {"table": printed.name, "form": form, "language": language, "sha256": digest}
    look(by, printed.permission, PRINT, store=Store.OFFICE, facts=facts)
    return made

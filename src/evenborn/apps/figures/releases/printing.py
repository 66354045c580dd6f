"""An issue as a file for an officer; who had it is entered into the trail."""

import hashlib
from typing import Final

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.documents.download import Download, Form, download
from evenborn.apps.figures.releases.models import Release
from evenborn.apps.figures.releases.standing import standing_of
from evenborn.apps.figures.releases.statutory import statutory_table
from evenborn.apps.stores import Store
from evenborn.presentation.numbers import Language

__all__ = ["print_release"]

_FACTS: Final = ("table", "register", "number", "form", "language", "sha256")
PRINT: Final = events.register("figures.print-release", _FACTS)


def print_release(release: Release, *, by: Actor, form: Form, language: Language) -> Download:
    """Make an issue in a form, and enter who had it, before it is handed over.

    Raises
    ------
    Refusal
        Where a PDF cannot be made here.
    """
    made = download(statutory_table(release.read, standing_of(release)), form, language)
    digest = hashlib.sha256(made.content).hexdigest()
    facts = {
        "table": release.table, "register": release.register, "number": release.number, "form": form,
        "language": language, "sha256": digest,
    }  # fmt: skip
    held = next(one for one in (Permission.FIGURES_PREPARE, Permission.FIGURES_APPROVE) if by.may(one))
    look(by, held, PRINT, store=Store.STATISTICS, area=release.area, facts=facts)
    return made

"""What is said after an import, on its page and in the terminal."""

from evenborn.apps.areas.actions import BoundariesReport, ImportReport
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say

__all__ = ["told_of_areas", "told_of_boundaries"]

_SHOWN = 12


def told_of_areas(done: ImportReport, language: Language) -> list[str]:
    """Sentences on an import of areas; the last names codes over which somebody must be appointed anew."""
    if done.nothing:
        return [say("areas.import-nothing", language, file=done.file)]
    told = [
        say(
            "areas.import-done", language, file=done.file, added=done.added, changed=done.changed,
            removed=done.removed, ended=done.ended, followed=done.followed,
        )
    ]  # fmt: skip
    if done.appointed:
        codes = ", ".join(done.appointed[:_SHOWN]) + (" …" if len(done.appointed) > _SHOWN else "")
        told.append(say("areas.import-appointed", language, areas=codes))
    return told


def told_of_boundaries(done: BoundariesReport, language: Language) -> list[str]:
    """Sentences on an import of boundaries."""
    told = [
        say("areas.boundaries-done", language, file=done.file, added=done.added, changed=done.changed)
        if done.added or done.changed
        else say("areas.import-nothing", language, file=done.file)
    ]
    if done.strange:
        told.append(say("areas.boundaries-strange", language, strange=done.strange))
    return told

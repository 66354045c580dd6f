"""What the audit trail calls releases, and the codes that their entries name."""

from collections.abc import Collection, Mapping

from evenborn.apps.figures.releases.models import Release
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say

__all__ = ["reasons", "releases", "tables", "why_withdrawn"]


def releases(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Issues by their name and number."""
    keys = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]
    rows = Release.objects.regardless("the trail names releases of every area").filter(pk__in=keys)
    return {
        str(row.pk): say("releases.issue-of", language, name=row.name, number=str(row.number)) for row in rows
    }


def tables(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Kinds of tables."""
    return {code: say(f"releases.table.{code}", language) for code in codes}


def reasons(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Reasons of an issue."""
    return {code: say(f"releases.reason.{code}", language) for code in codes}


def why_withdrawn(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Reasons of a withdrawal."""
    return {code: say(f"releases.because.{code}", language) for code in codes}

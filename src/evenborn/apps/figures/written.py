"""Parts of a page of figures as HTML, kept until the cube is made anew: writing takes most of its time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from evenborn.apps.figures.completeness.showing import CompletenessShown
from evenborn.apps.figures.registration.why import Why
from evenborn.apps.figures.showing import Shown
from evenborn.presentation.page import Section
from evenborn.presentation.tables import Table
from evenborn.web.templatetags.figures import table_tag

__all__ = ["Beside", "area_parts", "section_parts", "tables_written"]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the ratios of an area.

    Attributes
    ----------
    completeness : CompletenessShown
    corrected : SafeString
        What the latest comparison found, written.
    ages : Table or None
        By the mother's age.
    why : Why
        Whether girls were not born or not registered, and what to do next.
    township : bool
        Whether the area is a township, whose births stand by no age of the mother.
    """

    completeness: CompletenessShown
    corrected: SafeString
    ages: Table | None
    why: Why
    township: bool


def area_parts(shown: Shown, beside: Beside, register: str) -> SafeString:
    """Everything that the page of an area shows of a cube."""
    context = {
        "shown": shown, "ages": beside.ages,
        "completeness": beside.completeness, "corrected": beside.corrected, "register_words": register,
        "why": beside.why, "township": beside.township,
    }  # fmt: skip
    return mark_safe(render_to_string("figures/area_parts.html", context))  # noqa: S308 - a template of ours


def section_parts(sections: Sequence[Section]) -> SafeString:
    """Sections with their drawings and tables."""
    written = render_to_string("figures/sections.html", {"sections": sections})
    return mark_safe(written)  # noqa: S308 - a template of ours


def tables_written(tables: Sequence[Table]) -> SafeString:
    """Tables, one below the other."""
    return SafeString("".join(table_tag(table) for table in tables))

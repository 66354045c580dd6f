"""Parts of a page of figures as HTML, kept until the cube is made anew: writing takes most of its time."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from evenborn.apps.figures.missing_births import missing_of
from evenborn.apps.figures.showing import Shown
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section
from evenborn.presentation.tables import Table
from evenborn.web.templatetags.figures import table_tag

__all__ = ["area_parts", "section_parts", "tables_written"]


def area_parts(
    shown: Shown, ages: Table | None, source: str, register: str, language: Language
) -> SafeString:
    """Everything of the page of an area that depends on the cube alone."""
    context = {
        "shown": shown, "missing": missing_of(shown.headline, source, language), "ages": ages,
        "register_words": register,
    }  # fmt: skip
    return mark_safe(render_to_string("figures/area_parts.html", context))  # noqa: S308 - a template of ours


def section_parts(sections: Sequence[Section]) -> SafeString:
    """Sections with their drawings and tables."""
    written = render_to_string("figures/sections.html", {"sections": sections})
    return mark_safe(written)  # noqa: S308 - a template of ours


def tables_written(tables: Sequence[Table]) -> SafeString:
    """Tables, one below the other."""
    return SafeString("".join(table_tag(table) for table in tables))

"""The section of a page that says what the latest comparison found of its area, or what is to be done."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures import queries
from evenborn.apps.figures.corrected.found import Found, found_of
from evenborn.apps.figures.corrected.leads import Readers, leading_on
from evenborn.apps.figures.corrected.showing import not_known, tables_of, time_of, verdict_of
from evenborn.apps.figures.kept import kept
from evenborn.apps.figures.levels import COUNTY, is_township
from evenborn.apps.figures.speaking import Speaking
from evenborn.presentation.field_words import joined
from evenborn.registers.period import Period
from evenborn.sexratio.disclosure import Audience
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["corrected_section"]


def corrected_section(
    by: Actor, area: str, register: str, audience: Audience, shown: Period | None, speaking: Speaking | None
) -> SafeString:
    """The section, written; kept until another comparison is made, or this one is counted anew.

    Parameters
    ----------
    by : Actor
    area : str
    register : str
        That the page shows, for links to the county.
    audience : {"office", "public"}
    shown : Period or None
        Period of the ratio that the page leads with.
    speaking : Speaking or None
        The comparison that speaks for the area, as this audience may see it.
    """
    county = area[:COUNTY]
    held = tuple(queries.cubes(by))
    opens = speaking is not None and by.may(Permission.MATCHING_SEE, speaking.run.area)
    may = (
        by.may(Permission.MATCHING_SEE, area), by.may(Permission.MATCHING_RUN, area),
        by.may(Permission.FIGURES_SEE, county), opens,
    )  # fmt: skip

    def make() -> SafeString:
        context: dict[str, object] = {
            "code": area, "county": county if is_township(area) and may[2] else "", "register": register,
            "is_township": is_township(area), "may_see": may[0], "may_run": may[1],
            "may_open": opens,
        }  # fmt: skip
        if speaking is not None:
            readers = Readers(register, held, comparison=opens)
            context |= _found(found_of(speaking, area, audience), area, shown, readers)
        written = render_to_string("figures/corrected.html", context)
        return mark_safe(written)  # noqa: S308 - a template of ours

    spoken = speaking and speaking.key
    return kept(("corrected", area, register, audience, shown, spoken, may, held, page_language()), make)


def _found(found: Found, area: str, shown: Period | None, may: Readers) -> dict[str, object]:
    language = page_language()
    return {
        "run": found.run,
        "registers": joined([register_name(name) for name in found.registers], language),
        "time": time_of(found, language), "verdict": verdict_of(found, language),
        "tables": leading_on(tables_of(found, language), found, area, may),
        "cannot": list(not_known(found, shown, language)),
    }  # fmt: skip

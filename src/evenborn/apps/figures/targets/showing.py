"""How a target and its assessment read on pages: a status, a figure in one line, sentences, links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures import queries as figures
from evenborn.apps.figures.models import Target
from evenborn.apps.figures.targets.assessing import Held, held
from evenborn.presentation import dates, numbers
from evenborn.presentation.assessment import AssessedFigure, number_or_none
from evenborn.presentation.assessment_words import (
    assessment_sentences,
    births_cell,
    figures_table,
    four_places,
    interval_cell,
    ratio_cell,
    unstated_sentences,
)
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.registers.definition import REGISTERS
from evenborn.registers.period import Period
from evenborn.web.cells import Look, Status
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = [
    "Behind", "behind", "both_figures", "figure_line", "held_of", "probability", "sentences",
    "short_sentences", "status", "target_ratio",
]  # fmt: skip

_LOOKS: Final[Mapping[str, Look]] = {
    "met": "done", "not-met": "wrong", "indeterminate": "indeterminate", "not-comparable": "indeterminate",
    "undefined": "ended", "nothing-yet": "open", "no-base": "open", "withheld": "ended",
}  # fmt: skip


def held_of(by: Actor, targets: list[Target]) -> list[Held]:
    """Targets with their assessments, in the words of the page's language."""
    sources = {name: register_name(name) for name in REGISTERS}
    coverage = say("figures.targets.coverage", page_language())
    return held(by, targets, figures.cubes(by), sources, coverage)


def status(one: Held) -> Status:
    """The verdict, or why there is none; of an ended target that it was ended."""
    if one.target.ended_at is not None:
        return Status("figures.targets.ended", "ended")
    family = "assess.verdict" if one.assessment else "figures.targets.why"
    return Status(f"{family}.{one.verdict}", _LOOKS[one.verdict])


def probability(one: Held) -> str:
    """The probability that the target was met; empty where there is none."""
    value = number_or_none(one.assessment.result.probability_met) if one.assessment else None
    return "" if value is None else four_places(value)


def target_ratio(one: Held) -> str:
    """The ratio that was to be reached; empty where there is none or it may not be shown."""
    if one.assessment is None or not one.assessment.shows_target:
        return ""
    value = number_or_none(one.assessment.result.target)
    return "" if value is None else numbers.ratio(value, 2)


def figure_line(figure: AssessedFigure, confidence: float, language: Language) -> str:
    """A figure in one line: ratio, interval, births, period, source, completeness."""
    complete = {True: "complete", False: "incomplete", None: "unstated"}[figure.complete]
    return say(
        "figures.targets.figure", language,
        ratio=ratio_cell(figure, language, 2), confidence=numbers.percent(confidence),
        interval=interval_cell(figure, confidence, language), births=births_cell(figure, language),
        period=dates.period(figure.period, language) if figure.period else "",
        source=figure.source or "", complete=say(f"figures.targets.{complete}", language),
    )  # fmt: skip


def sentences(one: Held, language: Language) -> list[str]:
    """The verdict, why, and the rule with its numbers; or why there is no verdict."""
    if one.assessment is None:
        return [say(f"figures.targets.because.{one.why}", language, year=str(one.target.year))]
    return [line.removeprefix("  · ") for line in assessment_sentences(one.assessment, language)]


def short_sentences(one: Held, language: Language) -> list[str]:
    """What stands beside the verdict: its probability and the rule, or why there is none."""
    if one.assessment is None:
        return sentences(one, language)
    left_out = unstated_sentences(one.assessment, language)
    said = [line for line in sentences(one, language)[1:] if line not in left_out]
    likely = probability(one)
    return [say("figures.targets.likely", language, probability=likely), *said] if likely else said


def both_figures(one: Held, language: Language) -> Table | None:
    """The table of both figures; its first column is named, which a page read aloud needs."""
    if one.assessment is None:
        return None
    table = figures_table(one.assessment, language)
    first = replace(table.columns[0], title=say("figures.targets.what", language))
    return replace(table, columns=(first, *table.columns[1:]))


@dataclass(frozen=True, slots=True)
class Behind:
    """Where a counted figure leads: the counts and batches behind it."""

    period: Period
    url: str


def behind(one: Held, by: Actor) -> list[Behind]:
    """Of the figures that were counted, those that the reader may look behind."""
    if one.assessment is None or not by.may(Permission.FIGURES_SEE, one.target.area):
        return []
    found = []
    for figure in (one.assessment.now, one.assessment.base):
        if figure.counted and figure.period is not None:
            asked = {
                "register": one.target.register, "start": figure.period.start, "end": figure.period.end,
            }  # fmt: skip
            address = f"{reverse('figures-behind', args=[one.target.area])}?{urlencode(asked)}"
            found.append(Behind(figure.period, address))
    return found

"""How an assessment area by area reads: what it stands on, one row an area, and why some have no verdict."""

from collections.abc import Sequence

from evenborn.presentation import numbers
from evenborn.presentation.assessment import Assessment, number_or_none
from evenborn.presentation.assessment_words import (
    births_cell,
    difference_sentences,
    four_places,
    interval_cell,
    period_words,
    ratio_cell,
    stated,
    unstated_sentences,
    verdict_word,
)
from evenborn.presentation.numbers import Language
from evenborn.presentation.paragraphs import paragraph
from evenborn.presentation.tables import Cell, Column, Look, Table
from evenborn.presentation.words import say

_MOST_NAMES = 20

_LOOKS: dict[str, Look] = {
    "met": "plain",
    "not met": "high",
    "indeterminate": "indeterminate",
    "not comparable": "indeterminate",
    "undefined": "plain",
}


def basis_sentences(assessments: Sequence[Assessment], language: Language) -> list[str]:
    """Period and source of both figures, which all areas of one file share."""
    one = assessments[0]
    return [
        say(
            "assess.basis",
            language,
            figure=say(f"assess.{when}", language),
            period=stated(period_words(figure, language), language),
            source=stated(figure.source, language),
        )
        for when, figure in (("base", one.base), ("now", one.now))
    ]


def areas_table(assessments: Sequence[Assessment], in_one_only: Sequence[str], language: Language) -> Table:
    """One row an area: both ratios with births and interval, the target, the verdict and its probability.

    Parameters
    ----------
    assessments : sequence of Assessment
        At least one.
    in_one_only : sequence of str
        Areas with births in only one of the two periods.
    language : {"en", "zh"}

    Returns
    -------
    Table
        Its notes name the areas that have no verdict, and why.
    """
    base, now = say("assess.base", language), say("assess.now", language)
    confidence = assessments[0].confidence
    interval = say("column.interval", language, confidence=numbers.percent(confidence))
    columns = (
        Column("area", say("column.area", language), "text", 14, names_row=True),
        *(
            Column(f"{when}_{name}", say("assess.of", language, figure=figure, what=title), "text", 14)
            for when, figure in (("base", base), ("now", now))
            for name, title in (
                ("births", say("column.births", language)),
                ("ratio", say("column.ratio", language)),
                ("interval", interval),
            )
        ),
        Column("target", say("assess.row.target", language), "text", 9),
        Column("verdict", say("assess.row.verdict", language), "text", 16),
        Column("probability", say("assess.row.probability", language), "text", 12),
    )
    rows = tuple(_area_row(assessment, language) for assessment in assessments)
    notes = tuple(_notes(assessments, in_one_only, language))
    return Table("assessments", say("assess.title-areas", language), columns, rows, notes)


def _area_row(assessment: Assessment, language: Language) -> tuple[Cell, ...]:
    target = number_or_none(assessment.result.target) if assessment.shows_target else None
    probability = number_or_none(assessment.result.probability_met)
    cells = [Cell(assessment.area or "")]
    for figure in (assessment.base, assessment.now):
        cells += [
            Cell(births_cell(figure, language)),
            Cell(ratio_cell(figure, language, 1)),
            Cell(interval_cell(figure, assessment.confidence, language)),
        ]
    return (
        *cells,
        Cell("" if target is None else numbers.ratio(target)),
        Cell(verdict_word(assessment, language), look=_LOOKS[assessment.verdict]),
        Cell("" if probability is None else four_places(probability)),
    )


def _notes(assessments: Sequence[Assessment], in_one_only: Sequence[str], language: Language) -> list[str]:
    """Why areas are not comparable, what was not checked, and which areas are not in the table."""
    reasons: dict[tuple[str, ...], list[str]] = {}
    for assessment in assessments:
        if assessment.verdict == "not comparable":
            why = tuple(difference_sentences(assessment, language))
            reasons.setdefault(why, []).append(assessment.area or "")
    notes = [
        say(
            "assess.areas-not-comparable",
            language,
            areas=_names(areas, language),
            why=paragraph(why, language),
        )
        for why, areas in reasons.items()
    ]
    notes += dict.fromkeys(
        line for assessment in assessments for line in unstated_sentences(assessment, language)
    )
    if in_one_only:
        notes.append(say("assess.areas-in-one-period-only", language, areas=_names(in_one_only, language)))
    return notes


def _names(areas: Sequence[str], language: Language) -> str:
    names = say("assess.comma", language).join(areas[:_MOST_NAMES])
    more = len(areas) - _MOST_NAMES
    return names if more <= 0 else say("assess.and-more", language, areas=names, more=more)

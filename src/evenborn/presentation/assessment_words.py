"""How one assessment reads: its sentences and its table, in English and Chinese."""

from typing import SupportsFloat

from evenborn.presentation import dates, numbers
from evenborn.presentation.assessment import AssessedFigure, Assessment, number_or_none
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table
from evenborn.presentation.words import say
from evenborn.sexratio.comparability import Difference
from evenborn.sexratio.disclosure.rules import SMALLEST_OFFICE_RATIO


def verdict_word(assessment: Assessment, language: Language) -> str:
    """The verdict as a person reads it."""
    return say(f"assess.verdict.{_key(assessment.verdict)}", language)


def assessment_sentences(assessment: Assessment, language: Language) -> list[str]:
    """The verdict first, then why, then the rule with its numbers."""
    lines = [_headline(assessment, language)]
    lines += [f"  · {reason}" for reason in difference_sentences(assessment, language)]
    lines += unstated_sentences(assessment, language)
    return [*lines, *_rule(assessment, language)]


def _headline(assessment: Assessment, language: Language) -> str:
    key = f"assess.headline.{_key(assessment.verdict)}"
    probability = number_or_none(assessment.result.probability_met)
    shown = "" if probability is None else four_places(probability)
    return say(key, language, probability=shown, reference=numbers.level(assessment.reference))


def four_places(probability: float) -> str:
    """A probability with four decimals that is never rounded to nought or one.

    Examples
    --------
    >>> four_places(0.99983), four_places(1.0), four_places(0.0)
    ('0.9998', '> 0.9999', '< 0.0001')
    """
    if probability > 0.9999:
        return "> 0.9999"
    return "< 0.0001" if probability < 0.0001 else f"{probability:.4f}"


def difference_sentences(assessment: Assessment, language: Language) -> list[str]:
    """Why the two figures may not be held against each other; empty where they may."""
    return [
        _difference(difference, assessment, language) for difference in assessment.comparability.differences
    ]


def _difference(difference: Difference, assessment: Assessment, language: Language) -> str:
    key = f"assess.difference.{_key(difference.trait)}"
    return say(key, language, base=_trait(difference, assessment.base, language),
                        now=_trait(difference, assessment.now, language))  # fmt: skip


def _trait(difference: Difference, figure: AssessedFigure, language: Language) -> str:
    values = {
        "source": figure.source,
        "coverage": figure.coverage,
        "period kind": period_words(figure, language),
        "period complete": _completion(figure, language),
        "completeness": None if figure.completeness is None else numbers.percent(figure.completeness),
    }
    return values[difference.trait] or say("assess.not-stated", language)


def period_words(figure: AssessedFigure, language: Language) -> str | None:
    """A figure's period with its kind; None where not stated."""
    if figure.period is None:
        return None
    kind = say(f"assess.period-kind.{figure.period.kind}", language)
    return say(
        "assess.period",
        language,
        kind=kind,
        period=dates.span(figure.period.start, figure.period.end, language),
    )


def _completion(figure: AssessedFigure, language: Language) -> str | None:
    if figure.complete is None:
        return None
    word = say("assess.complete" if figure.complete else "assess.incomplete", language)
    if figure.cut_off is None:
        return word
    return say("assess.completion", language, word=word, cut_off=dates.day(figure.cut_off, language))


def unstated_sentences(assessment: Assessment, language: Language) -> list[str]:
    """What was stated for neither figure and so not checked; empty where all was."""
    if assessment.verdict in ("not comparable", "undefined") or not assessment.comparability.unstated:
        return []
    traits = say("assess.comma", language).join(
        say(f"assess.trait.{_key(trait)}", language) for trait in assessment.comparability.unstated
    )
    return [say("assess.unstated", language, traits=traits)]


def _rule(assessment: Assessment, language: Language) -> list[str]:
    result, facts = assessment.result, {"reference": numbers.level(assessment.reference)}
    target = number_or_none(result.target)
    if not assessment.shows_target:
        return [say("assess.too-few", language, births=SMALLEST_OFFICE_RATIO)]
    if target is None:
        return [say("assess.no-excess", language, base=_two(result.base.estimate), **facts)]
    facts |= {"required": numbers.percent(assessment.required), "excess": _two(result.excess)}
    lines = [say("assess.target", language, target=f"{target:.3f}", **facts)]
    if not assessment.comparability.comparable:
        lines.append(say("assess.no-progress", language))
    elif not assessment.shows_fall:
        lines.append(say("assess.too-few", language, births=SMALLEST_OFFICE_RATIO))
    elif number_or_none(result.fall) is None:
        lines.append(say("assess.no-girls", language))
    else:
        achieved, over = float(result.achieved), float(result.times_over)
        key = "assess.achieved" if float(result.fall) >= 0 else "assess.rose"
        facts = {"fall": _two(abs(float(result.fall))), "achieved": numbers.percent(achieved, 1)}
        lines.append(say(key, language, over=f"{over:.1f}", **facts))
    return lines


def _two(value: SupportsFloat) -> str:
    return f"{float(value):.2f}"


def _key(word: str) -> str:
    return word.replace(" ", "-")


def figures_table(assessment: Assessment, language: Language) -> Table:
    """Base and now side by side: ratio, interval, births, period, cut-off, source, coverage, completeness."""
    columns = (
        Column("what", "", "text", 22, names_row=True),
        Column("base", say("assess.base", language), "text", 34),
        Column("now", say("assess.now", language), "text", 34),
    )
    figures = (assessment.base, assessment.now)
    interval = say("column.interval", language, confidence=numbers.percent(assessment.confidence))
    lines = [
        (say("column.ratio", language), *(ratio_cell(figure, language, 2) for figure in figures)),
        (interval, *(interval_cell(figure, assessment.confidence, language) for figure in figures)),
        (say("column.births", language), *(births_cell(figure, language) for figure in figures)),
        (say("assess.row.period", language), *(stated(period_words(f, language), language) for f in figures)),
        (
            say("assess.row.complete", language),
            *(stated(_completion(f, language), language) for f in figures),
        ),
        (say("assess.row.source", language), *(stated(figure.source, language) for figure in figures)),
        (say("assess.row.coverage", language), *(stated(figure.coverage, language) for figure in figures)),
        (
            say("assess.row.completeness", language),
            *(stated(_share(figure), language) for figure in figures),
        ),
    ]
    rows = tuple(tuple(Cell(text) for text in line) for line in lines)
    return Table("assessment", say("assess.title", language), columns, rows)


def ratio_cell(figure: AssessedFigure, language: Language, places: int) -> str:
    """A figure's ratio, or why there is none."""
    if not figure.shows_ratio:
        return say("cell.too-few", language)
    estimate = number_or_none(figure.ratio.estimate)
    return say("cell.no-girls", language) if estimate is None else numbers.ratio(estimate, places)


def stated(text: str | None, language: Language) -> str:
    """A text, or that it was not stated."""
    return text or say("assess.not-stated", language)


def _share(figure: AssessedFigure) -> str | None:
    return None if figure.completeness is None else numbers.percent(figure.completeness)


def births_cell(figure: AssessedFigure, language: Language) -> str:
    """A figure's births."""
    return numbers.count(round(float(figure.ratio.births)), language)


def interval_cell(figure: AssessedFigure, confidence: float, language: Language) -> str:
    """The interval of a figure's ratio; one end alone where there are no girls or no boys."""
    ends = figure.ratio.interval(confidence)
    lower = None if str(ends.sides) in ("upper", "none") else float(ends.lower)
    upper = None if str(ends.sides) in ("lower", "none") else float(ends.upper)
    return numbers.interval(lower, upper, language)

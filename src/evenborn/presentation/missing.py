"""The answer to "how many girls are missing?": both definitions by name, as a table and as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from evenborn.presentation import dates, numbers
from evenborn.presentation.counts import Count
from evenborn.presentation.decomposition import order_word
from evenborn.presentation.figure import Figure
from evenborn.presentation.figures import FigureRules, figures_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table
from evenborn.presentation.words import say
from evenborn.sexratio.missing import Definition, MissingFemaleBirths, missing_female_births

DEFINITIONS: tuple[Definition, ...] = get_args(Definition)


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """Missing female births of some figures, by one definition or both.

    ``missing`` holds arrays as long as ``figures``. Figures of under 200 births have none: like a
    ratio, the number would say more about chance than about girls.
    """

    figures: tuple[Figure, ...]
    missing: dict[Definition, MissingFemaleBirths]
    baseline: float
    baseline_sd: float
    confidence: float
    source: str


def missing_answer(
    counts: Sequence[Count],
    rules: FigureRules,
    definitions: Sequence[Definition],
    baseline: float,
    baseline_sd: float,
    source: str,
) -> MissingAnswer:
    """Estimate the missing female births of counts.

    Examples
    --------
    >>> counts = [Count("A", None, None, None, 110_000, 100_000, 0)]
    >>> answer = missing_answer(counts, FigureRules(), DEFINITIONS, 100, 0, "example")
    >>> [float(answer.missing[name].missing[0]) for name in DEFINITIONS]
    [10000.0, 5000.0]
    """
    male, female = [count.male for count in counts], [count.female for count in counts]
    missing = {
        name: missing_female_births(
            male, female, baseline, baseline_sd=baseline_sd, definition=name, confidence=rules.confidence
        )
        for name in definitions
    }
    return MissingAnswer(figures_of(counts, rules), missing, baseline, baseline_sd, rules.confidence, source)


def _shown(figure: Figure) -> bool:
    return figure.reliability in ("reliable", "unreliable")


def missing_as_json(answer: MissingAnswer) -> dict[str, Any]:
    """The answer as plain data with stable English keys; see docs/commands.md."""
    return {
        "schema": "evenborn.missing-female-births/1",
        "source": answer.source,
        "baseline": answer.baseline,
        "baseline_sd": answer.baseline_sd,
        "confidence": answer.confidence,
        "figures": [_figure_as_json(at, figure, answer) for at, figure in enumerate(answer.figures)],
    }


def _figure_as_json(at: int, figure: Figure, answer: MissingAnswer) -> dict[str, Any]:
    period = figure.period
    return {
        "area": figure.area,
        "order": figure.order,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "complete": figure.complete,
        "male": figure.male,
        "female": figure.female,
        "births": figure.births,
        "ratio": figure.ratio,
        "lower": figure.lower,
        "upper": figure.upper,
        "reliability": figure.reliability,
        "missing": {
            name: {
                "estimate": float(by.missing[at]),
                "lower": float(by.lower[at]),
                "upper": float(by.upper[at]),
            }
            if _shown(figure)
            else None
            for name, by in answer.missing.items()
        },
    }


def missing_table(answer: MissingAnswer, language: Language) -> Table:
    """One row a figure: births, ratio, and for each definition the estimate with its interval."""
    figures = answer.figures
    names = [name for name in ("area", "period", "order") if any(getattr(figure, name) for figure in figures)]
    interval = say("column.interval", language, confidence=numbers.percent(answer.confidence))
    columns = [
        *(Column(name, say(f"column.{name}", language), "text", 14, names_row=True) for name in names),
        Column("births", say("column.births", language), "number", 12),
        Column("ratio", say("column.ratio", language), "number", 9),
        Column("ratio_interval", interval, "number", 14),
    ]
    for name in answer.missing:
        columns += [
            Column(name, say(f"missing.column.{name}", language), "number", 16),
            Column(f"{name}_interval", interval, "number", 20),
        ]
    rows = tuple(_row(at, figure, names, answer, language) for at, figure in enumerate(figures))
    notes = [
        say(f"missing.note.{name}", language, baseline=numbers.level(answer.baseline))
        for name in answer.missing
    ]
    if answer.baseline_sd:
        notes.append(say("missing.note.uncertain", language, sd=f"{answer.baseline_sd:g}"))
    source = say("missing.source", language, source=answer.source)
    return Table("missing", say("missing.title", language), tuple(columns), rows, tuple(notes), source)


def _row(
    at: int, figure: Figure, names: Sequence[str], answer: MissingAnswer, language: Language
) -> tuple[Cell, ...]:
    texts = {
        "area": order_word(figure.area, language),
        "order": order_word(figure.order, language),
        "period": dates.period(figure.period, language) if figure.period else "",
    }
    ratio = say("cell.too-few", language) if figure.ratio is None else numbers.ratio(figure.ratio)
    cells = [
        *(Cell(texts[name]) for name in names),
        Cell(numbers.count(figure.births or 0, language)),
        Cell(ratio, look="plain" if figure.ratio is not None else "too-few"),
        Cell(numbers.interval(figure.lower, figure.upper, language)),
    ]
    for by in answer.missing.values():
        if _shown(figure):
            ends = [numbers.count(round(float(end[at])), language) for end in (by.lower, by.upper)]
            cells += [
                Cell(numbers.count(round(float(by.missing[at])), language)),
                Cell(_range(ends, language)),
            ]
        else:
            cells += [Cell(""), Cell("")]
    return tuple(cells)


def _range(ends: Sequence[str], language: Language) -> str:
    lower, upper = (end.replace("-", "−") for end in ends)
    return say("missing.range", language, lower=lower, upper=upper)

"""``evenborn assess``: was the target met? From two figures, or from a file of births."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from evenborn.cli.amounts import births, completeness, inner_share, sex_ratio_level, share
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import (
    AsJson,
    Columns,
    Confidence,
    Encoding,
    Lang,
    Reference,
    Sheet,
    SourceName,
    YearKindOption,
)
from evenborn.cli.reading import chosen_one, read, typed_date, typed_period
from evenborn.presentation.numbers import Language
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.assessment import AssessedFigure, Assessment
    from evenborn.registers.births import BirthsTable
    from evenborn.registers.period import Period
    from evenborn.sexratio.ratio import SexRatio

Text = str | None
When = Literal["base", "now"]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed about one of the two figures."""

    when: When
    ratio: float | None
    births: float | None
    source: Text
    period: Text
    cut_off: Text
    coverage: Text
    completeness: Text


def command(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=helped("file"))] = None,
    base: Annotated[float | None, typer.Option("--base", metavar="130.63", help=helped("base"))] = None,
    base_births: Annotated[float | None, typer.Option("--base-births", help=helped("base-births"))] = None,
    now: Annotated[float | None, typer.Option("--now", metavar="117.42", help=helped("now"))] = None,
    now_births: Annotated[float | None, typer.Option("--now-births", help=helped("now-births"))] = None,
    require: Annotated[str, typer.Option("--require", metavar="10%", help=helped("require"))] = "10%",
    reference: Reference = 107.0,
    confidence: Confidence = "95%",
    source: SourceName = None,
    base_source: Annotated[Text, typer.Option("--base-source", help=helped("base-source"))] = None,
    now_source: Annotated[Text, typer.Option("--now-source", help=helped("now-source"))] = None,
    base_period: Annotated[Text, typer.Option("--base-period", help=helped("base-period"))] = None,
    now_period: Annotated[Text, typer.Option("--now-period", help=helped("now-period"))] = None,
    base_cut_off: Annotated[Text, typer.Option("--base-cut-off", help=helped("base-cut-off"))] = None,
    now_cut_off: Annotated[Text, typer.Option("--now-cut-off", help=helped("now-cut-off"))] = None,
    base_coverage: Annotated[Text, typer.Option("--base-coverage", help=helped("base-coverage"))] = None,
    now_coverage: Annotated[Text, typer.Option("--now-coverage", help=helped("now-coverage"))] = None,
    base_completeness: Annotated[
        Text, typer.Option("--base-completeness", help=helped("base-completeness"))
    ] = None,
    now_completeness: Annotated[
        Text, typer.Option("--now-completeness", help=helped("now-completeness"))
    ] = None,
    by: Annotated[Text, typer.Option("--by", metavar="area", help=helped("assess-by"))] = None,
    year_kind: YearKindOption = "calendar",
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Hold two figures against the rule, once they may be held against each other."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.assessment import assessed

        typed = (
            _Typed("base", base, base_births, base_source or source, base_period, base_cut_off,
                   base_coverage, base_completeness),
            _Typed("now", now, now_births, now_source or source, now_period, now_cut_off,
                   now_coverage, now_completeness),
        )  # fmt: skip
        level, required = sex_ratio_level("--reference", reference), share("--require", require)
        interval = inner_share("--confidence", confidence)
        by_area = by is not None and chosen_one("--by", by, ("area",)) == "area"
        if file is None:
            pairs, in_one_only = _stated_pair(typed, year_kind, by_area)
        else:
            table = read(
                file, ("area", "period") if by_area else ("period",), language, step="as-given",
                year_kind=year_kind, sheet=sheet, encoding=encoding, columns=column,
            )  # fmt: skip
            pairs, in_one_only = _counted_pairs(table, typed, year_kind, by_area)
        assessments = [
            assessed(one, other, reference=level, required=required, confidence=interval, area=area)
            for area, one, other in pairs
        ]
        _show(assessments, in_one_only, language, as_json)


_Pair = tuple[Text, "AssessedFigure", "AssessedFigure"]


def _stated_pair(
    typed: tuple[_Typed, _Typed], year_kind: str, by_area: bool
) -> tuple[list[_Pair], list[str]]:
    from evenborn.sexratio.ratio import sex_ratio_of_figure

    if by_area:
        raise Refusal("by-needs-file", option="--by area")
    figures = []
    for one in typed:
        for option, value in ((f"--{one.when}", one.ratio), (f"--{one.when}-births", one.births)):
            if value is None:
                raise Refusal("figure-missing", option=option)
        ratio = sex_ratio_of_figure(
            sex_ratio_level(f"--{one.when}", one.ratio or 0), births(f"--{one.when}-births", one.births or 0)
        )
        figures.append(_figure(one, ratio, year_kind, None))
    return [(None, figures[0], figures[1])], []


def _counted_pairs(
    table: "BirthsTable", typed: tuple[_Typed, _Typed], year_kind: str, by_area: bool
) -> tuple[list[_Pair], list[str]]:
    """The figures of every area that has births in both periods, and the names of those that have not."""
    from evenborn.presentation.period_births import births_of_period
    from evenborn.sexratio.ratio import sex_ratio

    counted: list[dict[Text, AssessedFigure]] = []
    for one in typed:
        for option, value in ((f"--{one.when}", one.ratio), (f"--{one.when}-births", one.births)):
            if value is not None:
                raise Refusal("figure-and-file", option=option)
        period = typed_period(f"--{one.when}-period", one.period, year_kind)
        if period is None:
            option = f"--{one.when}-period"
            raise Refusal("periods-missing", option=option, first="--base-period", second="--now-period")
        counts = births_of_period(table, period, ("area",) if by_area else ())
        if not any(count.male + count.female for count in counts):
            raise Refusal("no-births-to-compare", file=table.file, period=period.label)
        whole = _completeness(table, period, by_area)
        named = replace(one, source=one.source or table.file)
        counted.append(
            {
                count.area: replace(
                    _figure(named, sex_ratio(count.male, count.female), year_kind, whole[count.area]),
                    counted=True,
                )
                for count in counts
                if count.male + count.female
            }
        )
    in_both = [area for area in counted[0] if area in counted[1]]
    if not in_both:
        raise Refusal("no-area-in-both", file=table.file)
    in_one_only = sorted(str(area) for area in counted[0].keys() ^ counted[1].keys())
    return [(area, counted[0][area], counted[1][area]) for area in in_both], in_one_only


def _completeness(table: "BirthsTable", period: "Period", by_area: bool) -> "Mapping[Text, bool | None]":
    from evenborn.presentation.period_births import areas_that_hold_all_months, holds_all_months

    return areas_that_hold_all_months(table, period) if by_area else {None: holds_all_months(table, period)}


def _figure(typed: _Typed, ratio: "SexRatio", year_kind: str, whole: bool | None) -> "AssessedFigure":
    from evenborn.presentation.assessment import AssessedFigure

    option = f"--{typed.when}-period"
    period = typed_period(option, typed.period, year_kind)
    cut_off = typed_date(f"--{typed.when}-cut-off", typed.cut_off)
    if cut_off is not None and period is None:
        raise Refusal("cut-off-without-period", option=f"--{typed.when}-cut-off", period_option=option)
    ended = None if cut_off is None or period is None else cut_off >= period.end
    complete = False if whole is False else ended  # that every month occurs does not make it complete
    held = None
    if typed.completeness is not None:
        held = completeness(f"--{typed.when}-completeness", typed.completeness)
    return AssessedFigure(ratio, period, cut_off, complete, typed.source, typed.coverage, held)


def _show(assessments: "list[Assessment]", in_one_only: list[str], language: Language, as_json: bool) -> None:
    from evenborn.presentation.assessed_areas import areas_table, basis_sentences
    from evenborn.presentation.assessment import assessment_as_json
    from evenborn.presentation.assessment_words import assessment_sentences, figures_table
    from evenborn.presentation.terminal import TerminalTable

    if as_json:
        plain = [assessment_as_json(assessment) for assessment in assessments]
        answer = {"schema": "evenborn.assessment/1", "assessments": plain}
        print_json(answer | {"areas_in_one_period_only": in_one_only})
        return
    terminal = console()
    alone = len(assessments) == 1 and assessments[0].area is None
    lines = (
        assessment_sentences(assessments[0], language) if alone else basis_sentences(assessments, language)
    )
    for line in lines:
        terminal.print(line, markup=False, highlight=False)
    terminal.print()
    if alone:
        terminal.print(TerminalTable(figures_table(assessments[0], language), language, 40))
    else:
        terminal.print(TerminalTable(areas_table(assessments, in_one_only, language), language, 4_000))

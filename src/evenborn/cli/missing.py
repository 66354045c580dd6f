"""``evenborn missing``: missing female births, by named definitions."""

from typing import Annotated

import typer

from evenborn.cli.amounts import inner_share, sex_ratio_level
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import (
    AsJson,
    BirthsFile,
    Columns,
    Confidence,
    Encoding,
    Lang,
    Sheet,
    SourceName,
    YearKindOption,
)
from evenborn.cli.reading import chosen_divisions, chosen_one, read
from evenborn.registers.refusal import Refusal


def command(
    file: BirthsFile,
    by: Annotated[str, typer.Option("--by", metavar="year,area", help=helped("missing-by"))] = "year",
    baseline: Annotated[float, typer.Option("--baseline", metavar="106", help=helped("baseline"))] = 106.0,
    baseline_sd: Annotated[float, typer.Option("--baseline-sd", help=helped("baseline-sd"))] = 0.0,
    definition: Annotated[str, typer.Option("--definition", help=helped("definition"))] = "both",
    confidence: Confidence = "95%",
    source: SourceName = None,
    year_kind: YearKindOption = "calendar",
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Estimate how many girls are missing, with an interval and the name of the definition."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.figures import FigureRules
        from evenborn.presentation.missing import DEFINITIONS, missing_answer, missing_as_json, missing_table
        from evenborn.presentation.ratio_contents import RatioRequest, counts_asked_for
        from evenborn.presentation.terminal import TerminalTable

        named = chosen_one("--definition", definition, (*DEFINITIONS, "both"))
        level = sex_ratio_level("--baseline", baseline)
        if not 0 <= baseline_sd < 1:
            raise Refusal("not-a-share", option="--baseline-sd", value=f"{baseline_sd:g}")
        rules = FigureRules(confidence=inner_share("--confidence", confidence))
        request = RatioRequest(chosen_divisions(by, ("area", "year", "month", "order")), rules=rules)
        table = read(
            file, (*request.division, "period"), language, step="month" if "month" in request.by else "year",
            year_kind=year_kind, sheet=sheet, encoding=encoding, columns=column,
        )  # fmt: skip
        wanted = [name for name in DEFINITIONS if named in (name, "both")]
        counts, rules = counts_asked_for(table, request)
        answer = missing_answer(counts, rules, wanted, level, baseline_sd, source or table.file)
        if as_json:
            print_json(missing_as_json(answer))
        else:
            console().print(TerminalTable(missing_table(answer, language), language, 4_000))

"""``evenborn check --deploy``: is the office of this configuration fit to serve?"""

from typing import TYPE_CHECKING

import typer

from evenborn.cli.answer import DONE, REFUSED, console, print_json
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from rich.table import Table

    from evenborn.presentation.numbers import Language
    from evenborn.site.checks import Finding

STYLES = {"fine": "green", "warning": "yellow", "refused": "bold red"}


def check_office(language: "Language", as_json: bool) -> int:
    """Print every check with what to do; give the exit code."""
    from evenborn.site.starting import findings_of_office, refused_among

    findings = findings_of_office()
    refused = refused_among(findings)
    if as_json:
        print_json({"checks": [_as_json(finding, language) for finding in findings]})
    else:
        console().print(_table(findings, language))
        ready = say("start-check.ready", language)
        typer.echo(say("start-check.not-ready", language, count=len(refused)) if refused else ready)
    return REFUSED if refused else DONE


def require_fit(language: "Language") -> None:
    """Say every warning, and refuse where the office must not start.

    Raises
    ------
    Refusal
        ``not-fit`` with every sentence that says what to do.
    """
    from evenborn.site.starting import findings_of_office, refused_among

    findings = findings_of_office()
    if refused := refused_among(findings):
        raise Refusal("not-fit", findings=" ".join(one.sentence(language) for one in refused))
    for finding in findings:
        if finding.code:
            typer.echo(finding.sentence(language), err=True)


def _as_json(finding: "Finding", language: "Language") -> dict[str, object]:
    sentence = finding.sentence(language)
    return {"check": finding.check, "result": finding.level.value, "code": finding.code, "sentence": sentence}


def _table(findings: "list[Finding]", language: "Language") -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, title=say("start-check.title", language), title_justify="left")
    for name in ("check", "result", "do"):
        table.add_column(say(f"start-check.{name}", language), no_wrap=name != "do")
    for finding in findings:
        level = finding.level.value
        table.add_row(
            say(f"start-check.{finding.check}", language),
            Text(say(f"start-check.{level}", language), style=STYLES[level]),
            Text(finding.sentence(language)),
        )
    return table

"""What a check has found, for the person who sent the file: how many rows count, what to correct."""

from collections.abc import Sequence
from dataclasses import dataclass

from evenborn.presentation import numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table, count, text
from evenborn.presentation.words import say
from evenborn.registers.check_summary import CheckSummary
from evenborn.registers.completeness import MonthOfFacility
from evenborn.registers.definition import Definition
from evenborn.registers.issues import Issue


@dataclass(frozen=True, slots=True)
class CheckReport:
    """A check as it is shown.

    Attributes
    ----------
    summary : CheckSummary
    definition : Definition
    issues : tuple of Issue
        The first of them.
    months : tuple of MonthOfFacility
        Facilities and months that differ from what was expected, or are silent.
    expected : bool
        Whether what was expected had been stated.
    """

    summary: CheckSummary
    definition: Definition
    issues: tuple[Issue, ...]
    months: tuple[MonthOfFacility, ...]
    expected: bool


def field_name(definition: Definition, name: str, language: Language) -> str:
    """Name of a field as a person reads it; for a damaged row "the row"."""
    field = definition.fields.get(name)
    if field is None:
        return say("check.whole-row", language)
    return field.zh if language == "zh" else field.en


def what_is_wrong(issue: Issue, language: Language) -> str:
    """What a rule says of a cell, without the cell itself."""
    return say(f"rule.{issue.rule}", language)


def what_to_do(issue: Issue, language: Language) -> str:
    """What puts it right; names the other row where there is one."""
    other = "" if issue.other is None else str(issue.other)
    return say(f"remedy.{issue.rule}", language, other=other)


def reasons(issues: Sequence[Issue], definition: Definition, language: Language) -> str:
    """Why a row was not accepted, and what to do: one line for each rule that it breaks."""
    return "\n".join(
        say(
            "check.reason",
            language,
            column=field_name(definition, issue.field, language),
            wrong=what_is_wrong(issue, language),
            remedy=what_to_do(issue, language),
        )
        for issue in issues
        if issue.severity == "reject"
    )


def verdict(report: CheckReport, language: Language) -> str:
    """The first sentence: how many rows may be used."""
    summary = report.summary
    key = "check.all-accepted" if not summary.rejected else "check.some-rejected"
    return say(
        key,
        language,
        file=summary.file,
        rows=summary.rows,
        rejected=summary.rejected,
        accepted=summary.accepted,
    )


def statements(report: CheckReport, language: Language) -> list[str]:
    """What else is to be known of the whole file."""
    summary, definition = report.summary, report.definition
    name = definition.zh if language == "zh" else definition.en
    about = say(
        "check.file",
        language,
        register=name,
        format=summary.format.upper(),
        encoding=f" · {summary.encoding.upper()}" if summary.encoding else "",
        sheet=f" · {summary.sheet}" if summary.sheet else "",
        row=str(summary.mapped.header.row),
        sha256=summary.sha256[:12],
    )
    said = [about]
    if summary.warned:
        said.append(say("check.warned", language, rows=summary.warned))
    between = "、" if language == "zh" else ", "
    if summary.mapped.unused:
        said.append(say("check.unused", language, headers=between.join(summary.mapped.unused)))
    if summary.mapped.absent:
        names = [field_name(definition, one, language) for one in summary.mapped.absent]
        said.append(say("check.absent", language, fields=between.join(names)))
    return said


def tables(report: CheckReport, language: Language) -> list[Table]:
    """What was found, in tables: by rule, the first rows, columns as understood, months of facilities."""
    made = [
        rules_table(report, language),
        issues_table(report, language),
        mapping_table(report, language),
        months_table(report, language),
    ]
    return [table for table in made if table.rows]


def rules_table(report: CheckReport, language: Language) -> Table:
    """One row a rule and column: how many rows break it; what to do stands below."""
    names = ("wrong", "column", "severity", "rows", "first")
    titles = {name: say(f"check.column.{name}", language) for name in names}
    columns = (
        Column("wrong", titles["wrong"], width=30, names_row=True),
        Column("column", titles["column"], width=18, names_row=True),
        Column("severity", titles["severity"]),
        Column("rows", titles["rows"], "number"),
        Column("first", titles["first"], "number", minor=True),
    )
    rows = tuple(
        (
            text(say(f"rule.{one.rule}", language)),
            text(field_name(report.definition, one.field, language)),
            text(say(f"check.severity.{one.severity}", language)),
            count(one.rows, language),
            Cell(str(one.first), one.first),
        )
        for one in report.summary.counts
    )
    remedies = dict.fromkeys(
        say(
            "check.remedy",
            language,
            wrong=say(f"rule.{one.rule}", language),
            remedy=say(f"remedy.{one.rule}", language, other="…"),
        )
        for one in report.summary.counts
    )
    return Table("rules", say("check.title.rules", language), columns, rows, tuple(remedies))


def issues_table(report: CheckReport, language: Language) -> Table:
    """The first cells to look at."""
    columns = (
        Column("row", say("check.column.row", language), "number", names_row=True),
        Column("column", say("check.column.column", language), width=18, names_row=True),
        Column("value", say("check.column.value", language), "code", width=22),
        Column("wrong", say("check.column.wrong", language), width=30),
    )
    rows = tuple(
        (
            Cell(str(issue.row), issue.row),
            text(field_name(report.definition, issue.field, language)),
            text(issue.value[:40]),
            text(what_is_wrong(issue, language)),
        )
        for issue in report.issues
    )
    return Table("issues", say("check.title.issues", language), columns, rows)


def mapping_table(report: CheckReport, language: Language) -> Table:
    """Which column was taken for which field, and who said so."""
    columns = (
        Column("field", say("check.column.field", language), width=24, names_row=True),
        Column("header", say("check.column.header", language), width=24),
        Column("how", say("check.column.how", language), width=14),
    )
    mapped = report.summary.mapped
    rows = tuple(
        (
            text(field_name(report.definition, name, language)),
            text(mapped.header.name_of(place)),
            text(say(f"check.how.{mapped.how[name]}", language)),
        )
        for name, place in mapped.header.columns.items()
    )
    return Table("mapping", say("check.title.mapping", language), columns, rows)


def months_table(report: CheckReport, language: Language) -> Table:
    """Facilities and months of which fewer or more rows came than expected."""
    columns = (
        Column("facility", say("column.facility", language), "code", width=24, names_row=True),
        Column("month", say("check.column.month", language), names_row=True),
        Column("received", say("check.column.received", language), "number"),
        Column("expected", say("check.column.expected", language), "number"),
    )
    rows = tuple(
        (
            text(one.facility),
            text(f"{one.month:%Y-%m}"),
            count(one.received, language),
            Cell("" if one.expected is None else numbers.count(round(one.expected), language)),
        )
        for one in report.months
    )
    notes = (say(f"check.note.{'expected' if report.expected else 'silent'}", language),)
    return Table("months", say("check.title.months", language), columns, rows, notes)

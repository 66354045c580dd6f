"""What left a register: which tables were written, how many births they hold, and what had to be widened."""

from typing import Any

from evenborn.presentation import numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table, count, text
from evenborn.presentation.words import say
from evenborn.registers.coarsening import Coarsened, TableReport


def written_table(coarsened: Coarsened, files: dict[str, str], language: Language) -> Table:
    """One row a table that was written: rows of the register in it, combinations, the smallest of them."""
    names = ("table", "file", "told", "left-out", "withheld", "combinations", "required", "smallest")
    columns = tuple(
        Column(
            name.replace("-", "_"),
            say(f"coarsen.column.{name}", language),
            "text" if name in {"table", "file"} else "number",
            28 if name == "table" else 12,
            names_row=name == "table",
        )
        for name in names
    )
    rows = tuple(
        (
            text(_title(coarsened, name, language)),
            text(files[name]),
            *(
                count(number, language)
                for number in (
                    report.rows - report.withheld,
                    report.left_out,
                    report.withheld,
                    report.combinations,
                    report.required,
                    report.smallest,
                )
            ),
        )
        for name, report in coarsened.reports.items()
    )
    note = say("coarsen.note", language)
    return Table("written", say("coarsen.title.written", language), columns, rows, (note,))


def forms_tables(coarsened: Coarsened, language: Language) -> list[Table]:
    """For each table that was widened, the share of births told in each form of each column."""
    return [
        _forms_table(coarsened, name, report, language)
        for name, report in coarsened.reports.items()
        if report.required > 1
    ]


def _title(coarsened: Coarsened, name: str, language: Language) -> str:
    table = coarsened.definition.tables[name]
    return table.zh if language == "zh" else table.en


def _forms_table(coarsened: Coarsened, name: str, report: TableReport, language: Language) -> Table:
    columns = (
        Column("column", say("coarsen.column.column", language), width=16, names_row=True),
        Column("form", say("coarsen.column.form", language), width=24, names_row=True),
        Column("births", say("coarsen.column.told", language), "number"),
        Column("share", say("coarsen.column.share", language), "number"),
    )
    rows = tuple(
        (
            text(say(f"coarsen.name.{one.column.replace('_', '-')}", language)),
            text(_form_word(one.form, language)),
            count(one.births, language),
            Cell(numbers.percent(one.share) if one.births else "–", round(one.share, 3)),
        )
        for one in report.forms
        if one.births
    )
    title = say(
        "coarsen.title.forms", language, table=_title(coarsened, name, language), required=report.required
    )
    return Table(f"forms-{name}", title, columns, rows)


def _form_word(form: str, language: Language) -> str:
    kind, _, cuts = form.partition(" ")
    return say(f"coarsen.form.{kind}", language, cuts=cuts.replace("/", ", "))


def coarsen_as_json(coarsened: Coarsened, files: dict[str, str], rows: int, rejected: int) -> dict[str, Any]:
    """What left the register as plain data with stable English keys; see docs/commands.md."""
    return {
        "schema": "evenborn.coarsen/1",
        "register": coarsened.definition.name,
        "rows": rows,
        "rejected": rejected,
        "tables": [
            {
                "table": name,
                "file": files[name],
                "required": report.required,
                "rows": report.rows,
                "left_out": report.left_out,
                "withheld": report.withheld,
                "combinations": report.combinations,
                "smallest": report.smallest,
                "forms": [
                    {"column": one.column, "form": one.form, "births": one.births, "share": one.share}
                    for one in report.forms
                ],
            }
            for name, report in coarsened.reports.items()
        ],
    }

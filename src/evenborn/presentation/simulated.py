"""What a simulation has written: which files, and how many records each holds."""

from typing import Any

from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Column, Table, count, text
from evenborn.presentation.words import say
from evenborn.simulation.world_files import Summary


def simulated_table(summary: Summary, language: Language) -> Table:
    """One row a file, in the order in which they were begun."""
    columns = (
        Column("file", say("simulated.file", language), width=32, names_row=True),
        Column("records", say("simulated.records", language), "number"),
    )
    rows = tuple((text(name), count(number, language)) for name, number in summary.rows.items())
    notes = (
        say(
            "simulated.note",
            language,
            births=summary.births,
            cities=summary.cities,
            errors=summary.errors,
        ),
        say("simulated.invented", language),
    )
    return Table("simulated", say("simulated.title", language, folder=summary.folder), columns, rows, notes)


def simulated_as_json(summary: Summary) -> dict[str, Any]:
    """What was written as plain data with stable English keys; see docs/commands.md."""
    return {
        "schema": "evenborn.simulate/1",
        "folder": summary.folder,
        "cities": summary.cities,
        "births": summary.births,
        "errors": summary.errors,
        "records": dict(summary.rows),
    }

"""What people say of links, beside what the model says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from evenborn.comparison.review import Reviewed
from evenborn.comparison.run_record import RunRecord
from evenborn.presentation.compared import pair_name, share_cell
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Column, Table, count, text
from evenborn.presentation.words import say


def reviewed_table(found: Sequence[Reviewed], record: RunRecord, language: Language) -> Table:
    """Two rows for every two registers: people, and the model.

    Parameters
    ----------
    found : sequence of Reviewed
    record : RunRecord
    language : {"en", "zh"}
    """
    columns = (
        Column("pair", say("compared.column.pair", language), width=32, names_row=True),
        Column("by", say("reviewed.column.by", language), width=10, names_row=True),
        Column("looked-at", say("reviewed.column.looked-at", language), "number", 10),
        Column("precision", say("compared.column.precision", language), width=24),
        Column("recall", say("compared.column.recall", language), width=24),
    )
    rows = []
    for one in found:
        of_model = model_evaluation(record, one)
        name = text(pair_name({"left": one.left, "right": one.right}, language))
        by_people: dict[str, Any] = asdict(one.by_people)
        for by, estimates, looked in (
            ("people", by_people, one.by_people.reviewed),
            ("model", of_model, None),
        ):
            shares = [share_cell(estimates[what], language) for what in ("precision", "recall")]
            rows.append((name, text(say(f"reviewed.{by}", language)), count(looked, language), *shares))
    unclear = sum(one.cannot_tell for one in found)
    notes = [say("reviewed.note", language)]
    if unclear:
        notes.append(say("reviewed.cannot-tell", language, number=unclear))
    return Table("reviewed", say("reviewed.result", language), columns, tuple(rows), tuple(notes))


def model_evaluation(record: RunRecord, one: Reviewed) -> Mapping[str, Any]:
    """What the model says of the links of the same two registers."""
    evaluation: Mapping[str, Any] = next(
        pair["evaluation"] for pair in record.pairs if (pair["left"], pair["right"]) == (one.left, one.right)
    )
    return evaluation


def reviewed_as_json(found: Sequence[Reviewed], record: RunRecord) -> dict[str, Any]:
    """The same as plain data with stable English keys; see docs/commands.md."""
    return {
        "schema": "evenborn.review/1",
        "run": record.run,
        "pairs": [
            {
                "left": one.left,
                "right": one.right,
                "strata": {name: asdict(stratum) for name, stratum in one.strata.items()},
                "cannot_tell": one.cannot_tell,
                "by_people": asdict(one.by_people),
                "by_model": model_evaluation(record, one),
            }
            for one in found
        ],
    }

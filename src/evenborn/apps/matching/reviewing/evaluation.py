"""What people say of the links of a comparison: precision and recall by stratum, beside the model's own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.reviewing.queries import answers_of
from evenborn.comparison.evaluation import Stratum, by_review
from evenborn.comparison.review import STRATA
from evenborn.presentation.compared import pair_name, share_cell
from evenborn.presentation.tables import Column, Table, count, text
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["reviewed_table", "strata_of"]


def strata_of(run: Run, parts: list[RunRegister]) -> list[list[Stratum]]:
    """By two registers, how many pairs each stratum has and what people said of some."""
    counted = zip(run.pairs, answers_of(run, parts), strict=True)
    return [_strata(pair, answers) for pair, answers in counted]


def _strata(pair: Mapping[str, Any], answers: Counter[tuple[str, str]]) -> list[Stratum]:
    return [
        Stratum(size, name != "not-linked", answers[name, "yes"], answers[name, "no"])
        for name, size in zip(STRATA, pair["strata"], strict=True)
    ]


def reviewed_table(run: Run, parts: list[RunRegister]) -> Table | None:
    """One row for every two registers of which somebody has looked at a pair; None where nobody has."""
    language, rows = page_language(), []
    counted = zip(run.pairs, answers_of(run, parts), strict=True)
    for pair, answers in counted:
        strata = _strata(pair, answers)
        if not any(one.same + one.different for one in strata):
            continue
        found = asdict(by_review(strata))
        unclear = sum(number for (_, answer), number in answers.items() if answer == "cannot-tell")
        rows.append(
            (
                text(pair_name(pair, language)), count(found["reviewed"], language),
                count(unclear, language), share_cell(found["precision"], language),
                share_cell(found["recall"], language),
            )
        )  # fmt: skip
    if not rows:
        return None
    columns = (
        Column("pair", say("compared.column.pair", language), width=28, names_row=True),
        Column("reviewed", say("matching.review.looked-at", language), "number", 12),
        Column("unclear", say("reviewed.answer.cannot-tell", language), "number", 12),
        Column("precision", say("compared.column.precision", language), width=24),
        Column("recall", say("compared.column.recall", language), width=24),
    )
    title, note = say("matching.review.by-people", language), say("matching.review.note", language)
    return Table("reviewed", title, columns, tuple(rows), (note,))

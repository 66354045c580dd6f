"""What a comparison found, as the tables of the reports, made from what was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.small_counts import gives_away, rounded_links, told_kinds
from evenborn.comparison.commission import Commission
from evenborn.comparison.run_record import RegisterRecord, RunRecord
from evenborn.presentation.compared import candidates_table, differences_table, links_table
from evenborn.presentation.tables import Table
from evenborn.web.language import page_language

__all__ = ["record_of", "tables_of"]


def tables_of(run: Run, parts: list[RunRegister], *, exact: bool) -> list[Table]:
    """Links and how good they are, what candidate rules cost, differences by register.

    Small numbers are for the statistician only.
    """
    record, language = record_of(run, parts), page_language()
    told: Sequence[Mapping[str, int | None]] = [part.told for part in parts]
    if not exact:
        told = told_kinds([part.told for part in parts])
        if gives_away([part.told for part in parts]):
            record = replace(record, pairs=tuple(rounded_links(record.pairs)))
    return [
        links_table(record, language), candidates_table(record, language),
        differences_table(record, told, language),
    ]  # fmt: skip


def record_of(run: Run, parts: list[RunRegister]) -> RunRecord:
    """The record of a comparison that was made, without any record number."""
    on = run.on or date.min
    commission = Commission(run.purpose, run.legal_basis, on, run.deadline or on)
    registers = tuple(
        RegisterRecord(
            part.register, part.file_name, part.file_sha256, part.births, part.key_check, part.first_month,
            part.last_month, still_differs=part.told.get("still_differs", 0),
        )
        for part in parts
    )  # fmt: skip
    return RunRecord(
        run.code, commission, page_language(), run.versions, run.settings, registers, tuple(run.pairs)
    )

"""The work of the worker: registers are compared; counts are kept, and each owner is told of its own records.

It may be cut off at any instant and done again. Sheets for owners are written first and hidden; the final
marker stands in the statistics, with all that was counted; then the sheets are shown.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching.actions import results, runs
from evenborn.apps.matching.actions.results import Found, OfRegister
from evenborn.apps.matching.figures_of import figures_of
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.owners import Owners
from evenborn.apps.matching.preparing import prepared
from evenborn.apps.matching.rules import RunState
from evenborn.apps.matching.telling import told_owners
from evenborn.apps.vault.actions import sheets
from evenborn.apps.vault.models import DifferenceSheet
from evenborn.comparison.commission import Commission
from evenborn.comparison.compare import Compared, compare
from evenborn.comparison.recording import run_record
from evenborn.comparison.review import SampledPair, sample, strata_chances, strata_sizes
from evenborn.comparison.run_files import write_run_files
from evenborn.comparison.run_record import RunRecord, as_json
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal

__all__ = ["REVIEWED_PAIRS", "carry_out", "settle_sheets", "worker"]

REVIEWED_PAIRS: Final = 100
"""Pairs of every two registers that people are asked to look at, half of them on either side."""
_OF_A_TASK = "the task has the comparison from an action that started it in scope"


def worker() -> Actor:
    """The program that compares."""
    return program("matching", Permission.MATCHING_RUN, Permission.VAULT_SEAL, Permission.VAULT_KEYS)


def carry_out(run: int, progress: Callable[[float], None] | None = None) -> Run:
    """Compare the registers of a run that was started; done twice it gives the same."""
    by = worker()
    found = Run.objects.regardless(_OF_A_TASK).get(pk=run)
    if found.is_at_work:
        found = runs.take_up_run(found, by=by)
        settle_sheets(found, by=by)
        try:
            found = _compared(found, by, progress)
        except Refusal as refusal:
            found = runs.fail_run(found, by=by, code=refusal.code, facts=refusal.facts)
    settle_sheets(found, by=by)
    return found


def settle_sheets(run: Run, *, by: Actor) -> None:
    """Show what owners are told where the final marker is set, and drop it where it is not."""
    if DifferenceSheet.objects.regardless(_OF_A_TASK).filter(run=run.pk, shown=False).exists():
        if run.state in (RunState.DONE, RunState.SETTLED):
            sheets.show_sheets(by=by, run=run.pk)
        else:
            sheets.drop_hidden_sheets(by=by, run=run.pk)


def _compared(run: Run, by: Actor, progress: Callable[[float], None] | None) -> Run:
    parts = list(run.registers.regardless(_OF_A_TASK).filter(left_out=False))
    until = by.today + timedelta(days=run.reply_days)
    commission = Commission(run.purpose, run.legal_basis, by.today, until)
    with working_folder() as folder:
        begun = prepared(run, parts, folder, commission, by=by)
        compared = compare(begun.files, progress=progress)
        record = run_record(compared, commission, begun.replies, "zh")
        sampled, sizes = _sampled(folder, run, compared, record)
    _tell(run, by, told_of=(compared, record, sampled), owners=begun.owners)
    return results.keep_result(run, by=by, found=_found(compared, record, sizes))


def _sampled(
    folder: Path, run: Run, compared: Compared, record: RunRecord
) -> tuple[Sequence[SampledPair], list[dict[str, Any]]]:
    """Pairs for people to look at; by two registers, how many each stratum has and what the model says."""
    room = folder / "run"
    room.mkdir(mode=0o700)
    write_run_files(room, compared, record)
    of = range(len(record.pairs))
    sizes = [
        {"strata": strata_sizes(room, record, place), "chances": strata_chances(room, record, place)}
        for place in of
    ]
    return sample(room, record, of, REVIEWED_PAIRS, run.pk), sizes


def _tell(
    run: Run, by: Actor, *, told_of: tuple[Compared, RunRecord, Sequence[SampledPair]], owners: Owners
) -> None:
    """Write what each owner is told; it is hidden until the marker is set."""
    for owner, told in told_owners(run, *told_of, owners):
        sheets.write_sheet(by=by, area=owner.area, department=owner.department, told=told)


def _found(compared: Compared, record: RunRecord, sizes: list[dict[str, Any]]) -> Found:
    """What is kept of a comparison; the record numbers that owners answered about are no part of it."""
    told = as_json(record)
    registers = []
    for one, found in zip(record.registers, compared.differences, strict=True):
        numbers = {
            **found.counts(), "elsewhere": found.elsewhere, "still_differs": one.still_differs,
            "removed": len(one.removed), "confirmed": len(one.confirmed), "corrected": len(one.corrected),
        }  # fmt: skip
        registers.append(OfRegister(one.sha256, one.births, (one.first_month, one.last_month), numbers))
    pairs = [{**pair, **of_pair} for pair, of_pair in zip(told["pairs"], sizes, strict=True)]
    return Found(
        record.run, record.commission, told["versions"], told["settings"], pairs,
        figures_of(compared.patterns, record.names(), list(compared.evaluations.values())), registers,
        compared.patterns.to_pylist(),
    )  # fmt: skip

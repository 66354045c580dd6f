"""What a comparison found is kept: counts, and no record of anybody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching.models import CapturedBirths, Run
from evenborn.apps.matching.rules import RunState
from evenborn.comparison.commission import Commission
from evenborn.registers.refusal import Refusal

__all__ = ["Found", "OfRegister", "Reviewed", "keep_result", "keep_reviewed"]

_OF_RUN = "the comparison was locked in scope"
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class OfRegister:
    """What was found of one register, in numbers."""

    sha256: str
    births: int
    months: tuple[date | None, date | None]
    told: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Which comparison's coverage was counted anew, and by whom its links are judged now."""

    number: int
    judged: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison found.

    Attributes
    ----------
    code : str
        Name of what was compared.
    commission : Commission
    versions, settings : mapping
    pairs : sequence of mapping
    figures : mapping
        Births that no register holds, as pages show them.
    registers : sequence of OfRegister
    captured : iterable of mapping
        Births by ``county``, ``month``, ``sex``, ``order`` and ``pattern``.
    """

    code: str
    commission: Commission
    versions: Mapping[str, str]
    settings: Mapping[str, Any]
    pairs: Sequence[Mapping[str, Any]]
    figures: Mapping[str, Any]
    registers: Sequence[OfRegister]
    captured: Iterable[Mapping[str, Any]]


@action(Permission.MATCHING_RUN, records=("number", "code"))
def keep_result(run: Run, *, by: Actor, found: Found) -> Run:
    """Set the final marker of a comparison, in one transaction with all that was counted.

    Raises
    ------
    Refusal
        ``matching-not-open`` where the worker was not asked for it any more.
    """
    if run.state != RunState.RUNNING:
        raise Refusal("matching-not-open")
    parts = list(run.registers.regardless(_OF_RUN).filter(left_out=False))
    for part, one in zip(parts, found.registers, strict=True):
        part.births, part.told, part.file_sha256 = one.births, dict(one.told), one.sha256
        part.first_month, part.last_month = one.months
        part.save(update_fields=["births", "told", "file_sha256", "first_month", "last_month"])
    run.captured.regardless(_OF_RUN).delete()
    CapturedBirths.objects.bulk_create((_row(run, row) for row in found.captured), batch_size=_AT_ONCE)
    run.code, run.on, run.deadline = found.code, found.commission.on, found.commission.deadline
    run.versions, run.settings = dict(found.versions), dict(found.settings)
    run.pairs, run.figures = list(found.pairs), dict(found.figures)
    run.state, run.progress, run.compared_at = RunState.DONE, 100, by.now
    run.save()
    return run


@action(Permission.MATCHING_RUN, records=("number", "judged"))
def keep_reviewed(run: Run, *, by: Actor, figures: Mapping[str, Any]) -> Reviewed:
    """Keep coverage anew after people have judged links; links and counts stay as they are."""
    run.figures = dict(figures)
    run.save(update_fields=["figures"])
    return Reviewed(run.number, str(figures["judged"]))


def _row(run: Run, row: Mapping[str, Any]) -> CapturedBirths:
    return CapturedBirths(
        run=run, area=row["county"] or "", month=row["month"], sex=row["sex"] or "",
        order=row["order"] or "", pattern=row["pattern"], births=row["births"],
    )  # fmt: skip

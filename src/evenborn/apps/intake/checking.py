"""Checking the file of a batch as it lies sealed: against its register, the office's areas and facilities."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyarrow as pa
from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.queries import table_of_areas
from evenborn.apps.intake.actions import batches
from evenborn.apps.intake.kept_files import opened
from evenborn.apps.intake.kept_rows import forget_rows, keep_rows, kept_rows
from evenborn.apps.intake.models import Batch, KnownMapping
from evenborn.apps.intake.rows import ROW
from evenborn.apps.intake.rules import STAY_AT_FACILITY
from evenborn.apps.intake.sending.headers import shown_facts
from evenborn.apps.intake.sent_tables import check_table
from evenborn.registers.check import Checked, checking
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal

__all__ = ["accepted_rows", "check", "checked_batch"]

_MOST_ISSUES = 2000


def check(
    batch: Batch, *, by: Actor, progress: Callable[[float], None] | None = None,
    seen: Callable[[Checked], None] | None = None,
) -> Batch:  # fmt: skip
    """Check a batch and keep what was found; a file that cannot be used keeps why.

    Parameters
    ----------
    batch : Batch
    by : Actor
    progress : callable, optional
        Told the share done.
    seen : callable, optional
        Shown the rows that were found wrong while they are at hand.
    """
    if batch.register in STAY_AT_FACILITY:
        return check_table(batch, by=by)
    try:
        with checked_batch(batch, progress) as checked:
            firsts: dict[tuple[str, str], list[int]] = {}
            for issue in checked.first_issues(_MOST_ISSUES):
                firsts.setdefault((issue.rule, issue.field), []).append(issue.row)
            if seen is not None:
                seen(checked)
            keep_rows(batch, checked.accepted(ROW), checked.summary.sha256)
            return batches.keep_check(batch, by=by, summary=checked.summary, firsts=firsts)
    except Refusal as refusal:
        forget_rows(batch)
        facts = shown_facts(refusal.code, refusal.facts)
        return batches.keep_problem(batch, by=by, code=refusal.code, facts=facts)


@contextmanager
def accepted_rows(batch: Batch) -> Iterator[Iterator[pa.RecordBatch]]:
    """The rows of a batch that was checked, as they were accepted; checked anew only where they are gone.

    The last column, :data:`~evenborn.apps.intake.rows.ROW`, is the number of the row in the file.

    Raises
    ------
    Refusal
        Whatever is wrong with the file as a whole.
    """
    with kept_rows(batch) as kept:
        if kept is not None:
            yield kept
            return
    with checked_batch(batch) as checked:
        yield checked.accepted(ROW)


@contextmanager
def checked_batch(batch: Batch, progress: Callable[[float], None] | None = None) -> Iterator[Checked]:
    """The file of a batch, checked, for as long as the block lasts.

    Raises
    ------
    Refusal
        Whatever is wrong with the file as a whole.
    """
    known = KnownMapping.objects.regardless("the batch was found in scope").filter(
        sender=batch.sender_id, register=batch.register
    ).first()  # fmt: skip
    options = CheckOptions(
        on=timezone.localdate(batch.received_at),
        columns=batch.columns,
        remembered={} if known is None else known.columns,
        sheet=batch.reading.get("sheet"),
        encoding=batch.reading.get("encoding") if batch.reading.get("format") != "xlsx" else None,
        areas=table_of_areas(),
    )
    with (
        opened(batch.pk, batch.file_name) as path,
        checking(path, register(batch.register), options, progress) as checked,
    ):
        yield checked

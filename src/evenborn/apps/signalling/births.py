"""Births of each facility held against the same births elsewhere, while a table is made of all births.

The records are opened for that table in any case; here they are counted once more in memory by facility,
month, order and county, because the table no longer tells orders apart. Only sums of facilities are kept.
"""

from typing import Final

import numpy as np
import pyarrow as pa

from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.models import Batch
from evenborn.apps.signalling.actions.making import keep_births
from evenborn.signals.births_ratio import births_ratios
from evenborn.signals.counts import BirthCounts
from evenborn.signals.tallying import tallied, together

__all__ = ["BirthsCounter", "counter"]

_REGISTER: Final = "delivery"


def counter(register: str) -> "BirthsCounter | None":
    """Who counts the births of a register for signals: of the delivery register only, it names facilities."""
    return BirthsCounter() if register == _REGISTER else None


class BirthsCounter:
    """Counts births part by part, and holds facilities against each other at the end."""

    def __init__(self) -> None:
        self._parts: list[BirthCounts] = []

    def add(self, rows: pa.RecordBatch) -> None:
        """Count some records."""
        found = tallied(_REGISTER, [rows])
        if isinstance(found, BirthCounts) and len(found.facility):
            self._parts.append(found)

    def finish(self, last: Batch) -> None:
        """Keep what the births of each facility show, as of the batch that was decided upon last."""
        births = together(self._parts)
        findings = births_ratios(births) if births is not None else []
        months = (
            births.month[~np.isnat(births.month)] if births is not None else np.array([], "datetime64[M]")
        )
        covered = (months.min(), months.max()) if len(months) else None
        by = program("signalling", Permission.SIGNALS_DECIDE)
        keep_births(by=by, last=last, findings=findings, covered=covered and tuple(
            one.astype("datetime64[D]").item() for one in covered
        ))  # fmt: skip

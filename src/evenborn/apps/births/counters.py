"""Who else counts the records that are opened to make a table of all births.

A higher app lists a function of its own in its configuration: ``counts_anew = ("…births.counter",)``. It is
called with the register and gives a :class:`Counter`, or None where it does not count that register. So the
vault is opened once, and what is counted beside the table is counted in memory.
"""

from typing import Protocol

import pyarrow as pa
from django.apps import apps
from django.utils.module_loading import import_string

from evenborn.apps.intake.models import Batch

__all__ = ["Counter", "counters"]


class Counter(Protocol):
    """Somebody who counts records of a register."""

    def add(self, rows: pa.RecordBatch) -> None:
        """Count some records, and keep none."""

    def finish(self, last: Batch) -> None:
        """Keep what was counted, as of a batch; called before the table is replaced, and perhaps again."""


def counters(register: str) -> list[Counter]:
    """Everybody who counts a register, in the order of the apps."""
    names = [name for config in apps.get_app_configs() for name in getattr(config, "counts_anew", ())]
    made = [import_string(name)(register) for name in names]
    return [one for one in made if one is not None]

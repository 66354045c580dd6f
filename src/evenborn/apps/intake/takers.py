"""Who counts what a batch brings: a higher app lists a function of its own in its configuration.

``takes_in = ("evenborn.apps.births.taking.count",)``. It is called with the batch, what was taken, and the
actor, inside the transaction that sets the batch's final marker.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
from django.apps import apps
from django.utils.module_loading import import_string

from evenborn.apps.access.actor import Actor
from evenborn.apps.intake.doubled import PointedOut
from evenborn.apps.intake.models import Batch

__all__ = ["Taker", "Taking", "takers"]


@dataclass(frozen=True, slots=True)
class Taking:
    """What a batch adds to the counts.

    Attributes
    ----------
    more, less : mapping of str to pyarrow.Table
        By name of the coarsened table: what its rows count, and what those counted that they replace.
    months : mapping of (str, datetime.date) to int
        By facility and month: records that are new there, less those that are there no more.
    held : tuple of PointedOut
        Rules of births that another record holds too.
    new, replaced, unchanged, doubled : int
        What became of its rows in the vault; of a register of counts all are new.
    """

    more: Mapping[str, pa.Table] = field(default_factory=dict)
    less: Mapping[str, pa.Table] = field(default_factory=dict)
    months: Mapping[tuple[str, date], int] = field(default_factory=dict)
    held: tuple[PointedOut, ...] = ()
    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    doubled: int = 0


Taker = Callable[[Batch, Taking, Actor], None]


def takers() -> list[Taker]:
    """Everybody who counts, in the order of the apps."""
    names = [name for config in apps.get_app_configs() for name in getattr(config, "takes_in", ())]
    return [import_string(name) for name in names]

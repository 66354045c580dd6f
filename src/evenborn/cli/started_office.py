"""The office of this machine, for commands that change it: started, and set up before."""

from typing import TYPE_CHECKING

from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.apps.access.actor import Actor
    from evenborn.apps.access.roles import Permission

__all__ = ["acting_as"]


def acting_as(name: str, *permissions: "Permission") -> "Actor":
    """A program with permissions, once the stores are there.

    Raises
    ------
    Refusal
        ``office-not-set-up``; what is wrong with the configuration.
    """
    from evenborn.site.start import start

    start()
    from django.db import OperationalError, connections

    from evenborn.apps.access.actor import program
    from evenborn.apps.intake.models import Batch
    from evenborn.apps.stores import Store

    try:
        tables = connections[Store.STATISTICS].introspection.table_names()
    except OperationalError as error:  # no folder yet, or a server that does not answer
        raise Refusal("office-not-set-up") from error
    if Batch._meta.db_table not in tables:
        raise Refusal("office-not-set-up")
    return program(name, *permissions)

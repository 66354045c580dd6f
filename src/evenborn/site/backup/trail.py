"""Backups and restores in the office’s audit trail; and whether a store’s trail is whole."""

import os
import pwd

from django.db import DatabaseError, connections, transaction

from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import record
from evenborn.apps.audit.verdict import Verdict
from evenborn.apps.audit.verification import verified
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from evenborn.web.faults import cause_of

__all__ = ["account", "enter", "verdict_of"]

BEGUN = events.register("operation.begin-backup", ("file",))
MADE = events.register("operation.make-backup", ("file", "sha256", "keys"))
RESTORED = events.register("operation.restore-backup", ("file", "sha256", "made"))


def account() -> str:
    """The account of the machine that runs the command, as an actor."""
    try:
        return f"account:{pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:
        return f"account:{os.getuid()}"


def enter(event: str, **facts: object) -> None:
    """Add an entry to the office’s trail.

    Raises
    ------
    Refusal
        ``trail-not-written``: what cannot be told of is not done.
    """
    try:
        with transaction.atomic(using=Store.OFFICE):
            record(Store.OFFICE, event, actor=account(), facts=facts)
    except DatabaseError as problem:
        raise Refusal("trail-not-written", cause=cause_of(problem)) from problem
    finally:
        connections[Store.OFFICE].close()


def verdict_of(store: Store) -> Verdict:
    """Follow the trail of a store from its beginning, then let the store go."""
    try:
        return verified(store)
    finally:
        connections[store].close()

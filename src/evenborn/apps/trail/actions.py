"""What is done with the trail, each entered into it: looking, opening an entry, exporting, verifying."""

from typing import Final

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.anchors import Anchors
from evenborn.apps.audit.events import events
from evenborn.apps.audit.verdict import Verdict
from evenborn.apps.audit.verification import verified
from evenborn.apps.stores import Store
from evenborn.apps.trail.wanted import Wanted

__all__ = ["EXPORT", "FIND_BROKEN", "LOOK", "OPEN", "VERIFY", "exported", "looked", "opened", "verify"]

LOOK: Final = events.register("trail.look", ("filter", "page"))
OPEN: Final = events.register("trail.open")
EXPORT: Final = events.register("trail.export", ("filter", "form", "entries"))
VERIFY: Final = events.register("trail.verify", ("entries", "head", "anchors", "flaws"))
FIND_BROKEN: Final = events.register("trail.find-broken", ("entries", "kind", "number"))


def looked(by: Actor, wanted: Wanted, page: int) -> None:
    """Enter that somebody looked at a page of the list."""
    facts = {"filter": wanted.filter, "page": page}
    look(by, Permission.AUDIT_SEE, LOOK, store=wanted.store, area=wanted.area, facts=facts)


def opened(by: Actor, store: Store, number: int) -> None:
    """Enter that somebody opened one entry."""
    look(by, Permission.AUDIT_SEE, OPEN, store=store, subject=f"entry:{number}")


def exported(by: Actor, wanted: Wanted, form: str, entries: int) -> None:
    """Enter that somebody exported entries, before the first of them leaves."""
    facts = {"filter": wanted.filter, "form": form, "entries": entries}
    look(by, Permission.AUDIT_EXPORT, EXPORT, store=wanted.store, area=wanted.area, facts=facts)


def verify(by: Actor, store: Store, anchors: Anchors | None = None) -> Verdict:
    """Verify the trail of a store, hold it against anchors, and enter what was found.

    Raises
    ------
    Refusal
        ``trail-unreadable``; ``trail-without-end``, where it was verified and nothing can be entered.
    """
    by.require(Permission.AUDIT_VERIFY)
    verdict = verified(store, anchors)
    if verdict.broken is None:
        facts: dict[str, object] = {
            "entries": verdict.entries, "head": verdict.head, "anchors": verdict.anchored,
            "flaws": len(anchors.flaws) if anchors else 0,
        }  # fmt: skip
        look(by, Permission.AUDIT_VERIFY, VERIFY, store=store, facts=facts)
    else:
        facts = {"entries": verdict.entries, "kind": verdict.broken.kind, "number": verdict.broken.number}
        look(by, Permission.AUDIT_VERIFY, FIND_BROKEN, store=store, facts=facts)
    return verdict

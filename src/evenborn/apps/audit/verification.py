"""Verification of the trail of a store, and of where it ends: what the page and the two commands share."""

from collections.abc import Callable, Iterator

from evenborn.apps.audit.anchors import Anchors
from evenborn.apps.audit.chain import Link
from evenborn.apps.audit.reading import Trail
from evenborn.apps.audit.verdict import Verdict, verify
from evenborn.apps.stores import Store
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

__all__ = ["chosen_stores", "verdict_sentences", "verified"]

Report = Callable[[float], None]
_EVERY = 10_000


def chosen_stores(label: str | None) -> list[Store]:
    """The store of a label, or all.

    Raises
    ------
    Refusal
        ``not-a-choice``.

    Examples
    --------
    >>> chosen_stores("vault")
    [<Store.VAULT: 'vault'>]
    """
    found = [store for store in Store if label in (None, store.label)]
    if not found:
        known = ", ".join(store.label for store in Store)
        raise Refusal("not-a-choice", option="--store", value=str(label), known=known)
    return found


def verified(store: Store, anchors: Anchors | None = None, report: Report | None = None) -> Verdict:
    """Verify the trail of a store from its first entry.

    Parameters
    ----------
    store : Store
    anchors : Anchors, optional
        Held against it.
    report : callable, optional
        Told now and then what share of the entries was read.

    Raises
    ------
    Refusal
        ``trail-unreadable``.
    """
    trail = Trail(store)
    return verify(_told(trail, report), trail.head, anchors.of(store.label) if anchors else None)


def verdict_sentences(store: Store, verdict: Verdict, language: Language) -> list[str]:
    """What a verdict says: whole or broken where, anchors that hold, times that run backwards."""
    facts: dict[str, str | int] = {
        "store": say(f"audit.store.{store.label}", language), "entries": verdict.entries
    }  # fmt: skip
    if verdict.broken:
        what = say(f"audit.break.{verdict.broken.kind}", language, number=verdict.broken.number)
        said = [say("audit.verdict.broken", language, what=what, **facts)]
    else:
        said = [say("audit.verdict.whole", language, **facts)]
    if verdict.anchored:
        said.append(say("audit.verdict.anchored", language, anchored=verdict.anchored))
    if verdict.clock:
        times, first = verdict.clock.times, verdict.clock.first
        seconds = round(verdict.clock.most.total_seconds())
        said.append(say("audit.verdict.clock", language, number=first, times=times, seconds=seconds))
    return said


def _told(trail: Trail, report: Report | None) -> Iterator[tuple[Link, str]]:
    whole = max(trail.end()[0], 1) if report else 1
    for read, entry in enumerate(trail, start=1):
        if report and read % _EVERY == 0:
            report(min(read / whole, 1.0))
        yield entry

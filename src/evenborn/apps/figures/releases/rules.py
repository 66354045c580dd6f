"""Pure decisions about releases: who may decide what, what is linked, what a new issue changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from evenborn.apps.figures.releases.contents import ALL, Contents, Line, TableKind
from evenborn.registers.refusal import Refusal

__all__ = [
    "MOST_YEARS",
    "Because",
    "Change",
    "Reason",
    "ReleaseState",
    "changes",
    "may_decide",
    "may_prepare",
    "may_withdraw",
    "require_linked_shown",
]

MOST_YEARS: Final = 10
"""Years of one table; a longer one cannot be read on paper."""


class ReleaseState(StrEnum):
    """Where an issue stands. From released on it never changes; what is withdrawn is said beside it."""

    PREPARED = "prepared"
    RELEASED = "released"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why an issue is made; there is no other reason."""

    FIRST = "first"
    NEW_PERIOD = "new-period"
    LATE_BIRTHS = "late-births"
    CORRECTED_RECORDS = "corrected-records"
    WITHDRAWN_BATCH = "withdrawn-batch"
    CHANGED_AREAS = "changed-areas"


class Because(StrEnum):
    """Why an issue is withdrawn."""

    WRONG_SOURCE = "wrong-source"
    WRONG_AREA = "wrong-area"
    NOT_PROTECTED = "not-protected"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class Change:
    """One line that says something else than in the issue before."""

    before: Line
    after: Line

    @property
    def numbers(self) -> list[tuple[str, int | float | None, int | float | None]]:
        """Name, before and after of each number that changed."""
        names = ("male", "female", "births", "ratio", "lower", "upper")
        pairs = [(name, getattr(self.before, name), getattr(self.after, name)) for name in names]
        return [(name, old, new) for name, old, new in pairs if old != new]


def changes(before: Contents | None, after: Contents) -> Iterator[Change]:
    """Lines that both issues have and that differ; a year or a row that is new is no correction."""
    if before is None:
        return
    for line in after.lines:
        old = before.by_place.get((line.row, line.period))
        spans_others = line.period == ALL and before.years != after.years
        if old is None or spans_others:
            continue
        change = Change(old, line)
        if change.numbers:
            yield change


def may_prepare(reason: str, *, number: int, waiting: bool, explanation: str) -> None:
    """Hold the wish to prepare an issue against the rules.

    Raises
    ------
    Refusal
        ``figures-release-waits``, ``figures-release-reason``, ``figures-release-unexplained``.
    """
    if waiting:
        raise Refusal("figures-release-waits")
    if reason not in set(Reason) or (reason == Reason.FIRST) != (number == 1):
        raise Refusal("figures-release-reason", number=str(number))
    if number > 1 and not explanation.strip():
        raise Refusal("figures-release-unexplained")


def may_decide(state: str, *, prepared_by: int, officer: int | None) -> None:
    """Hold a second person’s decision against the rules: another person, and once.

    Raises
    ------
    Refusal
        ``figures-release-no-officer``, ``figures-release-decided``, ``figures-release-same-person``.
    """
    if officer is None:
        raise Refusal("figures-release-no-officer")
    if state != ReleaseState.PREPARED:
        raise Refusal("figures-release-decided")
    if officer == prepared_by:
        raise Refusal("figures-release-same-person")


def may_withdraw(state: str, because: str, *, withdrawn: bool, explanation: str) -> None:
    """Hold a withdrawal against the rules.

    Raises
    ------
    Refusal
        ``figures-release-not-released``, ``figures-release-because``.
    """
    if state != ReleaseState.RELEASED or withdrawn:
        raise Refusal("figures-release-not-released")
    if because not in set(Because) or not explanation.strip():
        raise Refusal("figures-release-because")


def require_linked_shown(new: Contents, released: Sequence[Contents]) -> None:
    """Refuse a table that shares a number with another release unless both show it.

    Tables of other divisions are attacked apart. They can be, as long as every number that they share is
    shown in both: then neither says anything of the other that it does not say itself.

    Raises
    ------
    Refusal
        ``figures-release-linked``, which names the number and the other release.
    """
    own = _of_areas(new)
    for other in released:
        if other.register != new.register or (other.table, other.area) == (new.table, new.area):
            continue
        theirs = _of_areas(other)
        for area, year in sorted(own.keys() & theirs.keys()):
            if not (_is_shown(own[area, year]) and _is_shown(theirs[area, year])):
                raise Refusal(
                    "figures-release-linked", area=area, year=year, other=f"{other.table}-{other.area}"
                )


def _of_areas(contents: Contents) -> dict[tuple[str, str], Line]:
    """Lines about an area as a whole, by its code and year."""
    found = {}
    for line in contents.lines:
        if line.period != ALL and (line.row == ALL or contents.table is TableKind.AREAS):
            found[contents.area if line.row == ALL else line.row, line.period] = line
    return found


def _is_shown(line: Line) -> bool:
    return None not in (line.male, line.female, line.births)

"""What owners have answered to a list of differences changes the next comparison."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evenborn.comparison.compare import RegisterFile
from evenborn.comparison.difference_list import DifferenceList, Listed
from evenborn.comparison.differences import REMOVING, Differences


@dataclass(frozen=True, slots=True)
class Replies:
    """What the owner of one register has answered, all lists together.

    Attributes
    ----------
    register : str
    removed : frozenset of str
        Record numbers that are no birth, or are the second entry of one.
    confirmed, corrected : frozenset of (str, str)
        Record numbers and kinds of difference.
    not_found : int
        Records that the owner cannot find.
    """

    register: str
    removed: frozenset[str] = frozenset()
    confirmed: frozenset[tuple[str, str]] = frozenset()
    corrected: frozenset[tuple[str, str]] = frozenset()
    not_found: int = 0

    def applied(self, file: RegisterFile) -> RegisterFile:
        """The register as it is to be compared after these answers."""
        return replace(file, removed=self.removed, confirmed=self.confirmed)

    def still_differing(self, found: Differences) -> int:
        """Differences that are said to be corrected and are there all the same."""
        if not self.corrected:
            return 0
        listed = zip(
            found.table.column("number").to_pylist(), found.table.column("kind").to_pylist(), strict=True
        )
        return sum(one in self.corrected for one in listed)


def gathered(register: str, lists: Sequence[DifferenceList]) -> Replies:
    """Answers of one owner; where lists disagree about a difference, the last one counts.

    Parameters
    ----------
    register : str
    lists : sequence of DifferenceList
        Of any registers.

    Examples
    --------
    >>> gathered("delivery", []).removed
    frozenset()
    """
    return replies_of(register, [one.rows for one in lists if one.register == register])


def replies_of(register: str, lists: Sequence[Sequence[Listed]]) -> Replies:
    """Answers of one owner, by the rows of its lists; the last one about a difference counts.

    Parameters
    ----------
    register : str
    lists : sequence of (sequence of Listed)
        The oldest first.

    Examples
    --------
    >>> first, then = Listed("7", 2, "only-here", "confirmed"), Listed("7", 2, "only-here", "corrected")
    >>> sorted(replies_of("delivery", [[first], [then]]).corrected)
    [('7', 'only-here')]
    """
    answers = {
        (listed.number, listed.kind): listed.reply
        for rows in lists
        for listed in rows
        if listed.reply and listed.number is not None
    }
    of = {
        reply: frozenset(key for key, given in answers.items() if given == reply)
        for reply in ("confirmed", "corrected", "not-found")
    }
    removed = frozenset(number for (number, _), reply in answers.items() if reply in REMOVING)
    return Replies(register, removed, of["confirmed"], of["corrected"], len(of["not-found"]))

"""The list of differences that goes to the owner of a register: its own records, and nothing of others."""

from dataclasses import dataclass
from datetime import date

from evenborn.comparison.commission import Commission
from evenborn.comparison.differences import KINDS


@dataclass(frozen=True, slots=True)
class Listed:
    """One record that differs.

    Attributes
    ----------
    number : str or None
        The owner's own record number; of an encoding, the number that it gave the record.
    row : int
        Row of the owner's file; of an encoding, the same as ``number``.
    kind : str
        One of :data:`~evenborn.comparison.differences.KINDS`.
    reply : str
        One of :data:`~evenborn.comparison.differences.REPLIES`; empty before it is given.
    own : str or None
        The owner's own record number beside that of the encoding; never seen by the desk.
    """

    number: str | None
    row: int
    kind: str
    reply: str = ""
    own: str | None = None


@dataclass(frozen=True, slots=True)
class DifferenceList:
    """All that one owner is told.

    Attributes
    ----------
    run : str
        Which comparison.
    register, sha256 : str
        Which register, and the hash of the file that was compared.
    encoded : bool
        Whether record numbers are those of an encoding.
    commission : Commission
        Why, on which basis, until when.
    first_month, last_month : datetime.date or None
        Months of birth that the register covers.
    births : int
        Births that the register has.
    elsewhere : int
        Births that others have and this register has not; a number, and no more.
    still_differs : int
        Records said to be corrected that differ all the same.
    rows : tuple of Listed
    with_own : bool
        Whether the owner has put its own record numbers beside those of the encoding.
    """

    run: str
    register: str
    sha256: str
    encoded: bool
    commission: Commission
    first_month: date | None
    last_month: date | None
    births: int
    elsewhere: int
    still_differs: int
    rows: tuple[Listed, ...]
    with_own: bool = False

    def counts(self) -> dict[str, int]:
        """Records by kind.

        Examples
        --------
        >>> told = DifferenceList("r", "delivery", "", False, Commission("estimating-coverage", "a law",
        ...     date(2025, 1, 1)), None, None, 9, 0, 0, (Listed("7", 2, "only-here"),))
        >>> told.counts()["only-here"]
        1
        """
        kinds = [one.kind for one in self.rows]
        return {kind: kinds.count(kind) for kind in KINDS}

    def replied(self) -> int:
        """Records that were answered."""
        return sum(bool(one.reply) for one in self.rows)

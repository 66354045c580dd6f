"""Which entries of the trail somebody wants to see."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from evenborn.apps.stores import Store

__all__ = ["Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A store and what narrows its entries.

    Attributes
    ----------
    store : Store
    since, until : datetime.date or None
        First and last day at the office.
    actor, event, subject : str
        As the trail writes them; empty for any.
    area : str
        Code of an area, which stands for all areas in it too; empty for any.
    upto : int or None
        The last entry when the list was opened: what is added while somebody turns its pages moves none.
    """

    store: Store
    since: date | None = None
    until: date | None = None
    actor: str = ""
    event: str = ""
    subject: str = ""
    area: str = ""
    upto: int | None = None

    @property
    def filter(self) -> str:
        """What narrows the entries, as an address has it and as the trail keeps it.

        Examples
        --------
        >>> Wanted(Store.VAULT, since=date(2026, 3, 1), area="6207").filter
        'since=2026-03-01&area=6207'
        """
        parts = {
            "since": self.since, "until": self.until, "actor": self.actor, "event": self.event,
            "subject": self.subject, "area": self.area,
        }  # fmt: skip
        return urlencode({name: str(value) for name, value in parts.items() if value})

"""Reading the trail of a store for its verification: as it is kept, byte for byte, a few thousand at a time.

The model's own reading would mend what it reads (a moment without its zone, a number that is text) and would
stop at what it cannot read. What is verified is what lies there.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.db import DatabaseError, connections

from evenborn.apps.audit.chain import Link
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from evenborn.web.faults import cause_of

__all__ = ["Trail"]

AT_A_TIME: Final = 4000
_FIELDS: Final = "SELECT number, {at}, actor, event, subject, area, facts, previous, hash FROM audit_entry"
_AS_IT_LIES: Final = {"sqlite": "CAST(at AS TEXT)"}
"""How the moment is asked for, so that nothing reads it on the way."""


class Trail:
    """The entries of a store in the order of their numbers, each with the hash that is kept of it.

    Entries that are added meanwhile are read too, so that the trail need not be held still.

    Raises
    ------
    Refusal
        ``trail-unreadable``, while it is read.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._label = store.label
        self._head = (0, "")

    def __iter__(self) -> Iterator[tuple[Link, str]]:
        """Read all entries; what the store says of its end is read after them."""
        last: int | None = None
        while True:
            rows = self._page(last)
            for row in rows:
                link, kept = self._link(row)
                last = link.number
                yield link, kept
            if len(rows) < AT_A_TIME:
                self._head = self.end()
                if self._head[0] <= (last or 0) or not rows:
                    return

    def head(self) -> tuple[int, str]:
        """What :meth:`end` was after the last entry had been read."""
        return self._head

    def end(self) -> tuple[int, str]:
        """Number and hash of the last entry as the store keeps them beside, or ``(-1, "")``."""
        rows = self._rows("SELECT number, hash FROM audit_head", [])
        return (rows[0][0], str(rows[0][1])) if len(rows) == 1 else (-1, "")

    def _page(self, after: int | None) -> list[tuple[Any, ...]]:
        where = "" if after is None else " WHERE number > %s"
        limit = f" ORDER BY number LIMIT {AT_A_TIME}"
        fields = _FIELDS.format(at=_AS_IT_LIES.get(connections[self.store].vendor, "at"))
        return self._rows(fields + where + limit, [] if after is None else [after])

    def _rows(self, query: str, values: list[int]) -> list[tuple[Any, ...]]:
        connection = connections[self.store]
        try:
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    connection.connection.text_factory = _text
                cursor.execute(query, values)
                return list(cursor.fetchall())
        except DatabaseError as error:
            raise Refusal("trail-unreadable", store=self.store.label, cause=cause_of(error)) from error
        finally:
            if connection.vendor == "sqlite" and connection.connection is not None:
                connection.connection.text_factory = str

    def _link(self, row: tuple[Any, ...]) -> tuple[Link, str]:
        number, at, *texts, kept = row
        actor, event, subject, area, facts, previous = map(str, texts)
        whole = number if isinstance(number, int) else 0
        link = Link(self._label, whole, _moment(at), actor, event, subject, area, facts, previous)
        return link, str(kept)


def _text(data: bytes) -> str:
    """What is no UTF-8 becomes what no text of ours holds, so that its hash differs."""
    return data.decode("utf-8", "surrogateescape")


def _moment(kept: object) -> datetime | str:
    """The moment that is kept, or the text in its place where Django would have written it otherwise."""
    if isinstance(kept, datetime):
        return kept if kept.tzinfo else kept.replace(tzinfo=UTC)  # SQLite's reader drops the zone
    text = str(kept)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.replace(tzinfo=UTC) if str(moment) == text and moment.tzinfo is None else text

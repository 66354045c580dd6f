"""Rows on their way from an import into the vault, and what became of each. Pure."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from evenborn.apps.vault.record_index import IndexKey
from evenborn.apps.vault.sealing import encoded, new_token

__all__ = ["Became", "Incoming", "PreparedPart", "incoming"]


class Became(IntEnum):
    """What the vault makes of a row."""

    NEW = 0
    """No record of that number was there."""
    REPLACES = 1
    """A record of that number says something else, or was withdrawn; this becomes its next version."""
    UNCHANGED = 2
    """The same is there already."""
    REPEATED = 3
    """This import has brought a record of that number before; the first one counts."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One checked row; what identifies is not shown.

    Attributes
    ----------
    area : str
        Code of the area whose officers may see that the record is there.
    birth_month : datetime.date or None
        First day of the month of birth.
    plain : bytes
        All that the row says, as :func:`~evenborn.apps.vault.sealing.encoded` writes it.
    record_index, content : bytes
        See :class:`~evenborn.apps.vault.record_index.IndexKey`.
    birth_index : bytes or None
    token : str
        Name of the birth, if the record is new.
    """

    area: str
    birth_month: date | None
    plain: bytes = field(repr=False)
    record_index: bytes = field(repr=False)
    content: bytes = field(repr=False)
    birth_index: bytes | None = field(default=None, repr=False)
    token: str = field(default_factory=new_token)


def incoming(
    fields: dict[str, str], key: IndexKey, *, area: str, birth_month: date | None, record: tuple[str, ...],
    birth: tuple[str, ...] | None,
) -> Incoming:  # fmt: skip
    """Make one of a row's fields and of what identifies the record and the birth.

    Examples
    --------
    >>> key = IndexKey(bytes(32))
    >>> row = incoming({"sex": "female"}, key, area="990101", birth_month=None, record=("delivery", "1"),
    ...                birth=None)
    >>> len(row.plain), len(row.record_index), row.birth_index
    (64, 16, None)
    """
    plain = encoded(fields)
    return Incoming(
        area, birth_month, plain, key.of_record(*record), key.of_content(plain),
        None if birth is None else key.of_birth(*birth),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """What became of the rows of one part.

    Attributes
    ----------
    became : tuple of Became
        In the order of the rows.
    doubled : tuple of int
        Positions of rows whose birth another record holds.
    before : tuple of mapping
        What the records said that will be replaced, of those that are visible now.
    """

    became: tuple[Became, ...]
    doubled: tuple[int, ...]
    before: tuple[dict[str, str], ...] = field(repr=False)

    @property
    def new(self) -> int:
        """How many records are new."""
        return self.became.count(Became.NEW)

    @property
    def replaced(self) -> int:
        """How many become the next version of a record."""
        return self.became.count(Became.REPLACES)

    @property
    def unchanged(self) -> int:
        """How many say what is there."""
        return self.became.count(Became.UNCHANGED)

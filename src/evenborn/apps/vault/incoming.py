"""Rows on their way from an import into the vault, as columns, and what became of each. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from evenborn.apps.vault.sealing import Key, SealedColumns, new_tokens, seal_all

__all__ = ["Became", "HeldBy", "Incoming", "PreparedPart", "incoming"]


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


class HeldBy(StrEnum):
    """How it was found that another record holds a birth: the name of the column of hashes."""

    BIRTH = "birth_index"
    CERTIFICATE = "certificate_index"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Checked rows, a list a column; what identifies is not shown.

    Attributes
    ----------
    areas : list of str
        Code of the area whose officers may see that the record is there.
    birth_months : list of datetime.date or None
        First day of the month of birth.
    plain : list of bytes
        All that a row says, as :func:`~evenborn.apps.vault.sealing.encoded` writes it.
    record_index, content : list of bytes
        See :class:`~evenborn.apps.vault.record_index.IndexKey`; the first one ascends, rows of one number
        as they came.
    birth_index, certificate_index : list of bytes or None
        What tells the birth, and the number of its certificate, whatever number the record has.
    tokens : list of str
        Name of each birth, if its record is new.
    sealed : SealedColumns
        The rows sealed under these tokens, as first versions.
    named_content : callable
        From a row to the hash of what it says as :func:`~evenborn.apps.vault.row_layouts.named` writes it,
        which records have that were sealed before fields had places.
    """

    areas: list[str]
    birth_months: list[date | None]
    plain: list[bytes] = field(repr=False)
    record_index: list[bytes] = field(repr=False)
    content: list[bytes] = field(repr=False)
    birth_index: list[bytes | None] = field(repr=False)
    certificate_index: list[bytes | None] = field(repr=False)
    tokens: list[str]
    sealed: SealedColumns = field(repr=False)
    named_content: Callable[[bytes], bytes] = field(repr=False)

    def says(self, place: int, content: bytes) -> bool:
        """Whether a row says what has this hash."""
        return content == self.content[place] or content == self.named_content(self.plain[place])

    def __len__(self) -> int:
        return len(self.plain)


def incoming(
    plain: list[bytes], key: Key, register: str, *, areas: list[str], birth_months: list[date | None],
    record_index: list[bytes], content: list[bytes], birth_index: list[bytes | None],
    certificate_index: list[bytes | None], named_content: Callable[[bytes], bytes],
) -> Incoming:  # fmt: skip
    """Name and seal rows, which are sorted by the hash of their numbers.

    Their tokens ascend too: so a database has two of its indexes at hand. The order says no more of a row
    than the hash, which is keyed.

    Examples
    --------
    >>> from evenborn.apps.vault.row_layouts import encoded
    >>> from evenborn.apps.vault.sealing import Algorithm
    >>> key = Key(1, "1-example", Algorithm.AES, bytes(32))
    >>> plain = [encoded({}, "delivery")] * 2
    >>> rows = incoming(plain, key, "delivery", areas=["", ""], birth_months=[None, None],
    ...                 record_index=[b"a", b"b"], content=[b"", b""], birth_index=[None, None],
    ...                 certificate_index=[None, None], named_content=bytes)
    >>> len(rows), rows.tokens[0] < rows.tokens[1]
    (2, True)
    """
    tokens = new_tokens(len(plain))
    sealed = seal_all(plain, key, register, tokens)
    return Incoming(
        areas,
        birth_months,
        plain,
        record_index,
        content,
        birth_index,
        certificate_index,
        tokens,
        sealed,
        named_content,
    )


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """What became of the rows of one part.

    Attributes
    ----------
    became : tuple of Became
        In the order of the rows.
    doubled : mapping of HeldBy to tuple of int
        Positions of rows whose birth another record holds, by how it was found.
    before : tuple of mapping
        What the records said that will be replaced, of those that are visible now.
    """

    became: tuple[Became, ...]
    doubled: Mapping[HeldBy, tuple[int, ...]]
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

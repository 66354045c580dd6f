"""Checked rows of a file as the vault takes them. No database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from evenborn.apps.intake.rules import birth_fields, certificate_fields, record_fields
from evenborn.apps.vault.encoded_columns import encoded_columns, joined_columns
from evenborn.apps.vault.incoming import Incoming, incoming
from evenborn.apps.vault.record_index import IndexKey, ascending
from evenborn.apps.vault.row_layouts import decoded, named
from evenborn.apps.vault.sealing import Key
from evenborn.registers.definition import Definition
from evenborn.registers.stored_rows import text_columns

__all__ = ["ROW", "Rows", "in_parts"]

ROW: Final = "row of the file"
"""Column of the number of each row, beside the fields of its register."""

PART: Final = 100_000
"""Each part is a commit, which writes every page of an index that got a row: few parts write less."""
FIRST_PART: Final = 8_000
_COUNTY: Final = 6
_DAY: Final = 10


def in_parts(
    batches: Iterable[pa.RecordBatch], rows: int = PART, first: int = FIRST_PART
) -> Iterator[pa.RecordBatch]:
    """The same rows in parts, each half as large again as the one before, up to so many rows.

    A small first part, for the database has nothing to do before it comes, and no part so large that the
    database has nothing to do while it is made. Parts of batches that differ stay apart.

    Examples
    --------
    >>> batches = [pa.record_batch({"n": [1, 2]}), pa.record_batch({"n": []}, pa.schema({"n": pa.int64()}))]
    >>> [part.num_rows for part in in_parts(batches * 5, rows=4, first=2)]
    [2, 3, 4, 1]
    """
    waiting: list[pa.RecordBatch] = []
    wanted = min(first, rows)
    for batch in batches:
        if waiting and batch.schema != waiting[0].schema:
            yield from pa.Table.from_batches(waiting).combine_chunks().to_batches()
            waiting = []
        waiting.append(batch)
        while sum(one.num_rows for one in waiting) >= wanted:
            whole = pa.Table.from_batches(waiting).combine_chunks()
            yield from whole.slice(0, wanted).to_batches()
            waiting = whole.slice(wanted).to_batches()
            wanted = min(wanted + wanted // 2, rows)
    if any(one.num_rows for one in waiting):
        yield from pa.Table.from_batches(waiting).combine_chunks().to_batches()


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes what the vault takes of the rows of one sender's file.

    Attributes
    ----------
    definition : Definition
        A register of births.
    sender : str
        Code of the sender.
    index : IndexKey
    key : Key
        What new records are sealed with.
    """

    definition: Definition
    sender: str
    index: IndexKey = field(repr=False)
    key: Key = field(repr=False)

    def of(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, Incoming]:
        """The rows of a batch sorted by the hash of their numbers, and what the vault takes of them."""
        compared = self.definition.compared
        if compared is None:
            raise ValueError(f"{self.definition.name} is no register of births.")
        none = pa.nulls(batch.num_rows, pa.string())
        numbers = self.index.of_records(self._records(batch, none))
        order = ascending(numbers)
        batch = batch.take(pa.array(order, pa.int64()))
        texts = text_columns(batch)
        texts.pop(ROW, None)
        plain = encoded_columns(texts, batch.num_rows, self.definition.name)
        areas: Any = pc.utf8_slice_codeunits(texts.get(compared.fields["area"], none), 0, _COUNTY).fill_null(
            ""
        )
        return batch, incoming(
            plain, self.key, self.definition.name, areas=areas.to_pylist(),
            birth_months=_months(batch, compared.fields["birth_day"]),
            record_index=[numbers[place] for place in order.tolist()],
            content=self.index.of_contents(plain), named_content=self._named_content,
            birth_index=self.index.of_births(self._births(texts, none)),
            certificate_index=self.index.of_certificates(self._certificates(texts, none)),
        )  # fmt: skip

    def _named_content(self, plain: bytes) -> bytes:
        """Hash of a row as it was sealed before its fields had places."""
        return self.index.of_content(named(decoded(plain, self.definition.name)))

    def _records(self, batch: pa.RecordBatch, none: pa.StringArray) -> list[bytes]:
        """What makes each record one and the same; a part that is blank is an empty text."""
        numbers, by_sender = record_fields(self.definition.name)
        texts = text_columns(batch.select([name for name in numbers if name in batch.schema.names]))
        start = (self.definition.name, self.sender) if by_sender else (self.definition.name,)
        columns = [texts.get(name, none).fill_null("") for name in numbers]
        return [one or b"" for one in joined_columns(start, columns)]

    def _births(self, texts: dict[str, Any], none: pa.StringArray) -> list[bytes | None]:
        """What tells each birth, where the row states all of it; a moment counts as its day."""
        told = birth_fields(self.definition.name)
        if not told:
            return [None] * len(none)
        columns = [texts.get(name, none) for name in told]
        for place, name in enumerate(told):
            if self.definition.fields[name].type == "moment":
                columns[place] = pc.utf8_slice_codeunits(columns[place], 0, _DAY)
        return joined_columns((self.definition.name,), columns)

    def _certificates(self, texts: dict[str, Any], none: pa.StringArray) -> list[bytes | None]:
        """The certificate of each birth, where the row states its number."""
        told = certificate_fields(self.definition.name)
        if not told:
            return [None] * len(none)
        return joined_columns((self.definition.name,), [texts.get(name, none) for name in told])


def _months(batch: pa.RecordBatch, name: str) -> list[date | None]:
    """First day of the month of each row's birth."""
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    # There are few months and many rows: each month is made once.
    months = pc.floor_temporal(batch[name], unit="month").cast(pa.date32()).dictionary_encode()
    known: list[date | None] = [*months.dictionary.to_pylist(), None]
    places: list[Any] = months.indices.fill_null(len(known) - 1).to_pylist()
    return [known[place] for place in places]

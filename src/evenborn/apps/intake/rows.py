"""Checked rows of a file as the vault takes them, and what is counted of them. No database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyarrow as pa

from evenborn.apps.intake.rules import birth_fields, record_fields
from evenborn.apps.vault.incoming import Incoming, incoming
from evenborn.apps.vault.record_index import IndexKey
from evenborn.registers.definition import Definition
from evenborn.registers.stored_rows import texts_of

__all__ = ["Rows"]

_COUNTY: Final = 6
_DAY: Final = 10


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes what the vault takes of the rows of one sender's file.

    Attributes
    ----------
    definition : Definition
        A register of births.
    sender : str
        Code of the sender.
    key : IndexKey
    """

    definition: Definition
    sender: str
    key: IndexKey

    def of(self, batch: pa.RecordBatch) -> Iterator[Incoming]:
        """One for each row, in order."""
        definition, (numbers, by_sender) = self.definition, record_fields(self.definition.name)
        compared = definition.compared
        if compared is None:
            raise ValueError(f"{definition.name} is no register of births.")
        area, day = compared.fields["area"], compared.fields["birth_day"]
        start = (definition.name, self.sender) if by_sender else (definition.name,)
        for fields in texts_of(batch):
            yield incoming(
                fields, self.key, area=fields.get(area, "")[:_COUNTY],
                birth_month=_month(fields.get(day)),
                record=(*start, *(fields.get(name, "") for name in numbers)),
                birth=self._birth(fields),
            )  # fmt: skip

    def _birth(self, fields: Mapping[str, str]) -> tuple[str, ...] | None:
        """What tells the birth, where the row states all of it; a moment counts as its day."""
        told = birth_fields(self.definition.name)
        parts = []
        for name in told:
            text = fields.get(name)
            if text is None:
                return None
            parts.append(text[:_DAY] if self.definition.fields[name].type == "moment" else text)
        return (self.definition.name, *parts) if told else None


def _month(text: str | None) -> date | None:
    return None if text is None else date(int(text[:4]), int(text[5:7]), 1)

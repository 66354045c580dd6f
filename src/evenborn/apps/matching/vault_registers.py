"""Registers out of the vault: opened, encoded at once under a key of the run, and closed again.

In the clear they lie only in the locked folder of the run, as the file of a batch does while it is checked,
and only until they are encoded. What is compared is the encoding; the way back to the senders' own numbers
stays in memory.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from evenborn.apps.access.actor import Actor
from evenborn.apps.intake.models import Batch
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.owners import Owner, OwnRecord
from evenborn.apps.vault.bulk_opening import opened_births
from evenborn.comparison.commission import Commission
from evenborn.comparison.difference_list import Listed
from evenborn.comparison.encode import encode
from evenborn.comparison.own_numbers import read_own_list
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal

__all__ = ["OfVault", "VaultRegister", "encoded_out_of_vault"]

_FIRST_ROW: Final = 2
"""The number that the first row of a file has; the header is row 1."""
_SENDERS: Final = "batches of any sender hold the births of an area"


@dataclass(frozen=True, slots=True)
class VaultRegister:
    """A register that was encoded out of the vault.

    Attributes
    ----------
    path : pathlib.Path
        Its encoding.
    records : mapping of str to (str, int, int)
        By number of the encoding, the sender's own number, the number of the batch, the key of the record.
    """

    path: Path
    records: Mapping[str, tuple[str, int, int]]


def encoded_out_of_vault(
    run: Run, part: RunRegister, folder: Path, key: bytes, commission: Commission, *, by: Actor
) -> VaultRegister:
    """Encode the births of a register, an area and some months.

    Raises
    ------
    Refusal
        ``no-births``, and those of opening what lies sealed.
    """
    plain, own = folder / f"{part.register}.parquet", folder / f"{part.register}.own.csv"
    out = folder / f"{part.register}.encoded.parquet"
    try:
        of_rows = _written(run, part, plain, by)
        encode(plain, register(part.register), CheckOptions(commission.on), key, out, own)
        listed = read_own_list(own).numbers
    finally:
        plain.unlink(missing_ok=True)
        own.unlink(missing_ok=True)
    records = {of: (number, *of_rows[row - _FIRST_ROW]) for of, (number, row) in listed.items()}
    return VaultRegister(out, records)


def _written(run: Run, part: RunRegister, path: Path, by: Actor) -> list[tuple[int, int]]:
    """Write the rows as they were accepted; for each the number of its batch and the key of its record."""
    schema = pa.schema([(name, pa.string()) for name in register(part.register).fields])
    of_rows: list[tuple[int, int]] = []
    period = run.period_start, run.period_end
    opened = opened_births(by, part.register, area=run.area, period=period, purpose="comparison")
    path.touch(0o600)
    with pq.ParquetWriter(path, schema) as writer:
        for rows in opened:
            of_rows += [(batch, record) for batch, record, _ in rows]
            columns = {name: [row.get(name) for *_, row in rows] for name in schema.names}
            writer.write_table(pa.table(columns, schema=schema))
    if not of_rows:
        raise Refusal("no-births", file=part.register, register=part.register)
    return of_rows


class OfVault:
    """Each record belongs to the department of its sender; where it has none, to whoever answers for it.

    Parameters
    ----------
    parts : sequence of RunRegister
    encoded : sequence of VaultRegister
    """

    encoded = False

    def __init__(self, parts: Sequence[RunRegister], encoded: Sequence[VaultRegister]) -> None:
        self._records = [one.records for one in encoded]
        numbers = {batch for one in encoded for _, batch, _ in one.records.values()}
        found = Batch.objects.regardless(_SENDERS).filter(pk__in=numbers)
        senders = {pk: (area, home) for pk, area, home in found.values_list("pk", "area", "department")}
        self._owners = [
            {
                batch: _owner(*senders[batch], part)
                for batch in {batch for _, batch, _ in one.records.values()}
            }
            for part, one in zip(parts, encoded, strict=True)
        ]

    def births(self, place: int) -> Mapping[Owner, int]:
        """Births of a register by the department of their sender."""
        return Counter(self._owners[place][batch] for _, batch, _ in self._records[place].values())

    def record(self, place: int, number: str, row: int) -> OwnRecord:  # noqa: ARG002 - the encoding's row says nothing
        """The sender's own number of a record, and its key in the vault."""
        own, batch, record = self._records[place][number]
        return OwnRecord(self._owners[place][batch], own, 0, record)

    def renumbered(self, place: int, department: int, rows: Iterable[Listed]) -> list[Listed]:
        """Answers of a department with the numbers that its records have in this encoding."""
        now = {
            own: number
            for number, (own, batch, _) in self._records[place].items()
            if self._owners[place][batch].department == department
        }
        return [replace(one, number=now[one.number]) for one in rows if one.number in now]


def _owner(area: str, department: int | None, part: RunRegister) -> Owner:
    return Owner(part.area, part.department) if department is None else Owner(area, department)

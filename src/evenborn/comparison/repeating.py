"""A comparison that is done again with the same files must give the same links."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from evenborn.comparison.compare import Compared
from evenborn.comparison.recording import links_hash
from evenborn.comparison.run_files import pair_file
from evenborn.comparison.run_record import RunRecord
from evenborn.registers.refusal import Refusal

TOLERANCE: Final = 1e-9
"""Bits by which a match weight may differ."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """What came of doing it again, for two registers.

    Attributes
    ----------
    left, right : str
    same_links : bool
    largest : float
        Largest difference of a match weight, bits; not a number where the links are not the same.
    """

    left: str
    right: str
    same_links: bool
    largest: float

    @property
    def agrees(self) -> bool:
        """Whether links are the same, and weights too."""
        return self.same_links and self.largest <= TOLERANCE


def in_order(hashes: Sequence[tuple[str, str]], record: RunRecord) -> list[int]:
    """Positions of files in the order in which the earlier comparison had them.

    Parameters
    ----------
    hashes : sequence of (name, SHA-256)
        Of the files that are given now.
    record : RunRecord

    Raises
    ------
    Refusal
        ``repeat-number``, ``repeat-other-file``.
    """
    if len(hashes) != len(record.registers):
        raise Refusal("repeat-number", number=len(hashes), before=len(record.registers), run=record.run)
    known = [one.sha256 for one in record.registers]
    for name, sha256 in hashes:
        if sha256 not in known:
            raise Refusal("repeat-other-file", file=name, run=record.run)
    given = [sha256 for _, sha256 in hashes]
    missing = next((one.file for one in record.registers if one.sha256 not in given), None)
    if missing is not None:
        raise Refusal("repeat-missing", file=missing, run=record.run)
    return [given.index(sha256) for sha256 in known]


def repeated(compared: Compared, record: RunRecord, folder: Path) -> tuple[Repeated, ...]:
    """Hold a comparison against the earlier one in a folder.

    Raises
    ------
    Refusal
        ``no-run`` where the earlier links are gone or damaged.
    """
    found = []
    names = record.names()
    for place, (one, other) in enumerate(combinations(range(len(names)), 2)):
        now = compared.linked[one, other]
        same = links_hash(now) == record.pairs[place]["links_sha256"]
        largest = float("nan")
        if same:
            largest = _largest(
                now.links.column("weight"), folder / pair_file("links", names[one], names[other])
            )
        found.append(Repeated(names[one], names[other], same, largest))
    return tuple(found)


def _largest(now: "pa.ChunkedArray[pa.DoubleScalar]", path: Path) -> float:
    try:
        before = pq.read_table(path, columns=["weight"]).column("weight")
    except (OSError, pa.ArrowException) as error:
        raise Refusal("no-run", folder=path.parent.name) from error
    if len(before) != len(now):
        raise Refusal("no-run", folder=path.parent.name)
    weights = [np.nan_to_num(one.to_numpy().astype(np.float64)) for one in (now, before)]
    return float(np.abs(weights[0] - weights[1]).max(initial=0.0))

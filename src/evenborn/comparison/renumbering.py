"""A register that was encoded anew: which new number a record has that an earlier encoding numbered.

An owner makes this list on its own machine out of the two lists that stayed with it. It holds numbers of
encodings and no number of the owner's, so it may go to the desk: answers that were given earlier then reach
the same births. A record without a number of its owner, or one that shares its number with another record,
cannot be told again and is left out.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from evenborn.comparison.own_numbers import HEADER, hash_beside
from evenborn.registers.refusal import Refusal

__all__ = ["Renumbered", "Renumbering", "read_renumbering", "renumbered", "write_renumbering"]

FORMAT: Final = 1
_KEY: Final = b"evenborn renumbering"
_SCHEMA: Final = pa.schema([("of", pa.uint8()), ("before", pa.int32()), ("now", pa.int32())])
_FILES: Final = 200
"""Earlier encodings that one list may lead from; ``of`` has room for no more."""


@dataclass(frozen=True, slots=True)
class Renumbered:
    """How many records of an earlier encoding are found again, and why others are not.

    Attributes
    ----------
    sha256 : str
        Of the earlier encoding.
    records : int
        That it has.
    carried : int
        Of them, found again.
    unnumbered : int
        Without a number of the owner, or with one that several records of a file have.
    """

    sha256: str
    records: int
    carried: int
    unnumbered: int

    @property
    def gone(self) -> int:
        """Records whose number the new file no longer has."""
        return self.records - self.carried - self.unnumbered


@dataclass(frozen=True, slots=True)
class Renumbering:
    """What the desk reads of it.

    Attributes
    ----------
    sha256 : str
        Of the new encoding.
    numbers : mapping of str to (mapping of str to str)
        By hash of an earlier encoding, its numbers and those of the new one.
    """

    sha256: str
    numbers: Mapping[str, Mapping[str, str]]


def renumbered(now: Path, before: Sequence[Path]) -> tuple[str, "pa.Table", tuple[Renumbered, ...]]:
    """Hold the own list of a new encoding against those of earlier ones.

    Returns
    -------
    str, pyarrow.Table, tuple of Renumbered
        Hash of the new encoding, the list for the desk, and what was found, file by file.

    Raises
    ------
    Refusal
        ``own-list-alone`` where an encoding does not stand beside its list; ``own-list-same``,
        ``not-an-own-list``, ``unreadable``.
    """
    sha256, own, _ = _listed(now)
    tables, found, seen = [], [], {sha256}
    for of, path in enumerate(before[:_FILES]):
        earlier, records, unnumbered = _listed(path)
        if earlier in seen:
            raise Refusal("own-list-same", file=path.name)
        seen.add(earlier)
        joined = records.join(own, "record_number", join_type="inner", right_suffix="_now")
        tables.append(
            pa.table(
                [
                    pa.array([of] * len(joined), pa.uint8()),
                    joined.column("encoded_number"),
                    joined.column("encoded_number_now"),
                ],
                schema=_SCHEMA,
            ).sort_by("before")
        )
        found.append(Renumbered(earlier, len(records) + unnumbered, len(joined), unnumbered))
    return sha256, pa.concat_tables(tables), tuple(found)


def _listed(path: Path) -> tuple[str, "pa.Table", int]:
    """Hash of an encoding, its numbers by those of the owner that say one record, and how many do not."""
    sha256 = hash_beside(path)
    types = {"encoded_number": pa.int32(), "row": pa.int64(), "record_number": pa.string()}
    options = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    try:
        table = pyarrow.csv.read_csv(path, convert_options=options)
    except OSError as error:
        raise Refusal("unreadable", file=path.name, cause=error.strerror or type(error).__name__) from error
    except pa.ArrowException as error:
        raise Refusal("not-an-own-list", file=path.name) from error
    if table.column_names != HEADER:
        raise Refusal("not-an-own-list", file=path.name)
    if not sha256:
        raise Refusal("own-list-alone", file=path.name)
    counts = table.group_by("record_number").aggregate([([], "count_all")])
    single: Any = pc.equal(counts.column("count_all"), pa.scalar(1, pa.int64()))
    once = counts.filter(single).column("record_number").drop_null()
    kept = table.filter(pc.is_in(table.column("record_number"), value_set=once.combine_chunks()))
    return sha256, kept.select(["encoded_number", "record_number"]), len(table) - len(kept)


def write_renumbering(path: Path, sha256: str, table: "pa.Table", found: Sequence[Renumbered]) -> None:
    """Write the list for the desk."""
    said = {"format": FORMAT, "sha256": sha256, "before": [one.sha256 for one in found]}
    pq.write_table(table.replace_schema_metadata({_KEY: json.dumps(said).encode()}), path, compression="zstd")


def read_renumbering(path: Path, wanted: Mapping[str, frozenset[str]] | None = None) -> Renumbering:
    """Read it at the desk.

    Parameters
    ----------
    path : pathlib.Path
    wanted : mapping of str to (frozenset of str), optional
        By hash of an earlier encoding, the numbers that are asked for; all where it is left out.

    Raises
    ------
    Refusal
        ``no-renumbering``: it is another file, or was changed.
    """
    try:
        with path.open("rb") as stream:
            table = pq.read_table(stream)
        said: dict[str, Any] = json.loads((table.schema.metadata or {})[_KEY])
        hashes, sha256 = [str(one) for one in said["before"]], str(said["sha256"])
        if said["format"] != FORMAT or not table.schema.remove_metadata().equals(_SCHEMA):
            raise Refusal("no-renumbering", file=path.name)
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise Refusal("no-renumbering", file=path.name) from error
    numbers = {}
    for of, one in enumerate(hashes):
        chosen = table.filter(pc.equal(table.column("of"), pa.scalar(of, pa.uint8())))
        if wanted is not None:
            asked = [int(number) for number in wanted.get(one, ()) if number.isdecimal()]
            chosen = chosen.filter(pc.is_in(chosen.column("before"), pa.array(asked, pa.int32())))
        sides = (map(str, chosen.column(name).to_pylist()) for name in ("before", "now"))
        numbers[one] = dict(zip(*sides, strict=True))
    return Renumbering(sha256, numbers)

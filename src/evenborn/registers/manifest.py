"""What a written table says of itself: which register and table it is, whose, of which days, from which file.

The manifest stands in the file's own metadata, so that a copy of the file never loses it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

_KEY: Final = b"evenborn"
_DAYS = ("start", "end", "cut_off")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the records of a table come from.

    Attributes
    ----------
    sender : str
        The organisation that sent them; never a person.
    start, end : datetime.date
        First and last day that they are about.
    cut_off : datetime.date
        Day up to which registrations are in them.
    sha256 : str
        Hash of the file that they were read from.
    """

    sender: str
    start: date
    end: date
    cut_off: date
    sha256: str

    def __post_init__(self) -> None:
        if not self.sender.strip():
            raise ValueError("A table needs to say who sent it; the sender is empty.")
        if self.end < self.start:
            raise ValueError(f"The period ends on {self.end}, before it starts on {self.start}.")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one written table is.

    Attributes
    ----------
    register, table : str
        Names in the definition.
    rows : int
        Rows of the table.
    smallest : int
        Least births of every combination; 1 where counts are exact.
    program : str
        Version of the program that wrote it.
    origin : Origin or None
        Where its records come from, if that was said.
    """

    register: str
    table: str
    rows: int
    smallest: int
    program: str
    origin: Origin | None = None


def program_version() -> str:
    """Version of this program, as its package states it."""
    return version("evenborn")


def with_manifest(table: pa.Table, manifest: Manifest) -> pa.Table:
    """The table with its manifest in the metadata, and nothing else there.

    Examples
    --------
    >>> origin = Origin("Yunxi county", date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 15), "ab12")
    >>> manifest = Manifest("delivery", "births_by_county", 1, 1, "0.1.0", origin)
    >>> table = with_manifest(pa.table({"male": [3]}), manifest)
    >>> manifest_of(table.schema) == manifest
    True
    """
    content = asdict(manifest)
    if manifest.origin is not None:
        content["origin"] |= {name: getattr(manifest.origin, name).isoformat() for name in _DAYS}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return table.replace_schema_metadata({_KEY: text.encode()})


def manifest_of(schema: pa.Schema) -> Manifest | None:
    """The manifest of a written table; None where there is none that can be read."""
    try:
        content = json.loads((schema.metadata or {})[_KEY])
        return _manifest(content)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _manifest(content: Mapping[str, Any]) -> Manifest:
    origin = content.get("origin")
    if origin is None:
        return Manifest(**content)
    return Manifest(
        **{
            **content,
            "origin": Origin(**{**origin, **{name: date.fromisoformat(origin[name]) for name in _DAYS}}),
        }
    )


def write_parquet(table: pa.Table, manifest: Manifest, path: Path) -> None:
    """Write a table with its manifest; the same table and manifest give the same bytes."""
    pq.write_table(with_manifest(table, manifest), path, compression="zstd")

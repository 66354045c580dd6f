"""The files of a table in the store: their names say whose they are and of which days."""

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})_([0-9a-f]{16})\.parquet")


def part_name(sender: str, start: date, end: date) -> str:
    """Name of the file for a sender and period; the sender's own name may hold any character.

    Examples
    --------
    >>> part_name("云溪县妇幼保健院", date(2025, 1, 1), date(2025, 3, 31))
    '2025-01-01_2025-03-31_1771a2a4b8255b4c.parquet'
    """
    key = hashlib.sha256(sender.strip().encode()).hexdigest()[:16]
    return f"{start.isoformat()}_{end.isoformat()}_{key}.parquet"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table.

    Attributes
    ----------
    path : pathlib.Path
    version : tuple of int
        What changes when the file is replaced under its name.
    start, end : datetime.date
        First and last day of its period.
    """

    path: Path
    version: tuple[int, ...]
    start: date
    end: date

    @property
    def sender(self) -> str:
        """Key of the sender, the same for all of its parts."""
        return self.path.stem.rsplit("_", 1)[1]

    def shares(self, start: date | None, end: date | None) -> bool:
        """Whether it shares a day with a time; None is open."""
        return (start is None or self.end >= start) and (end is None or self.start <= end)

    def inside(self, other: "Part") -> bool:
        """Whether all of its days are days of the other."""
        return other.start <= self.start and self.end <= other.end


def parts_in(folder: Path) -> list[Part]:
    """All parts in a folder by name; files with other names are none."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return []
    found = []
    for entry in entries:
        named = _NAME.fullmatch(entry.name)
        if named is not None:
            try:
                state = entry.stat()
            except FileNotFoundError:
                continue
            start, end = date.fromisoformat(named[1]), date.fromisoformat(named[2])
            found.append(Part(Path(entry.path), (state.st_ino, state.st_mtime_ns, state.st_size), start, end))
    return sorted(found, key=lambda part: part.path.name)


def current_parts(parts: Sequence[Part]) -> list[Part]:
    """Parts without those that lie inside another of the same sender, which took their place.

    Examples
    --------
    >>> def part(start, end):
    ...     return Part(Path(part_name("a", start, end)), (), start, end)
    >>> january, year = part(date(2025, 1, 1), date(2025, 1, 31)), part(date(2025, 1, 1), date(2025, 12, 31))
    >>> current_parts([january, year]) == [year]
    True
    """
    return [
        part
        for part in parts
        if not any(
            part.inside(other) for other in parts if other.sender == part.sender and other.path != part.path
        )
    ]

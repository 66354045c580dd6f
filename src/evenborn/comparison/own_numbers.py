"""An owner's own record numbers beside those of its encoding: put in for replying, taken out for the desk."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from evenborn.comparison.difference_list import DifferenceList, Listed
from evenborn.registers.refusal import Refusal

HEADER: Final = ["encoded_number", "row", "record_number"]
_ENDING: Final = ".own.csv"


@dataclass(frozen=True, slots=True)
class OwnList:
    """The way back from an encoding.

    Attributes
    ----------
    file : str
    numbers : mapping of str to (str, int)
        The owner's record number and row, by the number of the encoding.
    sha256 : str
        Of the encoding that stands beside the list; empty where none does.
    """

    file: str
    numbers: Mapping[str, tuple[str, int]]
    sha256: str


def read_own_list(path: Path) -> OwnList:
    """Read the list that was written beside an encoding.

    Raises
    ------
    Refusal
        ``unreadable``, ``not-an-own-list``.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        if not rows or rows[0] != HEADER:
            raise Refusal("not-an-own-list", file=path.name)
        numbers = {encoded: (number, int(row)) for encoded, row, number in rows[1:]}
    except (UnicodeDecodeError, ValueError, csv.Error) as error:
        raise Refusal("not-an-own-list", file=path.name) from error
    except OSError as error:
        raise Refusal("unreadable", file=path.name, cause=error.strerror or type(error).__name__) from error
    return OwnList(path.name, numbers, hash_beside(path))


def hash_beside(path: Path) -> str:
    """Hash of the encoding that stands beside its list; empty where none does."""
    if not path.name.endswith(_ENDING):
        return ""
    encoding = path.with_name(path.name.removesuffix(_ENDING) + ".parquet")
    if not encoding.is_file():
        return ""
    with encoding.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def with_own_numbers(told: DifferenceList, own: OwnList, sheet: str) -> DifferenceList:
    """The list with the owner's record numbers in it, and its rows.

    Raises
    ------
    Refusal
        ``sheet-of-plain``, ``own-list-of-another``.
    """
    if not told.encoded:
        raise Refusal("sheet-of-plain", file=sheet)
    rows = []
    for one in told.rows:
        found = own.numbers.get(one.number or "")
        if found is None or (own.sha256 and own.sha256 != told.sha256):
            raise Refusal("own-list-of-another", file=own.file, sheet=sheet, value=one.number or "")
        rows.append(replace(one, own=found[0] or None, row=found[1]))
    return replace(told, rows=tuple(rows), with_own=True)


def without_own_numbers(told: DifferenceList, own: OwnList) -> tuple[DifferenceList, int]:
    """The list as the desk may have it.

    Where the register was encoded anew, records are found by the owner's numbers and bear those of the new
    encoding; what it no longer has is left out.

    Returns
    -------
    DifferenceList, int
        The second is how many were left out.
    """
    if not own.sha256 or own.sha256 == told.sha256:
        return replace(told, rows=tuple(map(_bare, told.rows)), with_own=False), 0
    now = {number: encoded for encoded, (number, _) in own.numbers.items() if number}
    rows = tuple(_bare(replace(one, number=now[one.own])) for one in told.rows if one.own in now)
    return replace(told, rows=rows, sha256=own.sha256, with_own=False), len(told.rows) - len(rows)


def _bare(listed: Listed) -> Listed:
    """As it came from the desk: of an encoding, the row is its number."""
    number = listed.number or ""
    return replace(listed, own=None, row=int(number) if number.isdecimal() else listed.row)

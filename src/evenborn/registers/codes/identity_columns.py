"""What do the identity numbers of a whole column say? Numbers as they should be are read all at once.

Eighteen bytes are the usual spelling; such numbers are checked as a matrix of bytes, block by block.
Every other text goes through :func:`~evenborn.registers.codes.identity.read_identity`, once for each
different text, so both give the same answer. Only a column shows one thing that a cell does not: that a
program took the numbers for quantities and wrote them out again in full, with their last digits rounded.
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.civil_days import civil_days
from evenborn.registers.codes.identity import IDENTITY_TYPES, read_identity
from evenborn.registers.codes.identity_number import HKMT, PROVINCES
from evenborn.registers.codes.once_each import once_each
from evenborn.registers.codes.text_bytes import (
    BLOCK,
    Bytes,
    Positions,
    TextBytes,
    Truths,
    are_digits,
    number,
    text_bytes,
    without,
)
from evenborn.registers.codes.writing import is_blank_text, plain

FAULTS = (
    "",
    "identity-lost-digits",
    "identity-placeholder",
    "identity-length",
    "identity-characters",
    "identity-check-digit",
    "identity-birth-date",
    "identity-area",
    "identity-type-mismatch",
)
"""Codes of what may be wrong; position 0 means nothing."""

NOT_SAID = -1
"""Kind of a row that does not say what document its number is on."""

_LOST, _CHECK_DIGIT = FAULTS.index("identity-lost-digits"), FAULTS.index("identity-check-digit")
_Row = tuple[int, bool, date | None, int, str | None]
Known = dict[tuple[str | None, int], _Row]
"""Memory of a column between its batches."""
_RESIDENT, _HKMT = IDENTITY_TYPES.index("resident-id"), IDENTITY_TYPES.index("hkmt-residence-permit")
_WEIGHTS = [np.uint16(pow(2, 17 - place, 11)) for place in range(17)]
_CHECK_BYTES = np.frombuffer(b"10X98765432", np.uint8)[np.arange(1 << 16) % 11]
"""Last byte of a number by the weighted sum of the digits before it."""
_ENOUGH = 8  # different rounded numbers that chance does not bring together

_OF_RESIDENTS, _OF_HKMT = np.zeros(256 * 11, np.bool_), np.zeros(256 * 11, np.bool_)
_OF_RESIDENTS[[int(code) for code in PROVINCES - HKMT]] = True
_OF_HKMT[[int(code) for code in HKMT]] = True


@dataclass(frozen=True)
class IdentityColumns:
    """What the identity numbers of a column say, row by row.

    Attributes
    ----------
    fault : ndarray of int8, shape (n,)
        Position in :data:`FAULTS`; 0 where nothing is wrong.
    present : ndarray of bool, shape (n,)
        Whether the cell says anything.
    birth : ndarray of datetime64[D], shape (n,)
        NaT where the number does not say, or is faulty.
    sex : ndarray of int8, shape (n,)
        1 male, 2 female, 0 not said.
    text : pyarrow.StringArray
        The number half-width, upper-case and without blanks; as written where it is faulty; null where
        the cell is blank.
    """

    fault: npt.NDArray[np.int8]
    present: Truths
    birth: npt.NDArray[np.datetime64]
    sex: npt.NDArray[np.int8]
    text: "pa.StringArray"


def identity_columns(
    numbers: "pa.StringArray", kinds: npt.NDArray[np.int8], known: Known | None = None
) -> IdentityColumns:
    """Read a column of identity numbers.

    Parameters
    ----------
    numbers : pyarrow.StringArray, length n
    kinds : ndarray of int8, shape (n,)
        Position in :data:`~evenborn.registers.codes.identity.IDENTITY_TYPES`, or :data:`NOT_SAID`.
    known : dict, optional
        What was read before, given again for every batch of a column; see :func:`once_each`.

    Raises
    ------
    ValueError
        When the two have different lengths.

    Notes
    -----
    A number of 18 digits written through a double is rounded to a multiple of 16 to 128, or to three
    noughts at its end. Where at least eight different numbers, and half of all, look so, every one of
    them is ``identity-lost-digits``, also where the check digit agrees by chance. By chance alone one
    number in 16 (Beijing) to 128 looks so.

    Examples
    --------
    >>> columns = identity_columns(pa.array(["11010519491231002X", "—"]), np.array([0, -1], np.int8))
    >>> columns.birth.tolist(), columns.sex.tolist(), columns.present.tolist()
    ([datetime.date(1949, 12, 31), None], [2, 0], [True, False])
    """
    if len(numbers) != len(kinds):
        raise ValueError(f"{len(numbers)} numbers cannot have {len(kinds)} kinds.")
    rows = text_bytes(numbers)
    columns = IdentityColumns(
        np.zeros(len(kinds), np.int8),
        np.ones(len(kinds), np.bool_),
        np.full(len(kinds), "NaT", "datetime64[D]"),
        np.zeros(len(kinds), np.int8),
        numbers,
    )
    rounded = _read_canonical(rows, kinds, columns)
    columns.present[:] = rows.lengths > 0
    others = np.flatnonzero((columns.sex == 0) & columns.present)
    texts = _read_others(numbers, kinds, others, columns, {} if known is None else known)
    texts = without(texts, ~columns.present)
    if _is_ruined(numbers, rounded, rows):
        _mark_lost(rounded, columns)
    return IdentityColumns(columns.fault, columns.present, columns.birth, columns.sex, texts)


def _read_canonical(rows: TextBytes, kinds: npt.NDArray[np.int8], columns: IdentityColumns) -> Positions:
    """Read all sound numbers of 18 bytes; return the positions of those that a double could hold."""
    rounded = [np.zeros(0, np.int64)]
    for positions, block in rows.blocks(np.flatnonzero(rows.lengths == 18), 18):
        sound, looks_rounded = _judge(block, kinds[positions])
        rounded.append(positions[looks_rounded])
        year, month, day = number(block[:, 6:10]), number(block[:, 10:12]), number(block[:, 12:14])
        birth = civil_days(year, month, day)
        sound &= ~np.isnat(birth)
        where = positions[sound]
        columns.birth[where] = birth[sound]
        columns.sex[where] = 2 - (block[sound, 16] & 1)
    return np.concatenate(rounded)


def _judge(block: Bytes, kinds: npt.NDArray[np.int8]) -> tuple[Truths, Truths]:
    """Which numbers are sound in all but the birth date, and which a double could hold."""
    digits = block - np.uint8(ord("0"))
    weighted = np.zeros(len(digits), np.uint16)
    for place, weight in enumerate(_WEIGHTS):
        weighted += digits[:, place] * weight
    province = digits[:, 0].astype(np.int32) * 10 + digits[:, 1]
    of_residents = _OF_RESIDENTS[province] & ((kinds == _RESIDENT) | (kinds == NOT_SAID))
    of_hkmt = _OF_HKMT[province] & ((kinds == _HKMT) | (kinds == NOT_SAID))
    are_numbers = are_digits(block[:, :17])
    sound = are_numbers & (_CHECK_BYTES[weighted] == block[:, 17]) & (of_residents | of_hkmt)
    return sound, are_numbers & (digits[:, 17] < 10) & _look_rounded(block, province)


def _look_rounded(block: Bytes, province: npt.NDArray[np.int32]) -> Truths:
    """Which numbers are a multiple of the spacing that doubles of their size have, or of a thousand."""
    end = number(block[:, 14:])
    # every spacing is a multiple of 16, and so is 10^4
    rounded: Truths = ((end & 15) == 0) | (end % 1000 == 0)
    where = np.flatnonzero(rounded)
    tail = number(block[where, 11:])  # 10^7 and everything above it is a multiple of every spacing
    spacing = np.array([16, 32, 64, 128])[np.searchsorted([14, 28, 57], province[where], side="right")]
    rounded[where] = (tail % spacing == 0) | (tail % 1000 == 0)
    return rounded


def _is_ruined(numbers: "pa.StringArray", rounded: Positions, rows: TextBytes) -> bool:
    """Whether too many numbers look rounded for it to be chance; a number repeated counts once."""
    if 2 * len(rounded) < np.count_nonzero(rows.lengths == 18) or len(rounded) < _ENOUGH:
        return False
    return len(pc.unique(numbers.take(pa.array(rounded, pa.int64())))) >= _ENOUGH


def _mark_lost(rounded: Positions, columns: IdentityColumns) -> None:
    doubted = np.isin(columns.fault[rounded], (0, _CHECK_DIGIT))
    where = rounded[doubted]
    columns.fault[where] = _LOST
    columns.birth[where] = np.datetime64("NaT")
    columns.sex[where] = 0


def _read_others(
    numbers: "pa.StringArray",
    kinds: npt.NDArray[np.int8],
    positions: Positions,
    columns: IdentityColumns,
    known: Known,
) -> "pa.StringArray":
    """Read what is not canonical, each different text and kind once; return the column of texts."""
    if not len(positions):
        return numbers
    texts: list[str | None] = []
    for first in range(0, len(positions), BLOCK):
        block = positions[first : first + BLOCK]
        written: list[str | None] = numbers.take(pa.array(block, pa.int64())).to_pylist()
        rows = once_each(zip(written, kinds[block].tolist(), strict=True), _read, known)
        columns.fault[block], columns.present[block] = [row[0] for row in rows], [row[1] for row in rows]
        columns.birth[block] = np.array([row[2] for row in rows], "datetime64[D]")
        columns.sex[block] = [row[3] for row in rows]
        texts.extend(row[4] for row in rows)
    mask = np.zeros(len(numbers), np.bool_)
    mask[positions] = True
    return cast("pa.StringArray", pc.replace_with_mask(numbers, pa.array(mask), pa.array(texts, pa.string())))


def _read(key: tuple[str | None, int]) -> _Row:
    text, kind = key
    if text is None or is_blank_text(text):
        return 0, False, None, 0, None
    try:
        identity = read_identity(text, "" if kind == NOT_SAID else IDENTITY_TYPES[kind])
    except BadValue as error:
        return FAULTS.index(error.code), True, None, 0, plain(text)
    sex = {"male": 1, "female": 2, None: 0}[identity.sex]
    return 0, True, identity.birth, sex, identity.number

"""How are the persons of a whole column called? Plain Chinese names are read all at once.

A plain name is two to six Han characters none of which occurs in the words that stand in for a name;
``X之子``, ``X之女`` and ``X之婴`` of a plain name are recognised beside it. Everything else goes through
:func:`~evenborn.registers.codes.names.read_person_name`, once for each different text.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.han_text import HanTexts, han_texts
from evenborn.registers.codes.names import read_person_name
from evenborn.registers.codes.newborn_names import is_placeholder
from evenborn.registers.codes.once_each import once_each
from evenborn.registers.codes.text_bytes import BLOCK, Positions, Truths, text_bytes, without
from evenborn.registers.codes.writing import is_blank_text, plain

NAME_FAULTS = ("", "name-characters", "name-too-long", "name-not-given")
"""Codes of what may be wrong; position 0 means nothing."""

PLACEHOLDERS = ("", "son", "daughter", "child")
"""What a placeholder speaks of; position 0: it is a name of its own."""

MARKERS = "无無不未没測测待暂尚还缺空样示某亲姓密婴儿的拒便"
"""Characters of which every Chinese word that stands in for a name has at least one, "X之子" apart."""

_OF = ord("之")
_PLAIN = np.zeros(1 << 16, np.bool_)
_PLAIN[0x3400:0x4DC0] = True
_PLAIN[0x4E00:0xA000] = True
_PLAIN[[ord(character) for character in MARKERS + "之"]] = False
_CHILD = np.zeros(1 << 16, np.int8)
_CHILD[[ord("子"), ord("女"), ord("婴")]] = [1, 2, 3]

_Row = tuple[int, bool, int, str | None]
Known = dict[str | None, _Row]
"""Memory of a column between its batches."""


@dataclass(frozen=True)
class NameColumns:
    """Names of a column, row by row.

    Attributes
    ----------
    text : pyarrow.StringArray
        The name in its one spelling; as written where it is faulty; null where the cell is blank.
    fault : ndarray of int8, shape (n,)
        Position in :data:`NAME_FAULTS`; 0 where nothing is wrong.
    present : ndarray of bool, shape (n,)
        Whether the cell says anything.
    placeholder : ndarray of int8, shape (n,)
        Position in :data:`PLACEHOLDERS`.
    """

    text: "pa.StringArray"
    fault: npt.NDArray[np.int8]
    present: Truths
    placeholder: npt.NDArray[np.int8]


def name_columns(texts: "pa.StringArray", known: Known | None = None) -> NameColumns:
    """Read a column of names as :func:`~evenborn.registers.codes.names.read_person_name` reads a cell.

    Parameters
    ----------
    texts : pyarrow.StringArray, length n
    known : dict, optional
        What was read before, given again for every batch of a column; see :func:`once_each`.

    Examples
    --------
    >>> columns = name_columns(pa.array(["王小明", "张某之子", "不详", "", "王 五"]))
    >>> columns.placeholder.tolist(), [NAME_FAULTS[code] for code in columns.fault]
    ([0, 1, 0, 0, 0], ['', '', 'name-not-given', '', ''])
    >>> columns.text.to_pylist()
    ['王小明', '张某之子', '不详', None, '王五']
    """
    rows = text_bytes(texts)
    is_read = np.zeros(len(texts), np.bool_)
    columns = NameColumns(
        texts,
        np.zeros(len(texts), np.int8),
        np.ones(len(texts), np.bool_),
        np.zeros(len(texts), np.int8),
    )
    for first in range(0, len(texts), BLOCK):
        block = han_texts(rows.part(slice(first, first + BLOCK)))
        positions = block.positions + first
        plain_name, placeholder = _judge(block)
        is_read[positions] = plain_name | (placeholder > 0)
        columns.placeholder[positions] = placeholder
    is_empty = rows.lengths == 0
    columns.present[:] = ~is_empty
    others = np.flatnonzero(~is_read & columns.present)
    shown = _read_others(texts, others, columns, {} if known is None else known)
    return NameColumns(without(shown, is_empty), columns.fault, columns.present, columns.placeholder)


def _judge(texts: HanTexts) -> tuple[Truths, npt.NDArray[np.int8]]:
    """Which texts are plain names, and which are "X之子" and the like of a plain name X."""
    characters, starts, ends = texts.characters, texts.starts, texts.ends
    strange = np.flatnonzero(~_PLAIN[characters])
    number = np.bincount(texts.text_of(strange), minlength=len(starts))
    plain_name = (number == 0) & (ends - starts > 1)
    marks = strange[characters[strange] == _OF]
    of_parent = texts.text_of(marks)
    is_before_last = (marks == ends[of_parent] - 2) & (marks > starts[of_parent])
    where = of_parent[is_before_last]
    last = characters[ends[where] - 1]
    placeholder = np.zeros(len(starts), np.int8)
    placeholder[where] = np.where(number[where] == 2 - _PLAIN[last], _CHILD[last], 0)
    return plain_name, placeholder


def _read_others(
    texts: "pa.StringArray", positions: Positions, columns: NameColumns, known: Known
) -> "pa.StringArray":
    """Read what is not plain, each different text once; return the column of names."""
    if not len(positions):
        return texts
    shown: list[str | None] = []
    for first in range(0, len(positions), BLOCK):
        block = positions[first : first + BLOCK]
        rows = once_each(texts.take(pa.array(block, pa.int64())).to_pylist(), _read, known)
        columns.fault[block], columns.present[block] = [row[0] for row in rows], [row[1] for row in rows]
        columns.placeholder[block] = [row[2] for row in rows]
        shown.extend(row[3] for row in rows)
    mask = np.zeros(len(texts), np.bool_)
    mask[positions] = True
    return cast("pa.StringArray", pc.replace_with_mask(texts, pa.array(mask), pa.array(shown, pa.string())))


def _read(text: str | None) -> _Row:
    if text is None or is_blank_text(text):
        return 0, False, 0, None
    try:
        name = read_person_name(text)
    except BadValue as error:
        return NAME_FAULTS.index(error.code), True, 0, plain(text)
    return 0, True, PLACEHOLDERS.index(is_placeholder(name)), name

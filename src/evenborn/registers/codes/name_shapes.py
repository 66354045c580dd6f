"""Which names look alike when they are read off a form? Four-corner codes of their characters.

The four-corner method numbers the shapes in the corners of a character, so characters that are taken for each
other when handwriting is typed (末 and 未, 兰 and 芏) often have the same four digits or nearly so. The fifth
digit, which tells characters of one number apart, is left out.

References
----------
Wang Yunwu, 四角號碼檢字法, Commercial Press 1928.
"""

from functools import cache
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from four_corner_method import FourCornerMethod

from evenborn.registers.codes.han_text import CodePoints, han_blocks
from evenborn.registers.codes.text_bytes import text_bytes

_CORNERS = 4
_BMP = 1 << 16


def four_corners(name: str) -> str:
    """Four digits for every character of a name; a character without a number stays as it is.

    Examples
    --------
    >>> four_corners("王末"), four_corners("王未"), four_corners("Li")
    ('10105090', '10105090', 'Li')
    """
    numbers = _numbers()
    return "".join(numbers.get(character, character)[:_CORNERS] for character in name)


def shape_columns(names: "pa.StringArray") -> "pa.StringArray":
    """Shapes of a column of names as :func:`four_corners` gives them; null stays null.

    Parameters
    ----------
    names : pyarrow.StringArray, length n

    Examples
    --------
    >>> shape_columns(pa.array(["王末", None, "Li"])).to_pylist()
    ['10105090', None, 'Li']
    """
    shapes: list[Any] = [pa.array([], pa.string())]
    where = [np.zeros(0, np.int64)]
    for positions, characters in han_blocks(text_bytes(names)):
        shapes.append(_joined(characters))
        where.append(positions)
    done = np.concatenate(where)
    others = np.ones(len(names), np.bool_)
    others[done] = False
    rest = names.filter(pa.array(others)).to_pylist()
    shapes.append(pa.array([None if name is None else four_corners(name) for name in rest], pa.string()))
    order = np.empty(len(names), np.int64)
    order[np.concatenate([done, np.flatnonzero(others)])] = np.arange(len(names))
    return cast("pa.StringArray", pa.concat_arrays(shapes).take(pa.array(order, pa.int64())))


def _joined(characters: CodePoints) -> "pa.StringArray":
    table = _table()
    columns: list[Any] = [table.take(pa.array(column)) for column in characters.T]
    return cast("pa.StringArray", pc.binary_join_element_wise(*columns, ""))


@cache
def _numbers() -> dict[str, str]:
    return {character: number for character, number in FourCornerMethod().data.items() if number}


@cache
def _table() -> "pa.StringArray":
    """By code point; the first stands for the end of a text."""
    numbers = _numbers()
    shapes = [""] + [
        numbers.get(chr(code), "" if 0xD800 <= code < 0xE000 else chr(code))[:_CORNERS]
        for code in range(1, _BMP)
    ]
    return pa.array(shapes, pa.string())

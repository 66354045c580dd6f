"""Which sex a code or word means: male, female, or unclear."""

from collections.abc import Mapping
from typing import Literal, cast

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.writing import plain

Sex = Literal["male", "female", "unclear"]
"""``unclear``: not known, not stated or not to be told; counted beside the births, in no ratio."""


def read_sex(text: str | None, words: Mapping[str, str]) -> Sex:
    """Sex that a cell states.

    Parameters
    ----------
    text : str or None
        The cell; an empty one states nothing and reads as unclear (code 9 of the standard).
    words : mapping
        Accepted word, lower case and half-width → sex; see ``definitions/births_table.toml``.

    Raises
    ------
    BadValue
        ``unknown-sex``.

    References
    ----------
    GB/T 2261.1-2003, codes of human sexuality: 0 unknown, 1 male, 2 female, 9 not stated.

    Examples
    --------
    >>> read_sex("１", {"1": "male"})
    'male'
    """
    word = plain(text or "").casefold().removesuffix(".0")
    if not word:
        return "unclear"
    if word not in words:
        raise BadValue("unknown-sex")
    return cast("Sex", words[word])

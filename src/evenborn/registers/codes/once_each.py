"""Texts that no fast lane knows are read one by one, but the same text only once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Key = TypeVar("Key")
Row = TypeVar("Row")

_KEPT = 1 << 16


def once_each(keys: Iterable[Key], read: Callable[[Key], Row], known: dict[Key, Row]) -> list[Row]:
    """Read every key, each different one once.

    Parameters
    ----------
    keys : iterable
        Texts, or texts with what else matters to their reading.
    read : callable
        What one key means; it must not raise.
    known : dict
        Memory between calls, emptied when it holds more than 65,536 keys, so that it stays bounded.

    Examples
    --------
    >>> once_each(["1", "2", "1"], int, {})
    [1, 2, 1]
    """
    rows = []
    for key in keys:
        if key not in known:
            if len(known) >= _KEPT:
                known.clear()
            known[key] = read(key)
        rows.append(known[key])
    return rows

"""What a process keeps of figures until their cube is made anew: reports, and pages written from them."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, Final, TypeVar

__all__ = ["kept"]

Made = TypeVar("Made")

_MOST: Final = 400
"""Answers that a process keeps, each of them tens of kilobytes; the one not asked for longest goes first."""


def kept(key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """What was made under a key, or make it now.

    The key names everything that the answer depends on: the cube, of which each one has a number of its own,
    what is asked, who may see what, the language. Whoever asks was let in before.

    Examples
    --------
    >>> kept(("example", 1), lambda: "made"), kept(("example", 1), lambda: "made again")
    ('made', 'made')
    """
    place = _place(key)
    if not place:
        place.append(make())
    made: Made = place[0]
    return made


@lru_cache(maxsize=_MOST)
def _place(_key: tuple[Hashable, ...]) -> list[Any]:
    return []

"""How far a long piece of work is, told to whoever keeps it, not more often than once a second."""

import time
from collections.abc import Callable

__all__ = ["once_a_second"]

_PAUSE = 1.0
"""Seconds; each time is a write to a store that others write to as well."""


def once_a_second(note: Callable[[int], None]) -> Callable[[float], None]:
    """What may be told as often as one likes, and passes on whole per cent once a second.

    Parameters
    ----------
    note
        Takes per cent, 0 to 100.

    Returns
    -------
    Callable[[float], None]
        Takes a share, 0 to 1.

    Examples
    --------
    Nothing is passed on within the first second:

    >>> heard = []
    >>> told = once_a_second(heard.append)
    >>> told(0.5)
    >>> heard
    []
    """
    last = time.monotonic()

    def told(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _PAUSE:
            last = now
            note(int(share * 100))

    return told

"""A key that is made for an encoding goes again where the encoding does not come to be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evenborn.comparison.keys import new_key, write_key


@contextmanager
def key_made(path: Path, wanted: bool) -> Iterator[None]:
    """Make a key file first, if that is wanted; it is removed where the work that needs it fails.

    Parameters
    ----------
    path : pathlib.Path
    wanted : bool

    Raises
    ------
    Refusal
        ``key-exists``, ``cannot-write``.
    """
    if wanted:
        write_key(path, new_key())
    try:
        yield
    except BaseException:
        if wanted:
            path.unlink(missing_ok=True)
        raise

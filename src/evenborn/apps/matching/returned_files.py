"""A file that an owner sends back, clear for as long as it is read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal

__all__ = ["returned_file"]


@contextmanager
def returned_file(pieces: Iterable[bytes], name: str, ending: str) -> Iterator[Path]:
    """Where its pieces lie together, for the office's account alone, until the block ends.

    Parameters
    ----------
    pieces : iterable of bytes
    name : str
        What its owner calls it.
    ending : str
        Of the name under which it lies, by which readers tell its format.

    Raises
    ------
    Refusal
        That of the block, with the owner's name of the file in place of ours.

    Examples
    --------
    >>> with returned_file([b"a", b"b"], "answers.xlsx", ".xlsx") as path:
    ...     path.read_bytes(), path.suffix
    (b'ab', '.xlsx')
    """
    with working_folder() as folder:
        path = folder / f"returned{ending}"
        with path.open("xb") as clear:
            path.chmod(0o600)
            for piece in pieces:
                clear.write(piece)
        try:
            yield path
        except Refusal as refusal:
            raise Refusal(refusal.code, **(dict(refusal.facts) | {"file": name})) from refusal

"""Keys that an app needs: its configuration lists what makes them, and ``evenborn setup`` calls it.

``key_makers = (KeyMaker("vault", make_first_key),)`` in an app's ``apps.py``. A maker that is called a second
time leaves what is there: a key that is overwritten takes with it all that it sealed.
"""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["KeyMaker", "secret_file", "write_once"]


@dataclass(frozen=True, slots=True)
class KeyMaker:
    """What makes the keys of one purpose.

    Attributes
    ----------
    name : str
    make : callable
        Takes the folder of the keys, makes what is missing there, and says whether something was.
    """

    name: str
    make: Callable[[Path], bool]


def write_once(path: Path, content: bytes) -> bool:
    """Write a key that only its owner may read, whole or not at all; one that is there stays.

    Returns
    -------
    bool
        Whether it was written now.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "seal")
    ...     write_once(path, b"first"), write_once(path, b"second"), path.read_bytes()
    (True, False, b'first')
    """
    if path.exists():
        return False
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        os.link(aside, path)  # fails where another run was faster, as a rename would not
    except FileExistsError:
        return False
    finally:
        aside.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True


def secret_file(name: str, octets: int = 48) -> KeyMaker:
    """A maker of one file of random hexadecimal digits."""
    return KeyMaker(name, lambda folder: write_once(folder / name, secrets.token_hex(octets).encode()))

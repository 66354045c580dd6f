"""The key that signs anchors: an Ed25519 key in a file among the keys, made once by the set-up.

Whoever has it could sign another history, so it lies apart from the databases and only its owner may read it.
The public half is given to whoever is to hold the office to its trail.

References
----------
RFC 8032 (Ed25519); RFC 5958 (the form of the file).
"""

import errno
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from evenborn.registers.partial_folders import settle
from evenborn.registers.refusal import Refusal

__all__ = ["KEY_FILE", "make_key", "public_key", "read_key"]

KEY_FILE: Final = "anchor_key.pem"
"""Its name in the folder of the keys."""

_FOR_OTHERS: Final = 0o077


def make_key(path: Path) -> str:
    """Make a key that only its owner may read, and return its public half in hexadecimal.

    Raises
    ------
    Refusal
        ``anchor-key-exists``, ``cannot-write``.
    """
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise Refusal("anchor-key-exists", file=path.name) from error
    except OSError as error:
        path.unlink(missing_ok=True)
        cause = errno.errorcode.get(error.errno or 0, str(error))
        raise Refusal("cannot-write", file=path.name, cause=cause) from error
    settle(path.parent)
    return public_key(key)


def read_key(path: Path) -> Ed25519PrivateKey:
    """Read the key.

    Raises
    ------
    Refusal
        ``no-anchor-key``, ``anchor-key-open``, ``anchor-key-spoilt``.
    """
    try:
        if path.stat().st_mode & _FOR_OTHERS:
            raise Refusal("anchor-key-open", file=path.name)
        key = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError as error:
        raise Refusal("no-anchor-key", file=path.name) from error
    except OSError as error:
        raise Refusal("unreadable", file=path.name, cause=error.strerror or type(error).__name__) from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Refusal("anchor-key-spoilt", file=path.name) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refusal("anchor-key-spoilt", file=path.name)
    return key


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half: 32 bytes as 64 hexadecimal digits.

    Examples
    --------
    >>> public_key(Ed25519PrivateKey.from_private_bytes(bytes(32)))[:16]
    '3b6a27bcceb6a42d'
    """
    return key.public_key().public_bytes_raw().hex()

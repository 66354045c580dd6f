"""Finding a record again without opening any: keyed hashes of its number, birth, certificate and content.

The key is a file beside those that seal. Who has the database alone can neither read a number from a hash
nor try numbers out. It is never rotated: another key would find no record again.

References
----------
RFC 2104 (HMAC). The hashes are cut to 128 bits: among 10^9 records two are alike by chance once in 10^20.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.apps.key_makers import write_once
from evenborn.registers.refusal import Refusal

__all__ = ["FILE", "IndexKey", "ascending", "first_index_key", "read_index_key"]

FILE: Final = "vault-index"
"""Name of the file within the folder of all keys."""

INDEX_BYTES: Final = 16
_KEY_BYTES: Final = 32
_HASH_BLOCK: Final = 64


class IndexKey:
    """Makes the hashes; shows nothing of the key.

    Examples
    --------
    >>> key = IndexKey(bytes(32))
    >>> key.of_record("delivery", "YX620001", "2025-000123").hex()
    'abb540fa86f7e5e1d8ecd6d9a67e7c8e'
    >>> key.of_record("ab", "c") == key.of_record("a", "bc")
    False
    """

    def __init__(self, material: bytes) -> None:
        self._record = self._keyed(material, b"evenborn record 1")
        self._birth = self._keyed(material, b"evenborn birth 1")
        self._certificate = self._keyed(material, b"evenborn certificate 1")
        self._content = self._keyed(material, b"evenborn content 1")

    def of_record(self, *parts: str) -> bytes:
        """Hash of what makes a record one and the same: register and number, with where it counts."""
        return self._record(_joined(parts))

    def of_birth(self, *parts: str) -> bytes:
        """Hash of what makes a birth one and the same, whatever number it was given."""
        return self._birth(_joined(parts))

    def of_records(self, joined: Iterable[bytes]) -> list[bytes]:
        """:meth:`of_record` of many, whose parts are joined already."""
        return list(map(self._record, joined))

    def of_births(self, joined: Iterable[bytes | None]) -> list[bytes | None]:
        """:meth:`of_birth` of many; None stays."""
        return [None if one is None else self._birth(one) for one in joined]

    def of_certificates(self, joined: Iterable[bytes | None]) -> list[bytes | None]:
        """Hashes of certificate numbers, each with its register; None stays."""
        return [None if one is None else self._certificate(one) for one in joined]

    def of_contents(self, encoded: Iterable[bytes]) -> list[bytes]:
        """:meth:`of_content` of many."""
        return list(map(self._content, encoded))

    def of_content(self, encoded: bytes) -> bytes:
        """Hash of all that a record says."""
        return self._content(encoded)

    @staticmethod
    def _keyed(material: bytes, purpose: bytes) -> Callable[[bytes], bytes]:
        # HMAC as RFC 2104 writes it: both hashes begun once, then copied. The library takes twice the time.
        key = hmac.digest(material, purpose, "sha256").ljust(_HASH_BLOCK, b"\0")
        inner = hashlib.sha256(bytes(octet ^ 0x36 for octet in key))
        outer = hashlib.sha256(bytes(octet ^ 0x5C for octet in key))

        def of(data: bytes) -> bytes:
            first, last = inner.copy(), outer.copy()
            first.update(data)
            last.update(first.digest())
            return last.digest()[:INDEX_BYTES]

        return of


def ascending(hashes: Sequence[bytes]) -> NDArray[np.int64]:
    """Positions of hashes in their order; those of equal ones as they came.

    Examples
    --------
    >>> ascending([b"b" * 16, b"a" * 16, b"b" * 16]).tolist()
    [1, 0, 2]
    """
    halves = np.frombuffer(b"".join(hashes), ">u8").reshape(-1, INDEX_BYTES // 8).astype(np.uint64)
    return np.lexsort((halves[:, 1], halves[:, 0]))


def first_index_key(folder: Path) -> bool:
    """Make the key in the folder of all keys; say whether it was made now."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return write_once(folder / FILE, secrets.token_hex(_KEY_BYTES).encode() + b"\n")


def read_index_key(folder: Path) -> IndexKey:
    """Read it from the folder of all keys.

    Raises
    ------
    Refusal
        ``vault-no-index-key``, ``vault-key-readable``, ``vault-key-broken``.
    """
    path = folder / FILE
    try:
        if path.stat().st_mode & 0o077:
            raise Refusal("vault-key-readable", file=path.name)
        material = bytes.fromhex(path.read_text("ascii").strip())
    except OSError:
        raise Refusal("vault-no-index-key", file=str(path)) from None
    except ValueError:
        raise Refusal("vault-key-broken", file=path.name) from None
    if len(material) != _KEY_BYTES:
        raise Refusal("vault-key-broken", file=path.name)
    return IndexKey(material)


def _joined(parts: tuple[str, ...]) -> bytes:
    """Parts, each behind its length, so that no two lists are alike."""
    return "".join(f"{len(part)}:{part}" for part in parts).encode()

"""What stands for a trait when it is compared: a keyed token, or in one owner's hands a number of its text.

Between owners a trait becomes a token in two steps, each a keyed function that cannot be undone or guessed
without the key of the project:

1. the value is HMAC-SHA-256 of domain and text, cut to 64 bits; it never leaves the owner;
2. a token of 16 bits is AES of block and value, where the block is the candidate rule under which two births
   may be compared, and what they share under it.

So tokens can be compared inside a block and nowhere else: no name's frequency can be counted. What else an
encoding shows, and what that tells whoever has a plain copy of the register, is in docs/methods/encoding.md.
"""

from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
import pyarrow as pa
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from numpy.typing import NDArray

from evenborn.registers.codes.text_keys import text_keys

Values = NDArray[np.uint64]
"""One number a birth for a trait; 0 where it is not stated."""

_PLAIN_SEED: Final = 0x45564E424F524E
_ONE = np.uint64(1)


class Tokens(Protocol):
    """Replaces traits by numbers."""

    @property
    def key_check(self) -> str:
        """What encodings with one key have in common; empty without a key."""
        ...

    def values(self, domain: str, texts: "pa.StringArray") -> Values:
        """Numbers of texts, alike where domain and text are; 0 where a text is null."""
        ...

    def blocks(self, rule: int, values: Sequence[Values]) -> Values:
        """Numbers of what births share under a candidate rule; 0 where one of its traits is not stated."""
        ...

    def within(self, blocks: Values, values: Values) -> NDArray[np.uint16] | NDArray[np.uint32]:
        """Tokens of values inside blocks."""
        ...


def _join(values: Sequence[Values], pair: "_Pair") -> Values:
    joined = values[0]
    for other in values[1:]:
        joined = np.where((joined > 0) & (other > 0), pair(joined, other), np.uint64(0))
    return joined


class _Pair(Protocol):
    def __call__(self, one: Values, other: Values) -> Values: ...


class PlainTokens:
    """Numbers without a key, for one owner who holds both registers, and for simulated ones.

    Examples
    --------
    >>> values = PlainTokens().values("name", pa.array(["王五", None, "王五"]))
    >>> bool(values[0] == values[2]), int(values[1])
    (True, 0)
    """

    key_check = ""

    def values(self, domain: str, texts: "pa.StringArray") -> Values:
        """See :class:`Tokens`."""
        seed = int(text_keys(pa.array([domain]), _PLAIN_SEED)[0].as_py())
        keys = text_keys(texts, seed)
        return np.asarray(keys.fill_null(0).to_numpy(zero_copy_only=False), np.uint64)

    def blocks(self, rule: int, values: Sequence[Values]) -> Values:
        """See :class:`Tokens`."""
        joined = _join(values, _mixed)
        return np.where(joined > 0, _mixed(joined, np.full(len(joined), rule + 1, np.uint64)), np.uint64(0))

    def within(self, blocks: Values, values: Values) -> NDArray[np.uint32]:  # noqa: ARG002 -- as Tokens asks
        """See :class:`Tokens`; what is alike anywhere is alike here."""
        return np.asarray(values >> np.uint64(32), np.uint32)


def _mixed(one: Values, other: Values) -> Values:
    mixed: Values = one ^ (other * np.uint64(0x9E3779B97F4A7C15))
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    return (mixed ^ (mixed >> np.uint64(27))) | _ONE


class KeyedTokens:
    """Tokens under the key of a project.

    Parameters
    ----------
    key : bytes
        32 bytes, see :mod:`evenborn.comparison.keys`.

    References
    ----------
    RFC 2104 (HMAC), RFC 5869 (HKDF), FIPS 197 (AES). A block cipher under a secret key is a pseudo-random
    function of blocks that are all different: Bellare M, Kilian J, Rogaway P. J Comput Syst Sci 2000;
    61:362–399.

    Examples
    --------
    >>> tokens = KeyedTokens(bytes(32))
    >>> name = tokens.values("name", pa.array(["王五", "王五"]))
    >>> block = tokens.blocks(0, [tokens.values("day", pa.array(["2025-03-08", "2025-03-09"]))])
    >>> one, other = tokens.within(block, name).tolist()
    >>> one == other
    False
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise ValueError("A key has 32 bytes.")
        self._values_key = _derived(key, b"values")
        self._block_cipher = _cipher(_derived(key, b"blocks"))
        self._token_cipher = _cipher(_derived(key, b"tokens"))
        self.key_check = _derived(key, b"check").hex()[:16]

    def values(self, domain: str, texts: "pa.StringArray") -> Values:
        """See :class:`Tokens`."""
        encoded = texts.dictionary_encode()
        start = hmac.HMAC(self._values_key, hashes.SHA256())
        start.update(domain.encode() + b"\0")
        digests = []
        for text in encoded.dictionary.to_pylist():
            one = start.copy()
            one.update(str(text).encode())
            digests.append(one.finalize()[:8])
        different = np.append(np.frombuffer(b"".join(digests), "<u8") | _ONE, np.uint64(0))
        places = encoded.indices.fill_null(len(different) - 1).to_numpy(zero_copy_only=False)
        return np.asarray(different[places], np.uint64)

    def blocks(self, rule: int, values: Sequence[Values]) -> Values:
        """See :class:`Tokens`."""
        joined = _join(values, self._paired)
        own = self._paired(joined, np.full(len(joined), rule + 1, np.uint64))
        return np.where(joined > 0, own, np.uint64(0))

    def _paired(self, one: Values, other: Values) -> Values:
        return _encrypted(self._block_cipher, one, other) | _ONE

    def within(self, blocks: Values, values: Values) -> NDArray[np.uint16]:
        """See :class:`Tokens`."""
        return np.asarray(_encrypted(self._token_cipher, blocks, values) >> np.uint64(48), np.uint16)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"evenborn encoding 1: " + purpose).derive(key)


def _cipher(key: bytes) -> "Cipher[modes.ECB]":
    # ECB of single blocks that are all different is the bare function AES, which is what is meant here
    return Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305


def _encrypted(cipher: "Cipher[modes.ECB]", one: Values, other: Values) -> Values:
    plain = np.empty((len(one), 2), "<u8")
    plain[:, 0], plain[:, 1] = one, other
    secret = np.frombuffer(cipher.encryptor().update(plain.data.cast("B")), "<u8")
    return np.asarray(secret.reshape(-1, 2)[:, 0])

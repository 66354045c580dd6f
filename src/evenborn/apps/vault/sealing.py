"""Sealing: fields of one record become bytes that open only in their own place. Pure: no database, no file.

A ciphertext is bound to the token, register, version, key and algorithm of its record: copied into another
record, or changed by one bit, it is refused. Its length tells the length of the fields only to 64 bytes.

References
----------
NIST SP 800-38D (GCM; 96-bit random nonces, at most 2^32 seals under one key). FIPS 197 (AES).
GB/T 32907-2016 (SM4), GB/T 36624-2018 (its modes of authenticated encryption).
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, partial
from typing import Final, NoReturn

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from evenborn.apps.vault.row_layouts import decoded, encoded
from evenborn.registers.refusal import Refusal

__all__ = [
    "NONCE_BYTES", "Algorithm", "Key", "Place", "Sealed", "SealedColumns", "new_token", "new_tokens",
    "open_sealed", "seal", "seal_all", "seal_encoded",
]  # fmt: skip

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
_TOKEN_BYTES: Final = 16
_TITLE: Final = "evenborn vault 1"


class Algorithm(StrEnum):
    """Cipher of a key."""

    AES = "AES-256-GCM"
    SM4 = "SM4-128-GCM"

    @property
    def key_bytes(self) -> int:
        """Length of its keys."""
        return 32 if self is Algorithm.AES else 16


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its name; what it is made of is shown by nothing and cannot be pickled.

    Attributes
    ----------
    number : int
        The highest is the current one.
    id : str
        What records say of it.
    algorithm : Algorithm
    material : bytes
    """

    number: int
    id: str
    algorithm: Algorithm
    material: bytes = field(repr=False)

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key leaves its process only as a key file.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ciphertext belongs: token and register of its record, and which version of it."""

    token: str
    register: str
    version: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the database keeps."""

    key_id: str
    nonce: bytes
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class SealedColumns:
    """Many records sealed under one key, a list a column."""

    key_id: str
    nonces: list[bytes]
    ciphertexts: list[bytes]

    def at(self, place: int) -> Sealed:
        """One of them."""
        return Sealed(self.key_id, self.nonces[place], self.ciphertexts[place])


def new_token() -> str:
    """128 random bits, in hexadecimal: the name of a birth, which says nothing of it.

    Examples
    --------
    >>> len(new_token()), new_token() == new_token()
    (32, False)
    """
    return secrets.token_hex(_TOKEN_BYTES)


def new_tokens(number: int) -> list[str]:
    """So many of them, ascending.

    Examples
    --------
    >>> len(set(new_tokens(3)))
    3
    """
    drawn = np.frombuffer(secrets.token_bytes(_TOKEN_BYTES * number), ">u8").reshape(-1, 2)
    halves = drawn.astype(np.uint64)
    written = drawn[np.lexsort((halves[:, 1], halves[:, 0]))].tobytes().hex()
    length = 2 * _TOKEN_BYTES
    return [written[first : first + length] for first in range(0, len(written), length)]


def seal(fields: Mapping[str, str], key: Key, place: Place) -> Sealed:
    """Seal the fields of one record under a nonce of its own.

    Parameters
    ----------
    fields : mapping of str to str
    key : Key
    place : Place

    Examples
    --------
    >>> key = Key(1, "1-example", Algorithm.AES, bytes(32))
    >>> place = Place(new_token(), "delivery", 1)
    >>> sealed = seal({"newborn_name": "王思雨"}, key, place)
    >>> len(sealed.ciphertext), open_sealed(sealed, key, place)
    (80, {'newborn_name': '王思雨'})
    """
    return seal_encoded(encoded(fields, place.register), key, place)


def seal_encoded(plain: bytes, key: Key, place: Place) -> Sealed:
    """Seal what :func:`~evenborn.apps.vault.row_layouts.encoded` has written."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Sealed(key.id, nonce, _encrypt(key, nonce, plain, associated(key, place)))


def seal_all(plain: Sequence[bytes], key: Key, register: str, tokens: Sequence[str]) -> SealedColumns:
    """Seal what was encoded of records that are new, each under its token.

    Examples
    --------
    >>> key, tokens = Key(1, "1-example", Algorithm.AES, bytes(32)), new_tokens(2)
    >>> sealed = seal_all([encoded({"sex": "female"}, "delivery")] * 2, key, "delivery", tokens)
    >>> open_sealed(sealed.at(0), key, Place(tokens[0], "delivery", 1))
    {'sex': 'female'}
    """
    # One draw for all, and what all are bound to written once: either takes as long as a seal.
    drawn = secrets.token_bytes(NONCE_BYTES * len(plain))
    nonces = [drawn[first : first + NONCE_BYTES] for first in range(0, len(drawn), NONCE_BYTES)]
    hole = "-" * 2 * _TOKEN_BYTES
    before, after = associated(key, Place(hole, register, 1)).decode().split(hole)
    places = [(before + token + after).encode() for token in tokens]
    if not len(plain) == len(places) == len(nonces):
        raise ValueError("There are not as many tokens as records.")
    ciphertexts = list(map(_encrypter(key), nonces, plain, places))
    return SealedColumns(key.id, nonces, ciphertexts)


def open_sealed(sealed: Sealed, key: Key, place: Place) -> dict[str, str]:
    """Give back the fields of a record.

    Raises
    ------
    Refusal
        ``vault-wrong-key`` (sealed under another key), ``vault-not-whole`` (changed, cut, or moved here from
        elsewhere). Neither says what stands in the record.
    """
    if sealed.key_id != key.id:
        raise Refusal("vault-wrong-key", key=sealed.key_id)
    try:
        plain = _decrypt(key, sealed.nonce, sealed.ciphertext, associated(key, place))
        return decoded(plain, place.register)
    except (InvalidTag, ValueError):
        raise Refusal("vault-not-whole", key=sealed.key_id) from None


def associated(key: Key, place: Place) -> bytes:
    """What the ciphertext is bound to, each part preceded by its length so that no two places are alike.

    Examples
    --------
    >>> key = Key(1, "1-a", Algorithm.AES, bytes(32))
    >>> associated(key, Place("ab", "c", 1)).decode()
    'evenborn vault 1;2:ab1:c1:13:1-a11:AES-256-GCM'
    """
    version, algorithm = str(place.version), key.algorithm.value
    return (
        f"{_TITLE};{len(place.token)}:{place.token}{len(place.register)}:{place.register}"
        f"{len(version)}:{version}{len(key.id)}:{key.id}{len(algorithm)}:{algorithm}"
    ).encode()


@lru_cache(maxsize=4)
def _aes(material: bytes) -> AESGCM:
    """The cipher of a key; making its round keys takes longer than a record."""
    return AESGCM(material)


def _encrypt(key: Key, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    return _encrypter(key)(nonce, plain, bound_to)


def _encrypter(key: Key) -> Callable[[bytes, bytes, bytes], bytes]:
    """What seals under a key: nonce, plain text and what it is bound to become a ciphertext."""
    return _aes(key.material).encrypt if key.algorithm is Algorithm.AES else partial(_sm4, key.material)


def _sm4(material: bytes, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    cipher = Cipher(algorithms.SM4(material), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(bound_to)
    return cipher.update(plain) + cipher.finalize() + cipher.tag


def _decrypt(key: Key, nonce: bytes, ciphertext: bytes, bound_to: bytes) -> bytes:
    if key.algorithm is Algorithm.AES:
        return _aes(key.material).decrypt(nonce, ciphertext, bound_to)
    body, tag = ciphertext[:-TAG_BYTES], ciphertext[-TAG_BYTES:]
    cipher = Cipher(algorithms.SM4(key.material), modes.GCM(nonce, tag)).decryptor()
    cipher.authenticate_additional_data(bound_to)
    return cipher.update(body) + cipher.finalize()

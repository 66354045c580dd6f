"""A sealed file: a line that says how it is opened, then parts of one mebibyte, each sealed in its place.

AES-256-GCM, a key of its own for each file (HKDF-SHA-256 from a key of the office or from scrypt of a
passphrase), the number of a part and whether it is the last one in its nonce, the head in what is
authenticated. So no part can be changed, moved, taken out, put in or cut off unseen.

References
----------
Hoang V.T. et al. (2015) Online authenticated-encryption and its nonce-reuse misuse-resistance. CRYPTO 2015
(the STREAM construction). RFC 5869 (HKDF). RFC 7914 (scrypt). NIST SP 800-38D (GCM).
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from evenborn.registers.refusal import Refusal

__all__ = ["Opener", "SealedKind", "Sealer", "Secret"]

PART: Final = 1 << 20
TAG: Final = 16
LONGEST_HEAD: Final = 4096
SCRYPT: Final = {"n": 1 << 17, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True)
class SealedKind:
    """A kind of sealed file: how it begins, and the refusals of one that is not as it should be.

    Attributes
    ----------
    magic : bytes
    foreign, wrong_secret, damaged : callable
        Refusals by name of the file, of one of another kind, sealed with something else, not whole.
    """

    magic: bytes
    foreign: Callable[[str], Refusal]
    wrong_secret: Callable[[str], Refusal]
    damaged: Callable[[str], Refusal]


@dataclass(frozen=True, slots=True)
class Secret:
    """What a file is sealed with: a key of the office, or a passphrase."""

    kind: str
    content: bytes

    def master(self, head: dict[str, Any]) -> bytes:
        """The key that the head of a file asks for."""
        if self.kind == "key":
            return self.content
        n, r, p = (int(head[name]) for name in "nrp")
        if not (1 < n <= 1 << 20 and 0 < r <= 16 and 0 < p <= 4):
            raise ValueError("Parameters of scrypt out of bounds.")
        return Scrypt(bytes.fromhex(head["salt"]), 32, n, r, p).derive(self.content)


def _derived(master: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(master)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Write into a sealed file; without :meth:`close` it can never be opened."""

    def __init__(self, file: IO[bytes], secret: Secret, kind: SealedKind) -> None:
        salt = secrets.token_bytes(32)
        head: dict[str, Any] = {"by": secret.kind, "salt": salt.hex()}
        if secret.kind == "passphrase":
            head |= SCRYPT
        master = secret.master(head)
        head["mark"] = _derived(master, salt, b"mark")[:8].hex()
        line = kind.magic + json.dumps(head).encode() + b"\n"
        file.write(line)
        self._file, self._head = file, hashlib.sha256(line).digest()
        self._cipher = AESGCM(_derived(master, salt, b"seal"))
        self._number, self._held = 0, bytearray()

    def write(self, data: bytes) -> int:
        """Take some more."""
        self._held += data
        while len(self._held) > PART:  # the last part is never empty but in an empty file
            self._put(bytes(self._held[:PART]), last=False)
            del self._held[:PART]
        return len(data)

    def close(self) -> None:
        """Write the last part."""
        self._put(bytes(self._held), last=True)

    def _put(self, part: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), part, self._head))
        self._number += 1


class Opener:
    """Read from a sealed file; what comes out is what went in, or there is a refusal.

    Raises
    ------
    Refusal
        Those of its kind.
    """

    def __init__(self, file: IO[bytes], secret: Secret, name: str, kind: SealedKind) -> None:
        self._file, self._name, self._kind = file, name, kind
        self._raw = hashlib.sha256()
        line = file.readline(LONGEST_HEAD)
        self._raw.update(line)
        self._head = hashlib.sha256(line).digest()
        try:
            self._cipher = AESGCM(self._key(line, secret))
        except Refusal:
            file.close()  # nobody has the opener that would
            raise
        self._number, self._open, self._at_end = 0, b"", False
        self._next = self._block()

    @property
    def sha256(self) -> str:
        """Hash of the sealed file itself, once all of it was read."""
        return self._raw.hexdigest()

    def read(self, size: int) -> bytes:
        """Give up to so many octets, fewer only at the end."""
        parts, wanted = [], size
        while wanted:
            if not self._open:
                if self._at_end:
                    break
                self._open = self._part()
                continue
            taken = self._open[:wanted]
            self._open = self._open[wanted:]
            parts.append(taken)
            wanted -= len(taken)
        return b"".join(parts)

    def require_end(self) -> None:
        """Read to the end, so that what stands there is held against its seal too."""
        while self.read(PART):
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _key(self, line: bytes, secret: Secret) -> bytes:
        if not line.startswith(self._kind.magic):
            raise self._kind.foreign(self._name)
        try:
            head = json.loads(line.removeprefix(self._kind.magic))
            kind, salt, mark = head["by"], bytes.fromhex(head["salt"]), head["mark"]
            if kind != secret.kind:
                raise self._kind.wrong_secret(self._name)
            master = secret.master(head)
        except (ValueError, KeyError, TypeError, MemoryError) as problem:
            raise self._kind.damaged(self._name) from problem
        if _derived(master, salt, b"mark")[:8].hex() != mark:
            raise self._kind.wrong_secret(self._name)
        return _derived(master, salt, b"seal")

    def _block(self) -> bytes:
        block = self._file.read(PART + TAG)
        self._raw.update(block)
        return block

    def _part(self) -> bytes:
        block, self._next = self._next, self._block()
        self._at_end = not self._next
        try:
            part = self._cipher.decrypt(_nonce(self._number, last=self._at_end), block, self._head)
        except (InvalidTag, ValueError) as problem:
            raise self._kind.damaged(self._name) from problem
        self._number += 1
        return part

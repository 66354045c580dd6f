"""Seals the secret of a code generator before it goes into the database, with a key of the office."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

__all__ = ["opened", "sealed"]

NONCE = 12


def _cipher() -> AESGCM:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"evenborn second factor").derive(
        settings.SECRET_KEY.encode()
    )
    return AESGCM(derived)


def sealed(text: str) -> str:
    """AES-GCM with a fresh nonce, as text."""
    nonce = os.urandom(NONCE)
    return base64.b64encode(nonce + _cipher().encrypt(nonce, text.encode(), None)).decode()


def opened(text: str) -> str:
    """The secret again; where the key of the office is another one, a secret that no code fits.

    Whoever has such a second factor cannot log in with it; the security administrator resets it.
    """
    data = base64.b64decode(text)
    try:
        return _cipher().decrypt(data[:NONCE], data[NONCE:], None).decode()
    except InvalidTag:
        return base64.b32encode(os.urandom(20)).decode()

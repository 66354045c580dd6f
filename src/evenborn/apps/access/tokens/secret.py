"""The token itself: made by chance, shown once, kept only as its hash."""

import hashlib
import re
import secrets
from typing import Final

__all__ = ["hash_of", "new_token"]

PREFIX: Final = "evenborn_"
"""By which a scanner of repositories and logs knows one."""
_FORM: Final = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


def new_token() -> str:
    """256 bits of chance; no need to hash it slowly.

    Examples
    --------
    >>> len(new_token()), new_token() != new_token()
    (52, True)
    """
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(token: str) -> str | None:
    """SHA-256 of a token, by which it is found; None of what is no token.

    Examples
    --------
    >>> hash_of("password") is None, len(hash_of(new_token()) or "")
    (True, 64)
    """
    if not _FORM.fullmatch(token):
        return None
    return hashlib.sha256(token.encode("ascii")).hexdigest()

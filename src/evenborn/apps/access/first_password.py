"""A first password: made by chance, read out once, typed once, then changed."""

import secrets
from typing import Final

__all__ = ["first_password"]

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the signs that are taken for one another: l and 1, i, o and 0."""


def first_password() -> str:
    """Sixteen signs in groups of four: 79 bits of chance.

    Examples
    --------
    >>> len(first_password()), first_password() != first_password()
    (19, True)
    """
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))

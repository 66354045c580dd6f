"""Names of registers, fields and codes as a page of the vault says them."""

from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["coded"]


def coded(prefix: str, code: str) -> str:
    """Words of a code of the vault, such as ``coded("state", "asked")``; a dash for none."""
    return say(f"vault.{prefix}.{code}", page_language()) if code else "—"

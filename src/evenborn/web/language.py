"""The language of the page that is being made."""

from django.utils.translation import get_language

from evenborn.presentation.numbers import Language

__all__ = ["page_language"]


def page_language() -> Language:
    """Chinese where the reader chose it or never chose and the office speaks it, else English."""
    return "zh" if (get_language() or "").startswith("zh") else "en"

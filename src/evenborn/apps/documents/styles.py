"""The style sheets of documents, with the colours and typefaces of all pages before them."""

from functools import cache
from importlib.resources import files

from evenborn.presentation.tokens import style_sheet


@cache
def static_style(name: str) -> str:
    """Return a style sheet of this folder's ``static/``, after that of colours and typefaces."""
    own = (files(__package__) / "static" / name).read_text(encoding="utf-8")
    return style_sheet("tokens.css") + own

"""The colours of ``static/tokens.css``, for drawings that a style sheet cannot reach."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

STYLES: Final = ("tokens.css", "figures.css", "report.css")
"""The style sheets of a report, in their order."""


def colour(name: str) -> str:
    """Return one colour.

    Parameters
    ----------
    name : str
        Its name in ``static/tokens.css`` without the dashes.

    Raises
    ------
    KeyError
        When the style sheet has no such colour.

    Examples
    --------
    >>> colour("paper")
    '#ffffff'
    """
    return colours()[name]


@cache
def colours() -> Mapping[str, str]:
    """Return every colour by its name."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style_sheet("tokens.css")))


@cache
def style_sheet(name: str) -> str:
    """Return the text of a file in ``static/``."""
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")

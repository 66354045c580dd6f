"""One cell of a list, and the status that may stand in it."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from evenborn.presentation import numbers
from evenborn.presentation.text import printable
from evenborn.presentation.words import say
from evenborn.web.days import day, moment
from evenborn.web.language import page_language

__all__ = ["Cell", "Kind", "Look", "Status"]

Kind = Literal["text", "count", "day", "moment", "code", "status", "area", "do"]
"""What a cell holds; ``do`` is what can be done to the row, which paper cannot."""
Look = Literal["open", "working", "done", "late", "wrong", "ended", "indeterminate"]
"""How a status looks: each has a shape of its own, so that colour is never alone."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where a thing stands.

    Attributes
    ----------
    key : str
        Key of its words.
    look : {"open", "working", "done", "late", "wrong", "ended", "indeterminate"}
    """

    key: str
    look: Look

    def __html__(self) -> SafeString:
        """As it stands in a page."""
        return format_html('<span class="status {}">{}</span>', self.look, say(self.key, page_language()))

    __str__ = __html__


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of the table; an area by its code has a name besides."""

    value: Any
    kind: Kind
    link: str = ""
    name: str = ""

    @property
    def shown(self) -> str | Status:
        """What the reader sees; a dash where there is nothing, so that no link is without words."""
        value = self.value
        if value is None or value == "":
            return "—"
        if isinstance(value, Status):
            return value
        if self.kind == "count":
            return numbers.count(value, page_language())
        if self.kind == "day":
            return day(value)
        if self.kind == "area":
            return f"{self.name} {value}" if self.name and self.name != value else str(value)
        return moment(value) if self.kind == "moment" else printable(str(value)).strip() or "—"

"""What pages of entry show of a time and of an entry: how long is left, and whether it must be filled in."""

from datetime import timedelta

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from evenborn.presentation.words import say
from evenborn.web.language import page_language

register = template.Library()


@register.filter
def left_words(left: timedelta) -> str:
    """How long a birth may still wait, or how late it is, to the minute.

    Examples
    --------
    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     left_words(timedelta(hours=3, minutes=5)), left_words(timedelta(hours=-30))
    ('3 h 5 min left of 24 hours', '30 h 0 min past the 24 hours')
    """
    minutes = abs(int(left.total_seconds())) // 60
    key = "births.entry.left" if left >= timedelta(0) else "births.entry.past"
    return say(key, page_language(), hours=minutes // 60, minutes=minutes % 60)


@register.filter
def needed(field: BoundField) -> SafeString | str:
    """The mark of an entry that must be filled in, always or under a condition."""
    mark = field.field.widget.attrs.get("data-needed", "")
    if not mark:
        return ""
    return format_html('<span class="needed">{}</span>', say(f"births.entry.needed-{mark}", page_language()))

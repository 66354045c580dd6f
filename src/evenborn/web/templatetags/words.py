"""Words, numbers and days in templates: ``{% say "desk.title" %}``, ``{{ births|count }}``."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from evenborn.presentation import numbers
from evenborn.presentation.words import Fact, say
from evenborn.web.language import page_language

register = template.Library()


@register.simple_tag(name="say")
def say_tag(key: str, **facts: Fact) -> str:
    """Say one thing in the language of the page."""
    return say(key, page_language(), **facts)


@register.filter
def said(code: str, prefix: str) -> str:
    """Words of a code: ``{{ role|said:"role" }}``."""
    return say(f"{prefix}.{code}", page_language())


@register.filter
def count(value: int) -> str:
    """A count, grouped by thousands."""
    return numbers.count(value, page_language())


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as ISO 8601, which both languages write in tables; a dash where there is none."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat()


@register.filter
def moment(value: datetime | None) -> str:
    """A moment at the office, to the second; a dash where there is none."""
    return "—" if value is None else timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")

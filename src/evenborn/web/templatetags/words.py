"""Words, numbers and days in templates: ``{% say "desk.title" %}``, ``{{ births|count }}``."""

from datetime import date

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from evenborn.presentation import dates, numbers
from evenborn.presentation.words import Fact, say
from evenborn.registers.period import Period
from evenborn.web import days
from evenborn.web.area_names import name_of
from evenborn.web.cells import Look, Status
from evenborn.web.language import page_language

register = template.Library()
register.filter("day", days.day)
register.filter("moment", days.moment)


@register.simple_tag(name="say")
def say_tag(key: str, **facts: Fact) -> str:
    """Say one thing in the language of the page."""
    return say(key, page_language(), **facts)


@register.filter
def said(code: str, prefix: str) -> str:
    """Words of a code: ``{{ role|said:"role" }}``."""
    return say(f"{prefix}.{code}", page_language())


@register.simple_tag
def owed(code: str, number: int, due: date | None = None) -> str:
    """Words of a kind of work with how much there is, and the day of what sets one."""
    day = {} if due is None else {"day": dates.day(due, page_language())}
    return say(f"owed.{code}", page_language(), count=number, **day)


@register.filter
def area_name(code: str) -> str:
    """What the area of a code is called; the code where nobody knows, nothing for no code."""
    return name_of(code, page_language())


@register.filter
def count(value: int) -> str:
    """A count, grouped by thousands."""
    return numbers.count(value, page_language())


@register.filter
def share(value: float) -> str:
    """Write a share as percent."""
    return numbers.percent(round(value, 3))


@register.filter
def rounded(value: int) -> str:
    """A count where its size is enough: 123.5万 in Chinese, 1.2M in English."""
    return numbers.count(value, page_language(), short=True)


@register.filter
def prose_day(value: date) -> str:
    """A day within a sentence: 2026年11月28日 in Chinese."""
    return dates.day(value, page_language())


@register.filter
def period(value: Period) -> str:
    """A period as tables name it."""
    return dates.period(value, page_language())


@register.simple_tag
def status(key: str, look: Look) -> SafeString:
    """Where a thing stands: words, shape, colour."""
    return Status(key, look).__html__()


@register.filter
def first_entry(field: BoundField) -> str:
    """Where a link from the summary of errors leads: the entry, or the first of a group of choices."""
    entry = field.id_for_label
    return entry or next((choice.id_for_label for choice in field.subwidgets), field.auto_id)


@register.simple_tag
def office_mode() -> str:
    """Say in the head of a page that this is no office at work."""
    if settings.OFFICE_MODE == "production":
        return ""
    return format_html(
        '<span class="mode">{}</span>', say(f"office.mode.{settings.OFFICE_MODE}", page_language())
    )

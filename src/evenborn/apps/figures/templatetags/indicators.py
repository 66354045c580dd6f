"""From an indicator to the page of methods that says how it is computed."""

from django import template

from evenborn.apps.figures.indicators.catalogue import INDICATORS

register = template.Library()


@register.filter
def method_of(code: str) -> str:
    """The name of the page.

    Examples
    --------
    >>> method_of("smoothed-ratio")
    'smoothing'
    """
    return INDICATORS[code].method

"""A register by its name, in templates."""

from django import template

from evenborn.web.register_names import register_name as named

register = template.Library()


@register.filter
def register_name(name: str) -> str:
    """What a person calls it in the language of the page."""
    return named(name)

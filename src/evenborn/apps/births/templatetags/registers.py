"""A register and a sender by their names, in templates."""

from django import template

from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.sending.labels import sender_label
from evenborn.web.register_names import register_name as named

register = template.Library()


@register.filter
def register_name(name: str) -> str:
    """What a person calls it in the language of the page."""
    return named(name)


@register.filter
def sender_name(sender: Sender) -> str:
    """Name and code of a sender in the language of the page."""
    return sender_label(sender)

"""How Django knows the package."""

from typing import ClassVar

from django import forms
from django.apps import AppConfig
from django.utils.functional import lazy

from evenborn.presentation.words import say
from evenborn.web.language import page_language


class WebConfig(AppConfig):
    """Base templates and static files; no table."""

    name = "evenborn.web"
    label = "web"
    store: ClassVar[str] = "default"

    def ready(self) -> None:
        """Let every field say what is to be done about it in our words, before any form is made."""
        needed = lazy(lambda: say("form.fill-in", page_language()), str)()
        forms.Field.default_error_messages = {**forms.Field.default_error_messages, "required": needed}

"""Words that are looked up when they are shown, so that a form made once speaks each reader’s language."""

from django.utils.functional import lazy

from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["role_worded", "worded"]


def _said(key: str) -> str:
    return say(key, page_language())


worded = lazy(_said, str)
"""From a key to words in the language of the page that is being made."""


def _role_said(code: str) -> str:
    language = page_language()
    name, purpose = say(f"role.name.{code}", language), say(f"role.purpose.{code}", language)
    return say("access.role-and-purpose", language, name=name, purpose=purpose)


role_worded = lazy(_role_said, str)
"""From the code of a role to its name with its purpose beside it."""

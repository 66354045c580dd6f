"""A form field for an area: its code or its name is typed, its code comes out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal
from evenborn.web import area_names
from evenborn.web.language import page_language

__all__ = ["AreaCodeField", "AreaInput"]

LONGEST = 60


class AreaInput(forms.TextInput):
    """A line with suggestions in the page itself, so that it needs no script."""

    template_name = "web/area_input.html"

    offered: Sequence[tuple[str, str]] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401
        """Add the suggestions and the name of the list that holds them."""
        context = super().get_context(name, value, {**(attrs or {}), "autocomplete": "off"})
        shown = context["widget"]["attrs"]
        shown["list"] = f"{shown.get('id', name)}_areas"
        context["offered"] = self.offered
        return context


class AreaCodeField(forms.CharField):
    """Takes a code or a name; gives the code of an area that counts on a day.

    Call :meth:`ask` in the form's ``__init__``: what may be chosen depends on who asks, and when.
    """

    widget: AreaInput

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- those of Django's own field
        super().__init__(max_length=LONGEST, widget=AreaInput(), **kwargs)
        self.within: tuple[str, ...] = ()
        self.on = date.max

    def ask(self, *, within: tuple[str, ...], on: date) -> None:
        """Say whose areas count, as ``actor.areas(permission)`` gives them, and the day on which."""
        self.within, self.on = within, on
        self.widget.offered = area_names.offered(within, on)

    def clean(self, value: Any) -> str:  # noqa: ANN401 -- as Django's own
        """The code.

        Raises
        ------
        ValidationError
            When it is no area, several, one that does not count on the day, or not one of these areas.
        """
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            code = area_names.find(text, self.on)
            if not any(code.startswith(area) for area in self.within):
                raise Refusal("area-not-yours", value=text)
        except Refusal as refusal:
            raise ValidationError(sentence(refusal, page_language())) from refusal
        return code

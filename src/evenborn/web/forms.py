"""Forms as this office shows them: label, entry, help beside it, what is wrong below it and on top."""

import unicodedata
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.forms.renderers import TemplatesSetting

from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["DayField", "EntryOfForm", "Renderer"]

DAY_FORMATS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日")
"""How a day may be typed; it is always shown in the first form."""


_SAYS_REQUIRED: Final = ("file", "radio")
"""Kinds of entries on which ``aria-required`` has no place; our forms are ``novalidate``."""


class EntryOfForm(forms.BoundField):
    """An entry that tells a screen reader that it is needed, and leaves it to us to say what is wrong."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Attributes of the entry."""
        made = super().build_widget_attrs(attrs, widget)
        if getattr(widget or self.field.widget, "input_type", "") not in _SAYS_REQUIRED and made.pop(
            "required", False
        ):
            made["aria-required"] = "true"
        return made


class Renderer(TemplatesSetting):
    """Makes ``{{ form }}`` use our template."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"
    bound_field_class = EntryOfForm


class DayField(forms.DateField):
    """A day typed as text, so that every browser takes it alike; also in full-width digits.

    Examples
    --------
    >>> DayField().to_python("２０２６．１１．２８")
    datetime.date(2026, 11, 28)
    """

    widget = forms.DateInput(
        format=DAY_FORMATS[0], attrs={"class": "day", "inputmode": "numeric", "autocomplete": "off"}
    )

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - what Django's own field takes
        super().__init__(input_formats=DAY_FORMATS, **options)
        self.widget.attrs.setdefault("placeholder", "2026-01-31")

    def to_python(self, value: str | datetime | date | None) -> date | None:
        """Read a day."""
        try:
            return super().to_python(
                unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value
            )
        except forms.ValidationError:
            raise forms.ValidationError(say("form.no-day", page_language(), value=str(value)[:40])) from None

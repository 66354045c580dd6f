"""Which part of the book is printed."""

from typing import Any

from django import forms

from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["BookForm"]


class BookForm(forms.Form):
    """Which months of which year."""

    year = forms.TypedChoiceField(coerce=int)
    first = forms.TypedChoiceField(coerce=int, choices=[(month, str(month)) for month in range(1, 13)])
    last = forms.TypedChoiceField(coerce=int, choices=[(month, str(month)) for month in range(1, 13)])

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].label = say(f"births.book.{name}", page_language())

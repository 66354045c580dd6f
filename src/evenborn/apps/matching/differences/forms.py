"""Forms by which owners answer."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from evenborn.apps.access.wording import worded
from evenborn.apps.vault.models import Difference
from evenborn.comparison.difference_list import Listed
from evenborn.comparison.differences import KINDS, REPLIES
from evenborn.presentation.difference_sheet import kind_word, reply_word
from evenborn.presentation.words import say
from evenborn.web.filters import Filter
from evenborn.web.language import page_language

__all__ = ["AnswerRows", "AnsweredFile", "DifferenceFilter"]


def _replies() -> list[tuple[str, str]]:
    none = ("", say("matching.no-reply", page_language()))
    return [none, *((one, reply_word(one, page_language())) for one in REPLIES)]


def _kinds() -> list[tuple[str, str]]:
    every = ("", say("matching.every", page_language()))
    return [every, *((one, kind_word(one, page_language())) for one in KINDS)]


class AnswerRows(forms.Form):
    """A reply for each record that a page shows."""

    def __init__(self, rows: Sequence[Difference], listed: Sequence[Listed], *args: Any) -> None:
        super().__init__(*args)
        self._rows, self._listed = rows, listed
        for row, own in zip(rows, listed, strict=True):
            label = say("matching.reply-for", page_language(), number=own.number or str(own.row))
            self.fields[f"reply_{row.place_on_sheet}"] = forms.ChoiceField(
                label=label, choices=_replies, required=False, initial=row.reply,
                widget=forms.Select(attrs={"aria-label": label}),
            )  # fmt: skip

    def lines(self) -> Iterator[tuple[Listed, str, BoundField]]:
        """Each record, its kind in words, and the entry beside it."""
        for row, own in zip(self._rows, self._listed, strict=True):
            yield own, kind_word(own.kind, page_language()), self[f"reply_{row.place_on_sheet}"]

    @property
    def replies(self) -> dict[int, str]:
        """Replies by place on the sheet."""
        names = {row.place_on_sheet: f"reply_{row.place_on_sheet}" for row in self._rows}
        return {place: self.cleaned_data[name] for place, name in names.items()}


class AnsweredFile(forms.Form):
    """A sheet that was filled in."""

    file = forms.FileField(label=worded("matching.field.sheet"), help_text=worded("matching.help.sheet"))


class DifferenceFilter(Filter):
    """By kind, and only those that wait."""

    narrows = {  # noqa: RUF012 - as the class it narrows says
        "kind": "kind",
        "open": lambda rows, wanted: rows.filter(reply="") if wanted else rows,
    }
    kind = forms.ChoiceField(label=worded("matching.field.kind"), choices=_kinds, required=False)
    open = forms.BooleanField(label=worded("matching.field.open"), required=False)

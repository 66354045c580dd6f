"""What narrows the list, and in which form it is exported."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator

from evenborn.apps.audit.events import events
from evenborn.apps.stores import Store
from evenborn.apps.trail.wanted import Wanted
from evenborn.presentation.words import catalogue, say
from evenborn.web.forms import DayField
from evenborn.web.language import page_language

__all__ = ["FORMS", "ExportForm", "FilterForm"]

FORMS: Final = ("xlsx", "csv")
LARGEST_NUMBER: Final = 2**63 - 1


class FilterForm(forms.Form):
    """Store and filters. Codes only: what a person types here stands in the trail afterwards."""

    store = forms.ChoiceField()
    since = DayField(required=False)
    until = DayField(required=False)
    event = forms.ChoiceField(required=False)
    actor = forms.CharField(required=False, max_length=80)
    subject = forms.CharField(required=False, max_length=160)
    area = forms.CharField(required=False, max_length=12)
    upto = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_NUMBER, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        language = page_language()
        self.fields["store"].choices = [(s.label, say(f"audit.store.{s.label}", language)) for s in Store]  # type: ignore[attr-defined]
        self.fields["event"].choices = [("", "—"), *((code, _blank(code)) for code in sorted(events.known))]  # type: ignore[attr-defined]
        for name in ("actor", "subject", "area"):
            code = r"\d{2,12}" if name == "area" else r"[a-z][a-z_ -]*(:[\w-]+)?"
            wrong = say(f"trail.wrong.{name}", language)
            self.fields[name].validators.append(RegexValidator(rf"\A{code}\Z", wrong))
        for name, field in self.fields.items():
            field.label = say(f"trail.field.{name}", language)
            field.help_text = (
                say(f"trail.help.{name}", language) if f"trail.help.{name}" in catalogue() else ""
            )

    def clean(self) -> dict[str, Any]:
        """Hold the first day against the last."""
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", say("trail.wrong.until", page_language()))
        return given

    @property
    def wanted(self) -> Wanted:
        """What was asked for, once it is known to be valid."""
        given = self.cleaned_data
        store = next(store for store in Store if store.label == given["store"])
        return Wanted(
            store, given["since"], given["until"], given["actor"], given["event"], given["subject"],
            given["area"], given["upto"],
        )  # fmt: skip


class ExportForm(FilterForm):
    """The same, and the form of the file."""

    form = forms.ChoiceField(choices=[(form, form) for form in FORMS])


def _blank(code: str) -> str:
    """An event with its facts left open; its code where nothing is written of it."""
    if f"audit.event.{code}" not in catalogue():
        return code
    facts = dict.fromkeys(events.known[code].facts, "…")
    return say(f"audit.event.{code}", page_language(), **facts)

"""The form by which a file is sent in, and the one by which its columns are named."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.wording import worded
from evenborn.apps.intake.batches.queries import senders_to_send
from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.rules import LegalBasis
from evenborn.apps.intake.sending.labels import register_choices, sender_label
from evenborn.presentation.words import say
from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import register
from evenborn.web.forms import DayField
from evenborn.web.language import page_language
from evenborn.web.register_names import field_name

__all__ = ["NameColumns", "OneSender", "SendFile"]


def _about(key: str) -> dict[str, Any]:
    return {"label": worded(f"intake.field.{key}"), "help_text": worded(f"intake.help.{key}")}


class OneSender(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among senders."""

    def label_from_instance(self, row: Sender) -> str:
        """Name and code."""
        return sender_label(row)


class SendFile(forms.Form):
    """Who sends which register, the file, what it is about, and on which ground."""

    sender = OneSender(Sender.objects.none(), **_about("sender"))
    register = forms.ChoiceField(choices=register_choices, **_about("register"))
    file = forms.FileField(**_about("file"))
    sheet = forms.CharField(required=False, max_length=31, **_about("sheet"))
    period_start = DayField(required=False, **_about("period-start"))
    period_end = DayField(required=False, **_about("period-end"))
    cut_off = DayField(required=False, **_about("cut-off"))
    legal_basis = forms.ChoiceField(
        choices=lambda: [
            (one.value, say(f"intake.basis.{one.value}", page_language())) for one in LegalBasis
        ],
        **_about("legal-basis"),
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        senders = senders_to_send(by)
        self.fields["sender"].queryset = senders  # type: ignore[attr-defined]
        own = list(senders[:2])
        if len(own) == 1:
            self.fields["sender"].initial = own[0].pk

    def clean(self) -> dict[str, Any]:
        """A period has both days or none."""
        given = super().clean() or {}
        start, end = given.get("period_start"), given.get("period_end")
        if bool(start) != bool(end) and not {"period_start", "period_end"} & set(self.errors):
            missing = "period_end" if start else "period_start"
            self.add_error(missing, say("intake.wrong.half-period", page_language()))
        return given

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day, where both are stated."""
        start, end = self.cleaned_data["period_start"], self.cleaned_data["period_end"]
        return (start, end) if start and end else None


class NameColumns(forms.Form):
    """For every header of a file the field that it is, or none."""

    def __init__(
        self, of: str, headers: Sequence[str], understood: Mapping[str, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.register, self.headers = register(of), [header for header in headers if header]
        none = ("", say("intake.no-field", page_language()))
        fields = [(name, field_name(of, name)) for name in self.register.fields]
        by_key = {header_key(header): name for name, header in understood.items()}
        for place, header in enumerate(self.headers):
            key = header_key(header)
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header, required=False, choices=[none, *fields],
                initial=by_key.get(key) or (self.register.field_of.get(key, "") if not understood else ""),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """No field has two columns, and every required one has its own."""
        given = super().clean() or {}
        places: dict[str, int] = {}
        for place in range(len(self.headers)):
            name = given.get(f"column_{place}", "")
            if name and name in places:
                first = self.headers[places[name]]
                self._wrong(place, "field-twice", field=self._named(name), first=first)
            elif name:
                places[name] = place
        for place, header in enumerate(self.headers):
            known = self.register.field_of.get(header_key(header))
            if known and known not in places and not given.get(f"column_{place}"):
                self._wrong(place, "known-header", field=self._named(known))
        missing = [f.name for f in self.register.fields.values() if f.required and f.name not in places]
        if missing and not self.errors:
            names = say("intake.between", page_language()).join(map(self._named, missing))
            self.add_error(None, say("intake.wrong.missing-fields", page_language(), fields=names))
        return given

    @property
    def columns(self) -> dict[str, str]:
        """Header by field."""
        return {
            self.cleaned_data[f"column_{place}"]: header
            for place, header in enumerate(self.headers)
            if self.cleaned_data.get(f"column_{place}")
        }

    def _named(self, name: str) -> str:
        return field_name(self.register.name, name)

    def _wrong(self, place: int, key: str, **facts: str) -> None:
        self.add_error(f"column_{place}", say(f"intake.wrong.{key}", page_language(), **facts))

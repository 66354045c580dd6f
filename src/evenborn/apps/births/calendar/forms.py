"""Forms of the calendar: what is owed, why it is late, and how much of the calendar is shown."""

from typing import Any, Final

from django import forms

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.wording import worded
from evenborn.apps.births.calendar.rules import LateBecause
from evenborn.apps.births.returns.contents import RETURNS
from evenborn.apps.births.returns.rules import month_of
from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS, STAY_AT_FACILITY
from evenborn.apps.intake.sending.forms import OneSender
from evenborn.presentation.words import say
from evenborn.registers.definition import REGISTERS, register
from evenborn.web.forms import DayField
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = [
    "OWED",
    "CountedForm",
    "EndForm",
    "ImportForm",
    "MonthField",
    "OweForm",
    "ReasonForm",
    "ShownForm",
]

OWED: Final = tuple(
    name
    for name in REGISTERS
    if register(name).time_field and (register(name).facility_field or name in REGISTERS_OF_ROWS)
    and (name in RETURNS or name not in STAY_AT_FACILITY)
)  # fmt: skip
"""Registers that can be owed month by month: their rows say of which month they are, and of which facility;
or one office keeps them and sends them itself.

Not the list of devices: it says what stands where, not what happened in a month, and stays at its facility.
"""


def _registers() -> list[tuple[str, str]]:
    return [(name, register_name(name)) for name in OWED]


def _reasons() -> list[tuple[str, str]]:
    """None is chosen beforehand: a reason that nobody meant would be worse than none."""
    language = page_language()
    said = [(code.value, say(f"calendar.because.{code.value}", language)) for code in LateBecause]
    return [("", say("returns.choose", language)), *said]


class MonthField(forms.CharField):
    """A month typed as 2025-03; its first day comes out."""

    def __init__(self, **options: Any) -> None:
        shown = {"placeholder": "2026-01", "inputmode": "numeric", "autocomplete": "off"}
        entry = forms.TextInput(attrs=shown)
        super().__init__(max_length=7, widget=entry, **options)

    def clean(self, value: Any) -> Any:
        """Read a month."""
        text = super().clean(value)
        if not text:
            return None
        month = month_of(text)
        if month is None:
            raise forms.ValidationError(say("calendar.no-month", page_language(), value=text))
        return month


class ShownForm(forms.Form):
    """Which part of the calendar is shown."""

    use_required_attribute = False

    register = forms.ChoiceField(label=worded("calendar.register"), choices=_registers, required=False)
    months = forms.TypedChoiceField(
        label=worded("calendar.months"), choices=[(12, "12"), (24, "24"), (36, "36")], coerce=int,
        required=False,
    )  # fmt: skip

    @property
    def chosen(self) -> tuple[str, int]:
        """The register and how many months; the usual ones where an entry cannot be read."""
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("register") or OWED[0], data.get("months") or 12


class CountedForm(ShownForm):
    """Which return, and over how many months."""

    register = forms.ChoiceField(
        label=worded("calendar.register"), required=False,
        choices=lambda: [(name, register_name(name)) for name in RETURNS],
    )  # fmt: skip


class OweForm(forms.Form):
    """What a sender owes."""

    sender = OneSender(Sender.objects.none(), label=worded("calendar.sender"))
    register = forms.ChoiceField(label=worded("calendar.register"), choices=_registers)
    due_day = forms.IntegerField(
        label=worded("calendar.due-day"), help_text=worded("calendar.due-day-help"),
        min_value=1, max_value=28, initial=5,
    )  # fmt: skip
    since = MonthField(label=worded("calendar.since"))
    births_a_month = forms.IntegerField(
        label=worded("calendar.births"), help_text=worded("calendar.births-help"), min_value=0,
        max_value=100_000, required=False,
    )  # fmt: skip

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Sender.objects.visible_to(by, Permission.INTAKE_SENDERS).filter(closed_on__isnull=True)
        self.fields["sender"].queryset = rows  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last month that is owed."""

    until = MonthField(label=worded("calendar.until"))


class ImportForm(forms.Form):
    """A list of births that facilities counted themselves."""

    file = forms.FileField(label=worded("calendar.file"), help_text=worded("calendar.file-help"))


class ReasonForm(forms.Form):
    """Why a month is late."""

    reason = forms.ChoiceField(label=worded("calendar.reason"), choices=_reasons)
    promised_on = DayField(label=worded("calendar.promised"), required=False)

    def clean_reason(self) -> LateBecause:
        """One of the list."""
        return LateBecause(self.cleaned_data["reason"])

"""Forms of an entry, its correction and its withdrawal, made from the delivery register's definition."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.births.entry import rules
from evenborn.apps.births.entry.fields import entry_of
from evenborn.apps.births.entry.queries import Alike, births_alike
from evenborn.apps.births.entry.texts import automatic, codes_for_names, issue_words
from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.single_rows import checked_typed
from evenborn.presentation.words import say
from evenborn.registers.definition import register
from evenborn.registers.one_row import CheckedRow
from evenborn.web import area_names
from evenborn.web.area_field import AreaInput
from evenborn.web.language import page_language

__all__ = ["BirthForm", "CorrectionForm", "RecordForm", "WithdrawalForm"]

DELIVERY: Final = register("delivery")
_KEY_LENGTH: Final = 32
_OWN_RULE: Final = "registered-late"
"""The form asks for a reason instead."""


def _choices(codes: Iterable[StrEnum], prefix: str) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [
        ("", "—"), *((code.value, say(f"{prefix}.{code.value}", page_language())) for code in codes)
    ]  # fmt: skip


class _RegisterForm(forms.Form):
    """Entries for fields of the delivery register, in groups."""

    blank = False

    def __init__(self, *args: Any, by: Actor, sender: Sender, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.sender = by, sender
        offered = area_names.offered((sender.area,), by.today)
        for name in (name for names in rules.GROUPS.values() for name in names):
            if self.blank and name in rules.NUMBER_FIELDS:
                continue
            made = entry_of(DELIVERY, DELIVERY.fields[name], page_language(), blank=self.blank)
            if isinstance(made.widget, AreaInput):
                made.widget.offered = offered
            self.fields[name] = made

    @property
    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Name of each group with its entries."""
        for group, names in rules.GROUPS.items():
            yield group, [self[name] for name in names if name in self.fields and not self[name].is_hidden]

    def typed(self) -> dict[str, str]:
        """What was typed, by field of the register; what is empty is left out."""
        names = [name for name in self.fields if name in DELIVERY.fields]
        return {name: text for name in names if (text := str(self.cleaned_data.get(name) or "").strip())}

    def blame(self, checked: CheckedRow) -> None:
        """Put what rejects a row beside the entry that is blamed, or on top where there is none."""
        for issue in checked.rejecting:
            said = issue_words(issue.rule, page_language())
            if issue.field in self.fields:
                self.add_error(issue.field, said)
            else:
                name = DELIVERY.fields[issue.field]
                label = name.en if page_language() == "en" else name.zh
                self.add_error(None, say("births.entry.issue-of", page_language(), field=label, issue=said))


class BirthForm(_RegisterForm):
    """One birth; what it may not say is refused beside its entry."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", max_length=_KEY_LENGTH, widget=forms.HiddenInput)
    late = forms.ChoiceField(required=False, choices=_choices(rules.LateBecause, "births.late"))
    another_birth = forms.BooleanField(required=False)
    values_right = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked: CheckedRow | None = None
        self.is_handed_in = False
        self.alike: Sequence[Alike] = ()
        self.noticed: Sequence[str] = ()
        for name in ("late", "another_birth", "values_right"):
            self.fields[name].label = say(f"births.entry.{name.replace('_', '-')}", page_language())

    def clean(self) -> dict[str, Any]:
        """Hold the row against the register, then ask about what is late, doubtful or there already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        texts = codes_for_names(self.typed(), self.by.today, self.add_error)
        if self.errors:
            return cleaned
        texts |= automatic(self.by, self.sender)
        cleaned["texts"] = texts
        self.checked = checked = checked_typed(DELIVERY, texts, self.by).checked
        self.blame(checked)
        if self.errors:
            return cleaned
        self._ask_late()
        self._ask_twice(checked)
        return cleaned

    @property
    def born(self) -> datetime | None:
        """When the child was born, once that can be read."""
        return None if self.checked is None else self.checked.row.column("birth_time")[0].as_py()

    @property
    def left(self) -> timedelta | None:
        """How much of the day is left."""
        now = timezone.localtime(self.by.now).replace(tzinfo=None)
        return None if self.born is None else rules.time_left(self.born, now)

    def _ask_late(self) -> None:
        left = self.left
        if left is not None and left > rules.DAY:
            self.add_error("birth_time", say("births.entry.not-yet", page_language()))
        elif left is not None and left < timedelta(0):
            if not self.cleaned_data.get("late"):
                self.add_error("late", say("births.entry.why-late", page_language()))
        else:
            self.cleaned_data["late"] = ""

    def _ask_twice(self, checked: CheckedRow) -> None:
        self.alike = births_alike(self.by, self.sender, checked)
        if self.alike and not self.cleaned_data.get("another_birth"):
            self.add_error("another_birth", say("births.entry.is-it-another", page_language()))
        rows = [one for one in checked.issues if one.severity == "warn" and one.rule != _OWN_RULE]
        self.noticed = [
            say("births.entry.issue-of", page_language(), field=_label(one.field),
                issue=issue_words(one.rule, page_language()))
            for one in rows
        ]  # fmt: skip
        if self.noticed and not self.cleaned_data.get("values_right"):
            self.add_error("values_right", say("births.entry.are-they-right", page_language()))


def _label(name: str) -> str:
    field = DELIVERY.fields[name]
    return field.en if page_language() == "en" else field.zh


class RecordForm(forms.Form):
    """Which record of the facility is meant."""

    record_number = forms.CharField(max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record_number"].label = _label("record_number")
        self.fields["record_number"].help_text = say("births.correct.number-help", page_language())
        self.fields["record_number"].widget.attrs["autocomplete"] = "off"


class CorrectionForm(_RegisterForm):
    """Only what is wrong is typed; what stays empty stays as it is."""

    blank = True
    key = forms.RegexField(r"^[0-9a-f]{32}$", max_length=_KEY_LENGTH, widget=forms.HiddenInput)
    record_number = forms.CharField(max_length=80, widget=forms.HiddenInput)
    reason = forms.ChoiceField(choices=_choices(rules.CorrectedBecause, "births.corrected"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = say("births.correct.reason", page_language())

    def clean(self) -> dict[str, Any]:
        """Ask for something that changes."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = {name: text for name, text in self.typed().items() if name not in rules.NUMBER_FIELDS}
        if not typed and not self.errors:
            self.add_error(None, say("births.correct.nothing", page_language()))
        cleaned["texts"] = codes_for_names(typed, self.by.today, self.add_error)
        return cleaned


class WithdrawalForm(forms.Form):
    """Why an entry is taken back."""

    because = forms.ChoiceField(choices=_choices(rules.WITHDRAWN_BECAUSE, "intake.because"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].label = say("births.withdraw.because", page_language())

"""Forms of officers, departments and appointments."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from evenborn.apps.access.models import Department, Officer
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.access.wording import role_worded, worded
from evenborn.presentation.words import say
from evenborn.web.area_field import AreaCodeField
from evenborn.web.forms import DayField
from evenborn.web.language import page_language

__all__ = [
    "AddDepartment",
    "AddOfficer",
    "Appoint",
    "Area",
    "CloseDepartment",
    "Confirm",
    "Day",
    "EditOfficer",
    "EndAppointment",
    "HandOver",
    "Leave",
    "OneDepartment",
    "Text",
    "name_of",
    "whole_office",
]


def name_of(person: Officer) -> str:
    """An officer in a choice: name, login name, department."""
    return f"{person.name} ({person.username}, {person.department})"


class Day(DayField):
    """A day with our label and help."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        super().__init__(
            label=worded(f"access.field.{key}"), help_text=worded(f"access.help.{key}"), **kwargs
        )


class Text(forms.CharField):
    """A line of text with our label and help."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        super().__init__(
            label=worded(f"access.field.{key}"), help_text=worded(f"access.help.{key}"), **kwargs
        )


class Area(AreaCodeField):
    """An area by code or name; empty for the whole office."""

    def __init__(self) -> None:
        label, about = worded("access.field.area"), worded("access.help.area")
        super().__init__(required=False, label=label, help_text=about)


def whole_office(form: forms.Form, today: date) -> None:
    """Whoever adds departments or appoints does so in every area that counts today."""
    form.fields["area"].ask(within=("",), on=today)  # type: ignore[attr-defined]


class OneDepartment(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An open department."""

    def __init__(self) -> None:
        super().__init__(
            Department.objects.none(),
            empty_label=worded("form.choose"),
            label=worded("access.field.department"),
            help_text=worded("access.help.department"),
        )

    def label_from_instance(self, row: Department) -> str:
        """Name and area."""
        if not row.area:
            return row.name
        return say("access.named.department", page_language(), name=row.name, area=row.area)


class OneOfficer(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An officer at work."""

    def __init__(self) -> None:
        super().__init__(
            Officer.objects.none(),
            empty_label=worded("form.choose"),
            label=worded("access.field.receiver"),
            help_text=worded("access.help.receiver"),
        )

    def label_from_instance(self, row: Officer) -> str:
        """Name, login name, department."""
        return name_of(row)


class Confirm(forms.Form):
    """Nothing to fill in; its button says what it does."""


class AddDepartment(forms.Form):
    """A new department."""

    name = Text("department-name", max_length=120)
    kind = forms.ChoiceField(label=worded("access.field.kind"), help_text=worded("access.help.kind"))
    area = Area()

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole_office(self, today)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, worded(f"department.kind.{kind.value}")) for kind in Department.Kind
        ]


class CloseDepartment(forms.Form):
    """The first day on which a department is closed."""

    day = Day("closed-on")


class _InDepartment(forms.Form):
    def __init__(self, departments: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]


class AddOfficer(_InDepartment):
    """A new officer; the first password is made by chance."""

    username = Text("username", max_length=40)
    name = Text("name", max_length=80)
    department = OneDepartment()

    def clean_username(self) -> str:
        """Login names have no capitals."""
        return str(self.cleaned_data["username"]).strip().lower()


class EditOfficer(_InDepartment):
    """Name and department of an officer."""

    name = Text("name", max_length=80)
    department = OneDepartment()


class Leave(forms.Form):
    """The first day without the officer, and why work stays behind if it does."""

    day = Day("left-on")
    reason = Text("reason", max_length=200, required=False)


class HandOver(forms.Form):
    """What goes to whom."""

    kind = forms.ChoiceField(
        label=worded("access.field.work"), help_text=worded("access.help.work"), required=False
    )
    receiver = OneOfficer()

    def __init__(self, kinds: Iterable[str], receivers: QuerySet[Officer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        all_kinds = [("", worded("access.all-work"))]
        choices = all_kinds + [(kind, worded(f"work.{kind}")) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["receiver"].queryset = receivers  # type: ignore[attr-defined]


class Appoint(_InDepartment):
    """Role, area, department and time of an appointment."""

    role = forms.ChoiceField(label=worded("access.field.role"), widget=forms.RadioSelect)
    area = Area()
    department = OneDepartment()
    since = Day("since")
    until = Day("until", required=False)

    def __init__(self, today: date, departments: QuerySet[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(departments, *args, **kwargs)
        whole_office(self, today)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role_worded(role.value)) for role in RoleCode
        ]


class EndAppointment(forms.Form):
    """The last day of an appointment."""

    until = Day("last-day")

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": today})
        super().__init__(*args, **kwargs)

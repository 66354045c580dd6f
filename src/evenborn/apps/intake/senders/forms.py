"""Forms of the list of senders."""

from typing import Any

from django import forms

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Department
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.wording import worded
from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.senders import queries
from evenborn.presentation.words import say
from evenborn.web.area_field import AreaCodeField
from evenborn.web.filters import Filter
from evenborn.web.forms import DayField
from evenborn.web.language import page_language

__all__ = ["AddSender", "ChangeSender", "CloseSender", "ImportSenders", "SenderFilter"]


def _about(key: str) -> dict[str, Any]:
    return {"label": worded(f"intake.field.{key}"), "help_text": worded(f"intake.help.{key}")}


def _kinds() -> list[tuple[str, str]]:
    return [(one.value, say(f"intake.kind.{one.value}", page_language())) for one in Sender.Kind]


class _OneDepartment(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, row: Department) -> str:
        return say("access.named.department", page_language(), name=row.name, area=row.area)


class ChangeSender(forms.Form):
    """What may change of a sender: all but its code."""

    name = forms.CharField(max_length=120, **_about("sender-name"))
    kind = forms.ChoiceField(choices=_kinds, **_about("sender-kind"))
    area = AreaCodeField(**_about("sender-area"))
    department = _OneDepartment(Department.objects.none(), required=False, **_about("sender-department"))

    def __init__(self, by: Actor, *args: Any, own: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_area(self, by)
        self.fields["department"].queryset = queries.departments(by, own)  # type: ignore[attr-defined]

    def clean_department(self) -> int | None:
        """Its key: the department stands in another store."""
        found = self.cleaned_data["department"]
        return None if found is None else int(found.pk)


class AddSender(ChangeSender):
    """A new sender."""

    code = forms.RegexField(r"^[0-9A-Za-z_.-]+$", max_length=32, **_about("sender-code"))
    field_order = ("code", "name", "kind", "area", "department")


class CloseSender(forms.Form):
    """The first day on which a sender sends nothing."""

    day = DayField(**_about("sender-closed-on"))


class ImportSenders(forms.Form):
    """A list of facilities of an area."""

    area = AreaCodeField(**_about("list-area"))
    file = forms.FileField(**_about("list-file"))

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_area(self, by)


class SenderFilter(Filter):
    """By a part of the name, or the code."""

    narrows = {"name": "name__icontains", "code": "code"}  # noqa: RUF012 - as the class it narrows says

    name = forms.CharField(label=worded("intake.column.sender"), required=False, max_length=60)
    code = forms.CharField(label=worded("intake.column.code"), required=False, max_length=32)


def _ask_area(form: forms.Form, by: Actor) -> None:
    areas, field = by.areas(Permission.INTAKE_SENDERS), form.fields["area"]
    field.ask(within=areas, on=by.today)  # type: ignore[attr-defined]
    field.initial = areas[0] if len(areas) == 1 else ""

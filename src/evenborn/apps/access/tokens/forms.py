"""The form that asks for a token."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from evenborn.apps.access.forms import Area, Day, OneDepartment, Text, whole_office
from evenborn.apps.access.models import Department
from evenborn.apps.access.tokens.rules import LONGEST_DAYS

__all__ = ["GiveToken"]


class GiveToken(forms.Form):
    """Name of the program, department, area, last day."""

    program = Text("token-name", max_length=80)
    department = OneDepartment()
    area = Area()
    until = Day("token-until")

    def __init__(self, departments: QuerySet[Department], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole_office(self, today)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields["until"].initial = today + timedelta(days=LONGEST_DAYS)

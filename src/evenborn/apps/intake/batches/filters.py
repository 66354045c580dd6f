"""What narrows the list of batches."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from evenborn.apps.access.wording import worded
from evenborn.apps.intake.models import BatchState
from evenborn.apps.intake.rules import REGISTERS_OF_COUNTS, REGISTERS_OF_ROWS
from evenborn.presentation.words import say
from evenborn.web.filters import Filter, Rows
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["BatchFilter"]


def _any() -> tuple[str, str]:
    return "", say("intake.any", page_language())


def _registers() -> list[tuple[str, str]]:
    return [_any(), *((name, register_name(name)) for name in REGISTERS_OF_ROWS + REGISTERS_OF_COUNTS)]


def _states() -> list[tuple[str, str]]:
    return [_any(), *((one.value, say(f"intake.state.{one.value}", page_language())) for one in BatchState)]


def _of_sender(rows: Any, text: str) -> Rows:  # noqa: ANN401 - a query, as the filter hands it
    return rows.filter(Q(sender__name__icontains=text) | Q(sender__code=text))  # type: ignore[no-any-return]


def _of_month(rows: Any, first: date) -> Rows:  # noqa: ANN401 - as above
    return rows.filter(received_at__year=first.year, received_at__month=first.month)  # type: ignore[no-any-return]


class BatchFilter(Filter):
    """By sender, register, state, and the month in which a batch came."""

    narrows: ClassVar = {
        "sender": _of_sender, "register": "register", "state": "state", "month": _of_month,
    }  # fmt: skip

    sender = forms.CharField(label=worded("intake.column.sender"), required=False, max_length=60)
    register = forms.ChoiceField(label=worded("intake.column.register"), required=False, choices=_registers)
    state = forms.ChoiceField(label=worded("intake.column.state"), required=False, choices=_states)
    month = forms.DateField(
        label=worded("intake.column.month"), required=False, input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"placeholder": "2026-03", "inputmode": "numeric"}, format="%Y-%m"),
    )  # fmt: skip

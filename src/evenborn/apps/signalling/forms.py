"""What narrows the list of signals; a facility’s contest; the officer’s answer."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import within
from evenborn.apps.access.wording import worded
from evenborn.apps.signalling.rules import SOURCES, Answer, Ground, Strength
from evenborn.apps.signalling.showing import ground_said, named_kind
from evenborn.presentation.words import say
from evenborn.web.area_field import AreaCodeField
from evenborn.web.filters import Filter, Rows
from evenborn.web.forms import DayField
from evenborn.web.language import page_language

__all__ = ["AnswerForm", "ContestForm", "SignalFilter"]

LONGEST = 500


def _any() -> tuple[str, str]:
    return "", say("signalling.any", page_language())


def _kinds() -> list[tuple[str, str]]:
    return [_any(), *((kind, named_kind(kind, page_language())) for kind in SOURCES)]


def _strengths() -> list[tuple[str, str]]:
    said = [(one.value, say(f"signalling.strength.{one.value}", page_language())) for one in Strength]
    return [_any(), *said]


def _calls() -> list[tuple[str, str]]:
    said = [(one, say(f"signalling.calls-for.{one}", page_language())) for one in ("inspection", "question")]
    return [_any(), *said]


def _in_area(rows: Any, code: str) -> Rows:
    return rows.filter(within("area", (code,)))  # type: ignore[no-any-return]


class SignalFilter(Filter):
    """By area, kind, what it calls for, strength, and since when it is listed."""

    narrows: ClassVar = {
        "area": _in_area, "kind": "kind", "calls_for": "calls_for", "strength": "strength",
        "since": "listed_on__gte", "until": "listed_on__lte",
    }  # fmt: skip

    area = AreaCodeField(label=worded("signalling.column.area"), required=False)
    kind = forms.ChoiceField(label=worded("signalling.column.kind"), required=False, choices=_kinds)
    calls_for = forms.ChoiceField(label=worded("signalling.column.calls-for"), required=False, choices=_calls)
    strength = forms.ChoiceField(
        label=worded("signalling.column.strength"), required=False, choices=_strengths
    )
    since = DayField(label=worded("signalling.filter.since"), required=False)
    until = DayField(label=worded("signalling.filter.until"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = by.areas(Permission.SIGNALS_SEE) or by.areas(Permission.SIGNALS_CONTEST)
        self.fields["area"].ask(within=areas, on=by.today)  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        """Not before the first day."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            raise forms.ValidationError(say("signalling.filter.backwards", page_language()))
        return until


class ContestForm(forms.Form):
    """Why a signal about one’s own facility is wrong."""

    ground = forms.TypedChoiceField(
        label=worded("signalling.field.ground"), coerce=Ground, widget=forms.RadioSelect,
        choices=lambda: [(one.value, ground_said(one, page_language())) for one in Ground],
    )  # fmt: skip
    text = forms.CharField(
        label=worded("signalling.field.text"), help_text=worded("signalling.help.text"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What is answered to a contest."""

    answer = forms.TypedChoiceField(
        label=worded("signalling.field.answer"), coerce=Answer, widget=forms.RadioSelect,
        choices=lambda: [
            (one.value, say(f"signalling.answer-means.{one.value}", page_language())) for one in Answer
        ],
    )  # fmt: skip
    text = forms.CharField(
        label=worded("signalling.field.answer-text"), help_text=worded("signalling.help.answer-text"),
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

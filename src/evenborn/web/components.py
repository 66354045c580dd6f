"""Every part that pages are made of, in every state, on one page: for those who write and translate pages.

It is there in demonstrations and tests only; all that it shows is invented.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evenborn.presentation.reading import read
from evenborn.presentation.report_tables import figures_table
from evenborn.presentation.words import say
from evenborn.web.components_sample import SOURCE, Batch, batches, report
from evenborn.web.confirming import confirm
from evenborn.web.drawings import funnel_drawing, trend_drawing
from evenborn.web.filters import Filter
from evenborn.web.forms import DayField
from evenborn.web.language import page_language
from evenborn.web.listing import Column, listing

__all__ = ["components"]

COLUMNS = (
    Column[Batch]("components.area", lambda row: row.area, link=lambda row: f"?area={row.code}", sort="area"),
    Column[Batch]("components.code", lambda row: row.code, "code", sort="code"),
    Column[Batch]("components.births", lambda row: row.births, "count", sort="births"),
    Column[Batch]("components.day", lambda row: row.on, "day", sort="day"),
    Column[Batch]("components.state", lambda row: row.state, "status"),
)


def _states() -> list[tuple[str, str]]:
    return [
        ("", say("components.any", page_language())),
        ("done", say("components.status.done", page_language())),
    ]


class BatchFilter(Filter):
    """Narrows the invented batches."""

    narrows = {  # noqa: RUF012 - as declared there
        "area": lambda rows, text: [row for row in rows if text in row.area],
        "since": lambda rows, day: [row for row in rows if row.on >= day],
        "state": lambda rows, look: [row for row in rows if row.state.look == look],
    }
    area = forms.CharField(required=False, max_length=20)
    since = DayField(required=False)
    state = forms.ChoiceField(required=False, choices=_states)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's own form takes
        super().__init__(*args, **kwargs)
        _label(self)


class SampleForm(forms.Form):
    """One entry of each kind."""

    area = forms.CharField(max_length=20)
    day = DayField()
    births = forms.IntegerField(min_value=0)
    state = forms.ChoiceField(choices=_states, required=False)
    way = forms.ChoiceField(choices=_states, widget=forms.RadioSelect)
    note = forms.CharField(widget=forms.Textarea, required=False)
    file = forms.FileField(required=False)
    agreed = forms.BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _label(self)


def _label(form: forms.Form) -> None:
    """Labels and help are words of the page's language."""
    for name, entry in form.fields.items():
        entry.label = say(f"components.{name}", page_language())
    for name in ("day", "births", "way"):
        if name in form.fields and not isinstance(form, Filter):
            form.fields[name].help_text = say(f"components.help.{name}", page_language())


def components(request: HttpRequest) -> HttpResponse:
    """All of it."""
    if request.method == "POST":
        return confirm(
            request,
            title=say("components.delete", page_language()),
            sentences=[say("components.deleting", page_language())],
            does=say("components.delete", page_language()),
            back=request.path,
        )
    return render(request, "web/components.html", _context(request))


components.public = "shows invented data; it is absent in production"  # type: ignore[attr-defined]


def _context(request: HttpRequest) -> dict[str, Any]:
    language, sample = page_language(), report()
    for level in (messages.INFO, messages.SUCCESS, messages.WARNING, messages.ERROR):
        messages.add_message(request, level, say(f"components.message.{level}", language))
    rows = batches()
    wrong = {"day": "2026-02-31", "births": "-1", "area": "", "agreed": ""}
    return {
        "many": listing(
            request,
            rows,
            COLUMNS,
            empty="components.empty",
            filter=BatchFilter,
            caption="components.many",
            size=20,
        ),
        "one": _short(request, rows[:1]),
        "none": _short(request, []),
        "form": SampleForm(prefix="new"),
        "wrong": SampleForm(wrong),
        "looks": ("open", "working", "done", "late", "wrong", "ended", "indeterminate"),
        "source": SOURCE,
        "report": sample,
        "figures": list({read(one, sample.reference): one for one in sample.figures}.values()),
        "table": figures_table(sample, language).printed(),
        "charts": [
            drawn for drawn in (trend_drawing(sample, language), funnel_drawing(sample, language)) if drawn
        ],
        "today": rows[0].on,
    }


def _short(request: HttpRequest, rows: Sequence[Batch]) -> Any:  # noqa: ANN401 - for the template
    return listing(request, rows, COLUMNS, empty="components.empty")

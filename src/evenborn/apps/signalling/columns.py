"""Columns of the lists of signals and of contests."""

from typing import Final

from django.urls import reverse

from evenborn.apps.signalling.models import FacilityContest, FacilitySignal
from evenborn.apps.signalling.showing import ground_said, named_kind, period_of, reason_said, standing_of
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import Column

__all__ = ["CONTESTS", "SIGNALS"]


def _page(row: FacilitySignal) -> str:
    return reverse("signalling-signal", args=[row.pk])


def _kind(row: FacilitySignal) -> str:
    return named_kind(row.kind, page_language())


SIGNALS: Final = (
    Column[FacilitySignal](
        "signalling.column.strength",
        lambda row: say(f"signalling.strength.{row.strength}", page_language()),
    ),
    Column[FacilitySignal]("signalling.column.facility", lambda row: row.name or row.facility, link=_page),
    Column[FacilitySignal]("signalling.column.area", lambda row: row.area, "area"),
    Column[FacilitySignal]("signalling.column.kind", _kind),
    Column[FacilitySignal](
        "signalling.column.months", lambda row: period_of(row.first_month, row.last_month, page_language())
    ),
    Column[FacilitySignal]("signalling.column.reason", lambda row: reason_said(row, page_language())),
    Column[FacilitySignal](
        "signalling.column.calls-for",
        lambda row: say(f"signalling.calls-for.{row.calls_for}", page_language()),
    ),
    Column[FacilitySignal]("signalling.column.standing", standing_of, "status"),
    Column[FacilitySignal]("signalling.column.listed", lambda row: row.listed_on, "day", sort="listed_on"),
)

CONTESTS: Final = (
    Column[FacilityContest]("signalling.column.contested", lambda row: row.contested_at, "moment"),
    Column[FacilityContest](
        "signalling.column.facility", lambda row: row.signal.name or row.signal.facility,
        link=lambda row: reverse("signalling-answer", args=[row.pk]),
    ),
    Column[FacilityContest]("signalling.column.area", lambda row: row.signal.area, "area"),
    Column[FacilityContest]("signalling.column.kind", lambda row: _kind(row.signal)),
    Column[FacilityContest](
        "signalling.column.ground", lambda row: ground_said(row.ground, page_language())
    ),
    Column[FacilityContest]("signalling.column.text", lambda row: row.text),
)  # fmt: skip

"""Pages of owners: what they are told, their answers; and of the desk that compares: who is late."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.queries import area_above
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.intake.kept_files import short_name
from evenborn.apps.matching.actions.deadlines import remind_depositor
from evenborn.apps.matching.differences import queries
from evenborn.apps.matching.differences.columns import SHEETS, late_columns, state_of
from evenborn.apps.matching.differences.files import answered_by_file, workbook
from evenborn.apps.matching.differences.forms import AnsweredFile, AnswerRows, DifferenceFilter
from evenborn.apps.matching.models import RunRegister
from evenborn.apps.matching.queries import department_names, late_deposits, raised_deposits
from evenborn.apps.vault.actions.replies import answer_records, opened_differences
from evenborn.apps.vault.actions.sheets import remind_owner
from evenborn.apps.vault.models import DifferenceSheet
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

__all__ = ["answer", "answer_by_file", "download", "late", "raised", "remind", "sheet", "sheets"]

ANSWER: Final = Permission.MATCHING_ANSWER
OVERSEE: Final = Permission.MATCHING_OVERSEE
_MOST_SHOWN: Final = 200


@page(ANSWER)
def sheets(request: DeskRequest) -> HttpResponse:
    """What one's own department was told, comparison by comparison."""
    shown = listing(request, queries.sheets(request.actor), SHEETS, empty="matching.empty.sheets")
    may_review = request.actor.may(Permission.MATCHING_REVIEW)
    return render(request, "matching/sheets.html", {"listing": shown, "may_review": may_review})


@page(ANSWER)
def sheet(request: DeskRequest, pk: int) -> HttpResponse:
    """One sheet: the own records that differ, each with its answer."""
    return _shown(request, _own(request, pk))


@page(ANSWER)
@require_POST
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep the answers of one page of a sheet."""
    found = _own(request, pk)
    form = _rows_form(request, found)
    if performed(form, lambda **_: answer_records(found, by=request.actor, replies=form.replies))[0]:
        done(request, "matching.done.answered")
        return redirect(f"{reverse('matching-sheet', args=[pk])}?{request.GET.urlencode()}")
    return _shown(request, found, rows_form=form)


@page(ANSWER)
@require_POST
def answer_by_file(request: DeskRequest, pk: int) -> HttpResponse:
    """Read the answers out of a sheet that was filled in."""
    found, form = _own(request, pk), AnsweredFile(request.POST, request.FILES)
    came, result = performed(
        form,
        lambda file: answered_by_file(found, file.chunks(), short_name(file.name), by=request.actor),
    )
    if came and result is not None:
        done(request, "matching.done.file-answered", changed=result.changed)
        return redirect("matching-sheet", pk)
    return _shown(request, found, file_form=form)


@page(ANSWER)
@require_POST
def download(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The sheet as a workbook; it is entered as an export."""
    found = _own(request, pk)
    facts = {"number": str(found.run), "register": register_name(found.register)}
    name = say("matching.sheet.file", page_language(), **facts)
    made = workbook(found, by=request.actor)
    answer = FileResponse(made, as_attachment=True, filename=f"{name}.xlsx")
    answer["Cache-Control"] = "no-store"
    return answer


@page(Permission.MATCHING_RUN)
def late(request: DeskRequest) -> HttpResponse:
    """Owners whose answers are overdue."""
    actor, rows = request.actor, queries.late(request.actor)
    deposits = list(late_deposits(actor)[:_MOST_SHOWN])
    owners = department_names([row.department for row in rows] + [part.department for part in deposits])
    shown = listing(request, rows, late_columns(owners, actor.today), empty="matching.empty.late")
    context = {
        "listing": shown,
        "nobody_above": any(
            area_above(OVERSEE, area, actor.today) is None
            for area in {row.area for row in shown.page} | {part.area for part in deposits}
        ),
        "deposits": _listed(deposits, owners, actor.today), "linked": True,
    }  # fmt: skip
    return render(request, "matching/late.html", context)


@page(OVERSEE)
def raised(request: DeskRequest) -> HttpResponse:
    """Owners below who are overdue although they were reminded."""
    rows, deposits = queries.raised(request.actor), list(raised_deposits(request.actor)[:_MOST_SHOWN])
    owners = department_names([row.department for row in rows] + [part.department for part in deposits])
    columns = late_columns(owners, request.actor.today)
    shown = listing(request, rows, columns, empty="matching.empty.raised")
    context = {"listing": shown, "deposits": _listed(deposits, owners, request.actor.today)}
    return render(request, "matching/raised.html", context)


def _listed(
    deposits: Sequence[RunRegister], owners: Mapping[int, str], today: date
) -> list[tuple[RunRegister, str, str, int]]:
    """Encodings that are overdue, each with its register, its owner and for how many days."""
    return [
        (
            part, register_name(part.register), owners.get(part.department, ""),
            (today - part.run.deposit_until).days if part.run.deposit_until else 0,
        )
        for part in deposits
    ]  # fmt: skip


@page(Permission.MATCHING_RUN)
@require_POST
def remind(request: DeskRequest) -> HttpResponse:
    """Remind every owner whose answers or encoding are overdue."""
    for row in list(queries.late(request.actor)):
        pressed(request, lambda row=row: remind_owner(row, by=request.actor))  # type: ignore[misc]
    for part in list(late_deposits(request.actor)):
        pressed(request, lambda part=part: remind_depositor(part, by=request.actor))  # type: ignore[misc]
    done(request, "matching.done.reminded")
    return redirect("matching-late")


def _own(request: DeskRequest, pk: int) -> DifferenceSheet:
    return one(queries.sheets(request.actor), pk=pk)


def _rows_form(request: DeskRequest, found: DifferenceSheet) -> AnswerRows:
    rows = list(_page_of(request, found).page)
    listed = opened_differences(found, by=request.actor, rows=rows)
    return AnswerRows(rows, listed, *([request.POST] if request.method == "POST" else []))


def _page_of(request: DeskRequest, found: DifferenceSheet) -> Any:  # noqa: ANN401 - a listing of any rows
    rows = queries.differences(request.actor, found)
    return listing(request, rows, [], empty="matching.empty.differences", filter=DifferenceFilter)


def _shown(
    request: DeskRequest, found: DifferenceSheet, *, rows_form: AnswerRows | None = None,
    file_form: AnsweredFile | None = None,
) -> HttpResponse:  # fmt: skip
    if rows_form is None:
        rows = list(_page_of(request, found).page)
        rows_form = AnswerRows(rows, opened_differences(found, by=request.actor, rows=rows))
    records, replied = found.records, found.replied  # type: ignore[attr-defined]
    is_late = found.deadline < request.actor.today
    context = {
        "sheet": found, "register": register_name(found.register), "listing": _page_of(request, found),
        "rows_form": rows_form, "file_form": file_form or AnsweredFile(),
        "state": state_of(records, replied, is_late=is_late), "records": records, "replied": replied,
        "crumbs": [(reverse("matching-sheets"), say("place.matching-sheets", page_language()))],
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "matching/sheet.html", context)

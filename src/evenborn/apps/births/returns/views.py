"""Pages of monthly returns: the months of a facility, one return, its versions."""

import secrets
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done
from evenborn.apps.births.actions.returns import Sent, begin_return, save_return, send_return
from evenborn.apps.births.models import MonthlyReturn
from evenborn.apps.births.returns import queries
from evenborn.apps.births.returns.contents import RETURNS
from evenborn.apps.births.returns.forms import Entries, read_entries
from evenborn.apps.births.returns.plausibility import CODES, Warned, warned
from evenborn.apps.births.returns.rules import Reason, month_of
from evenborn.apps.births.returns.showing import shown_grids
from evenborn.apps.intake.models import Sender
from evenborn.presentation.words import say, sentence
from evenborn.registers.definition import register as register_of
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["monthly_return", "return_version", "returns"]

MONTHS = 12


@page(Permission.RETURNS_ENTER)
def returns(request: DeskRequest) -> HttpResponse:
    """The last twelve months of each facility of the actor."""
    facilities = [
        (sender, queries.lines(request.actor, sender, MONTHS))
        for sender in queries.own_senders(request.actor)
    ]
    return render(request, "births/returns.html", {"facilities": facilities, "registers": _names()})


@page(Permission.RETURNS_ENTER)
def monthly_return(request: DeskRequest, sender: int, register: str, month: str) -> HttpResponse:
    """One return: typed, saved, sent in."""
    facility, day = one(queries.own_senders(request.actor), pk=sender), month_of(month)
    if register not in RETURNS or day is None:
        raise Http404
    found = queries.return_of(request.actor, facility, register, day)
    if request.method != "POST":
        return _page(request, facility, register, day, found, _kept(found))
    entries = read_entries(register, request.POST.dict())
    if request.POST.get("do") == "zeros" and not entries.wrong:
        entries = entries.with_zeros(register)
    if entries.wrong or not _saved(request, facility, register, day, entries):
        return _page(request, facility, register, day, found, entries)
    if request.POST.get("do") != "send":
        done(request, "returns.saved")
        return redirect(request.path)
    return _sent(request, facility, register, day, entries)


def _saved(request: DeskRequest, facility: Sender, register: str, month: date, entries: Entries) -> bool:
    """Keep what was typed; a form that was sent in already keeps nothing more."""
    by = request.actor
    try:
        if queries.versions(by).filter(key=request.POST.get("key", "")).exists():
            return True
        begun = begin_return(
            by=by, sender=facility, area=facility.area, department=facility.department, register=register,
            month=month,
        )  # fmt: skip
        save_return(begun, by=by, amounts=entries.amounts, based_on=_based_on(request))
    except Refusal as refusal:
        messages.error(request, sentence(refusal, page_language()))
        return False
    return True


def _sent(
    request: DeskRequest, facility: Sender, register: str, month: date, entries: Entries
) -> HttpResponse:
    found = queries.return_of(request.actor, facility, register, month)
    if found is None:
        raise Http404
    given = request.POST.dict()
    reasons = {
        key.removeprefix("reason-"): str(said) for key, said in given.items() if key.startswith("reason-")
    }
    sent = Sent(entries.amounts, request.POST.get("key", "")[:32], _based_on(request), reasons)
    try:
        standing = send_return(found, by=request.actor, sent=sent)
    except Refusal as refusal:
        messages.error(request, sentence(refusal, page_language()))
        return _page(request, facility, register, month, found, entries, asked=True)
    done(request, "returns.sent", number=standing.number, batch=str(standing.batch_number))
    return redirect("births-returns")


def _page(
    request: DeskRequest, facility: Sender, register: str, month: date, found: MonthlyReturn | None,
    entries: Entries, *, asked: bool = False,
) -> HttpResponse:  # fmt: skip
    language = page_language()
    unsaved = found or MonthlyReturn(sender=facility, register=register, month=month)
    warnings: tuple[Warned, ...] = ()
    if asked or (found is not None and found.draft):
        warnings = warned(register, entries.amounts, queries.earlier_of(unsaved))
    context = {
        "facility": facility, "register": _names()[register], "month": month, "found": found,
        "grids": shown_grids(register, entries, language), "wrong": len(entries.wrong),
        "warnings": [
            (
                one.code, say(f"returns.warning.{one.code}", language, **one.facts),
                request.POST.get(f"reason-{one.code}", ""),
            )
            for one in warnings
        ],
        "reasons": list(Reason), "key": request.POST.get("key") or secrets.token_hex(16),
        "version": _based_on(request) if request.method == "POST" else found.version if found else 0,
        "versions": queries.versions(request.actor).filter(of=found) if found else (),
        "crumbs": [(reverse("births-returns"), _names()[register])],
    }  # fmt: skip
    return render(request, "births/return.html", context)


@page(Permission.RETURNS_ENTER)
def return_version(request: DeskRequest, pk: int) -> HttpResponse:
    """One version as it was sent in."""
    version = one(queries.versions(request.actor), pk=pk)
    of = version.of
    grids = shown_grids(of.register, Entries.of(version.amounts), page_language())
    reasons = [(code, version.reasons[code]) for code in CODES if code in version.reasons]
    context = {
        "version": version, "of": of, "register": _names()[of.register], "grids": grids, "reasons": reasons,
    }  # fmt: skip
    return render(request, "births/return_version.html", context)


def _kept(found: MonthlyReturn | None) -> Entries:
    """What a page opens with: the draft, else the version that stands, else nothing."""
    if found is None:
        return Entries({})
    if found.draft is not None:
        return Entries.of(found.draft)
    last = found.versions.regardless("the return was found in scope").first()
    return Entries.of(last.amounts if last else {})


def _based_on(request: DeskRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1


def _names() -> dict[str, str]:
    """The returns as a person calls them."""
    chinese = page_language() == "zh"
    return {name: register_of(name).zh if chinese else register_of(name).en for name in RETURNS}

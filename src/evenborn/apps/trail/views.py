"""Pages of the trail."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.anchors import Anchors
from evenborn.apps.audit.models import Entry
from evenborn.apps.audit.verification import verdict_sentences
from evenborn.apps.stores import Store
from evenborn.apps.trail import actions, exporting, queries
from evenborn.apps.trail.anchoring import anchors_file, flaw_sentences, kept_anchors
from evenborn.apps.trail.forms import FORMS, ExportForm, FilterForm
from evenborn.apps.trail.listed import entry_address, history_address, listed
from evenborn.apps.trail.naming import filters
from evenborn.apps.trail.sentences import Sentences
from evenborn.apps.trail.wanted import Wanted
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["entry", "export", "trail", "verify"]


@page(Permission.AUDIT_SEE)
@require_GET
def trail(request: DeskRequest) -> HttpResponse:
    """List the entries of a store that fit the filters; who looks is entered first."""
    form = FilterForm({"store": Store.OFFICE.label} | request.GET.dict())
    shown = None
    if form.is_valid():
        shown = listed(request, request.actor, form.wanted)
        actions.looked(request.actor, form.wanted, shown.page.number)
    kept = _kept(form) if shown and request.actor.may(Permission.AUDIT_EXPORT) else []
    return render(request, "trail/trail.html", {"form": form, "listing": shown, "kept": kept, "forms": FORMS})


@page(Permission.AUDIT_SEE)
@require_GET
def entry(request: DeskRequest, store: str, number: int) -> HttpResponse:
    """Show all of one entry, and the way to those beside it and to the history of its record."""
    where = _store(store)
    found = queries.entry(request.actor, where, number)
    actions.opened(request.actor, where, number)
    said = Sentences(page_language())
    said.prepare([found])
    beside = [n for n in (number - 1, number + 1) if 0 < n <= queries.last_number(request.actor, where)]
    context = {
        "entry": found, "store": where.label, "actor": said.actor(found), "what": said.what(found),
        "subject": said.subject(found), "area": said.area(found),
        "history": history_address(where, found.subject),
        "beside": [(n < number, n, entry_address(where, n)) for n in beside],
    }  # fmt: skip
    return render(request, "trail/entry.html", context)


@page(Permission.AUDIT_EXPORT)
@require_POST
def export(request: DeskRequest) -> HttpResponseBase:
    """Hand the entries over that fit, as CSV or as a workbook; who exports is entered first."""
    form = ExportForm(request.POST.dict())
    if not form.is_valid():
        messages.error(request, say("trail.cannot-export", page_language()))
        return redirect("trail")
    wanted, kind = form.wanted, form.cleaned_data["form"]
    rows, language = queries.entries(request.actor, wanted), page_language()
    count = rows.count()
    try:
        exporting.may_write(kind, count)
        actions.exported(request.actor, wanted, kind, count)
    except Refusal as refusal:
        messages.error(request, sentence(refusal, language))
        return redirect(f"{reverse('trail')}?store={wanted.store.label}&{wanted.filter}")
    return _file(wanted, rows, kind, language)


@page(Permission.AUDIT_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: DeskRequest) -> HttpResponse:
    """Show the last verification of each store; verify one, or all, against the anchors when told to."""
    if request.method != "POST":
        file = anchors_file()
        shown = {"stores": _verifications(request), "file": str(file), "anchored": file.exists()}
        return render(request, "trail/verify.html", shown)
    label = request.POST.get("store")
    stores = [_store(label)] if label else [*Store]
    anchors = _anchors(request)
    for store in stores:
        try:
            verdict = actions.verify(request.actor, store, anchors)
        except Refusal as refusal:
            messages.error(request, sentence(refusal, page_language()))
            continue
        level = messages.ERROR if verdict.broken else messages.SUCCESS
        messages.add_message(request, level, " ".join(verdict_sentences(store, verdict, page_language())))
    return redirect("trail-verify")


def _store(label: str) -> Store:
    for store in Store:
        if store.label == label:
            return store
    raise NotVisible


def _anchors(request: DeskRequest) -> Anchors | None:
    """Those to verify against; what is missing or wrong is said, and never keeps from verifying."""
    language = page_language()
    try:
        held = kept_anchors()
    except Refusal as refusal:
        messages.error(request, sentence(refusal, language))
        held = None
    if held is None:
        messages.warning(request, say("trail.held-against-none", language))
        return None
    for said in flaw_sentences(held, language):
        messages.error(request, said)
    return held


def _kept(form: FilterForm) -> list[tuple[str, str]]:
    """What the export form sends along."""
    return [(name, str(value)) for name, value in form.cleaned_data.items() if value not in (None, "")]


def _file(wanted: Wanted, rows: QuerySet[Entry], kind: str, language: Language) -> HttpResponseBase:
    name = f'attachment; filename="trail-{wanted.store.label}.{kind}"'
    if kind == "csv":
        pieces = exporting.lines(wanted.store, rows.iterator(chunk_size=2000), language)
        return StreamingHttpResponse(
            pieces, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
        )
    narrowed = filters([wanted.filter], language)[wanted.filter]
    book = exporting.book(wanted.store, rows, narrowed, language)
    return HttpResponse(book, content_type=exporting.WORKBOOK, headers={"Content-Disposition": name})


def _verifications(request: DeskRequest) -> list[dict[str, object]]:
    """Each store with its last verification in words."""
    found, said = queries.last_verifications(request.actor), Sentences(page_language())
    said.prepare([each.last for each in found if each.last])
    return [
        {
            "store": each.store.label, "entries": each.entries, "entry": each.last,
            "what": said.what(each.last) if each.last else "",
            "actor": said.actor(each.last) if each.last else "", "at": each.last.at if each.last else None,
        }
        for each in found
    ]  # fmt: skip

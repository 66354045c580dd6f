"""Pages of clerical review."""

from typing import Final

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.apps.intake.kept_files import short_name
from evenborn.apps.matching.reviewing import queries
from evenborn.apps.matching.reviewing.columns import REVIEWS
from evenborn.apps.matching.reviewing.files import judged_by_file, workbook
from evenborn.apps.matching.reviewing.forms import JudgedFile, JudgePairs
from evenborn.apps.vault.actions.reviews import answer_pair, opened_pairs
from evenborn.apps.vault.models import DifferenceSheet, ReviewedPair
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import Listing, listing
from evenborn.web.register_names import register_name

__all__ = ["download", "judge", "judge_by_file", "review", "reviews"]

REVIEW: Final = Permission.MATCHING_REVIEW
_AT_ONCE: Final = 20


@page(REVIEW)
def reviews(request: DeskRequest) -> HttpResponse:
    """Comparisons with pairs for one's own department."""
    shown = listing(request, queries.sheets(request.actor), REVIEWS, empty="matching.empty.reviews")
    return render(request, "matching/reviews.html", {"listing": shown})


@page(REVIEW)
def review(request: DeskRequest, pk: int) -> HttpResponse:
    """Pairs with the own record number, and of the other record only how alike it is."""
    found = one(queries.sheets(request.actor), pk=pk)
    return _shown(request, found, _form(request, found))


@page(REVIEW)
@require_POST
def judge(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep the answers of one page."""
    found = one(queries.sheets(request.actor), pk=pk)
    form = _form(request, found)
    if performed(form, lambda **_: _judged(request, form))[0]:
        done(request, "matching.done.answered")
        return redirect(f"{reverse('matching-review', args=[pk])}?{request.GET.urlencode()}")
    return _shown(request, found, form)


@page(REVIEW)
@require_POST
def judge_by_file(request: DeskRequest, pk: int) -> HttpResponse:
    """Read the answers out of a workbook that was filled in."""
    found, form = one(queries.sheets(request.actor), pk=pk), JudgedFile(request.POST, request.FILES)
    came, result = performed(
        form, lambda file: judged_by_file(found, file.chunks(), short_name(file.name), by=request.actor)
    )
    if came and result is not None:
        done(request, "matching.done.file-answered", changed=result.changed)
        return redirect("matching-review", pk)
    return _shown(request, found, _form(request, found, asked=False), form)


@page(REVIEW)
@require_POST
def download(request: DeskRequest, pk: int) -> HttpResponseBase:
    """All pairs as a workbook; it is entered as an export."""
    found = one(queries.sheets(request.actor), pk=pk)
    facts = {"number": str(found.run), "register": register_name(found.register)}
    name = say("matching.review.file", page_language(), **facts)
    made = workbook(found, by=request.actor)
    answer = FileResponse(made, as_attachment=True, filename=f"{name}.xlsx")
    answer["Cache-Control"] = "no-store"
    return answer


def _judged(request: DeskRequest, form: JudgePairs) -> None:
    for pair, answer in form.changed.items():
        answer_pair(pair, by=request.actor, answer=answer)


def _page_of(request: DeskRequest, found: DifferenceSheet) -> Listing[ReviewedPair]:
    rows = queries.pairs(request.actor, found)
    return listing(request, rows, [], empty="matching.empty.reviews", size=_AT_ONCE)


def _form(request: DeskRequest, found: DifferenceSheet, *, asked: bool = True) -> JudgePairs:
    """The pairs of a page; ``asked``: with the answers that the page sends."""
    shown = opened_pairs(found, by=request.actor, rows=list(_page_of(request, found).page))
    return JudgePairs(shown, *([request.POST] if asked and request.method == "POST" else []))


def _shown(
    request: DeskRequest, found: DifferenceSheet, form: JudgePairs, file_form: JudgedFile | None = None
) -> HttpResponse:
    others = sorted({register_name(one.pair.other) for one, *_ in form.lines()})
    context = {
        "sheet": found, "register": register_name(found.register), "listing": _page_of(request, found),
        "form": form, "file_form": file_form or JudgedFile(),
        "query": request.GET.urlencode(), "several": len(others) > 1, "other": "".join(others[:1]),
        "paper": "wide",
        "lines": [(one, register_name(one.pair.other), alike, entry) for one, alike, entry in form.lines()],
        "crumbs": [(reverse("matching-reviews"), say("place.matching-reviews", page_language()))],
    }  # fmt: skip
    return render(request, "matching/review.html", context)

"""Pages for everybody: the list of releases, one issue, its files, what the codes mean."""

from typing import Any, Final, get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from evenborn.apps.documents.download import Form, download
from evenborn.apps.documents.filenames import disposition
from evenborn.apps.documents.sheet_page import grid_table
from evenborn.apps.documents.table import draw_table
from evenborn.apps.figures.open_data import queries
from evenborn.apps.figures.open_data.files import COLUMNS, FORMS, SDMX_COLUMNS, in_form
from evenborn.apps.figures.open_data.opening import asked_language, open_page
from evenborn.apps.figures.releases.models import Release
from evenborn.apps.figures.releases.standing import standing_of
from evenborn.apps.figures.releases.statutory import statutory_table
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["dictionary", "issue", "issue_file", "releases", "table"]

PUBLIC: Final[dict[str, Form]] = {form: form for form in get_args(Form) if form in ("html", "xlsx")}
"""Forms that everybody may have made; PDF and Word take the server long, and a browser prints the page."""
CODES: Final = {
    "OBS_STATUS": ("A", "P", "N", "Q"), "CONF_STATUS": ("F", "C"), "SEX": ("M", "F", "_T", "_Z"),
    "INDICATOR": ("LIVE_BIRTHS", "SEX_RATIO_AT_BIRTH"), "BIRTH_ORDER": ("1", "2", "GE3", "_U", "_T"),
    "COMPLETE": ("yes", "no", "not-stated"),
}  # fmt: skip


@open_page
def releases(request: HttpRequest) -> HttpResponse:
    """Every table that was released, with all its issues."""
    shown = [
        {
            "last": rows[0],
            "counts": queries.latest(rows),
            "issues": rows,
            "register": register_name(rows[0].register),
        }
        for rows in queries.tables()
    ]
    return _page(request, "figures/open/releases.html", {"tables": shown})


@open_page
def dictionary(request: HttpRequest) -> HttpResponse:
    """What the columns and codes of the files mean."""
    codes = {
        column: [(code, f"open.code.{column}.{code}") for code in some] for column, some in CODES.items()
    }
    return _page(
        request, "figures/open/dictionary.html",
        {"columns": COLUMNS, "sdmx_columns": SDMX_COLUMNS, "codes": codes},
    )  # fmt: skip


@open_page
def table(request: HttpRequest, name: str) -> HttpResponse:
    """The issue of a table that counts."""
    found = queries.latest(queries.issues(name))
    if found is None:
        raise Http404
    return _issue(request, found)


@open_page
def issue(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One issue of a table, also one that was corrected since."""
    return _issue(request, _found(name, number))


@open_page
def issue_file(request: HttpRequest, name: str, number: int, form: str) -> HttpResponse:
    """An issue as a file; 410 where it was withdrawn."""
    found = _found(name, number)
    if form not in FORMS and form not in PUBLIC:
        raise Http404
    if getattr(found, "withdrawal", None):
        words = say("open.gone", page_language())
        return HttpResponse(words, status=410, content_type="text/plain; charset=utf-8")
    if form in FORMS:
        ending, kind = FORMS[form]
        content = in_form(found, form, page_language())
    else:
        made = download(statutory_table(found.read, standing_of(found)), PUBLIC[form], page_language())
        ending, kind, content = form, made.media_type, made.content
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = disposition(f"{found.name}-{found.number}.{ending}")
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{found.sha256[:32]}-{form}-{page_language()}"'
    return response


def _found(name: str, number: int) -> Release:
    found = queries.issue(name, number)
    if found is None:
        raise Http404
    return found


def _issue(request: HttpRequest, found: Release) -> HttpResponse:
    issues, standing = queries.issues(found.name), standing_of(found)
    sheet = draw_table(statutory_table(found.read, standing), page_language()).sheets[0]
    context = {
        "release": found, "standing": standing, "sheet": sheet, "issues": issues,
        "last": queries.latest(issues), "forms": [*FORMS, *PUBLIC], "paper": "wide",
    }  # fmt: skip
    if not standing.withdrawn:
        context["grid"] = grid_table(sheet.grid, "release-title", "release")
    return _page(request, "figures/open/issue.html", context)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page whose other language is one address away."""
    lang = asked_language(request)
    other = "zh" if lang == "en" else "en"
    return render(request, template, context | {"lang": lang, "other": other})

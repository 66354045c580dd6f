"""What was released, for programs; no token is asked for."""

from datetime import date
from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from ninja import Path as FromPath

from evenborn.apps.figures.open_data import queries
from evenborn.apps.figures.open_data.answers import answer, in_short
from evenborn.apps.figures.open_data.opening import kept_for, require_open
from evenborn.apps.figures.releases.models import Release

__all__ = ["router"]

router = Router(tags=["open data"], auth=None)

TableName = Annotated[str, Field(max_length=64, pattern=r"^[a-z_]+-[0-9]{2,12}-[a-z_]+$")]
IssueNumber = Annotated[int, Field(ge=1, le=32767)]


class Words(Schema):
    """Words in both languages."""

    en: str
    zh: str


class WithdrawnOn(Schema):
    """That an issue no longer counts."""

    on: date
    because: str
    explanation: str


class IssueInShort(Schema):
    """An issue in a list."""

    release: str
    issue: int
    released_on: date
    reason: str
    explanation: str
    sha256: str
    withdrawn: WithdrawnOn | None


class PeriodShown(Schema):
    """First and last day, and how it is written."""

    start: date
    end: date
    label: str


class NumberChanged(Schema):
    """A number before and after; null is withheld."""

    name: str
    before: float | None
    after: float | None


class LineChanged(Schema):
    """What changed in a line against the issue before."""

    row: str
    period: str
    numbers: list[NumberChanged]


class LineShown(Schema):
    """Births of a row and period; null is withheld, or too few births for a ratio."""

    row: str
    period: str
    male: int | None
    female: int | None
    births: int | None
    ratio: float | None
    lower: float | None
    upper: float | None
    complete: bool | None


class ContentsShown(Schema):
    """What an issue publishes; ratios are males per 100 females."""

    table: str
    area: str
    register_name: Annotated[str, Field(alias="register")]
    years: list[int]
    rows: list[str]
    names: dict[str, Words]
    lines: list[LineShown]
    batch: int
    as_of: str
    cut_off: str
    decimals: int
    confidence: float
    method: str
    form: Annotated[str, Field(alias="schema")]


class IssueShown(IssueInShort):
    """An issue, whole; ``contents`` is null where it was withdrawn."""

    form: Annotated[str, Field(alias="schema")]
    title: Words
    unit: Words
    source: Words
    period: PeriodShown
    changes: list[LineChanged]
    contents: ContentsShown | None


class Absent(Schema):
    """Why there is no answer."""

    code: str
    message: str


@router.get(
    "/releases", response={200: list[IssueInShort], 404: Absent}, summary="Every issue that was released"
)
def releases(request: HttpRequest, response: HttpResponse) -> list[dict[str, object]]:
    """By table, the last issue first."""
    require_open()
    kept_for(request, response)
    return [in_short(row) for rows in queries.tables() for row in rows]


@router.get(
    "/releases/{name}", response={200: IssueShown, 404: Absent, 422: Absent}, by_alias=True,
    summary="The issue of a table that counts",
)  # fmt: skip
def table(request: HttpRequest, response: HttpResponse, name: FromPath[TableName]) -> dict[str, object]:
    """The last one that was not withdrawn."""
    return _shown(request, response, queries.latest(queries.issues(name)))


@router.get(
    "/releases/{name}/{number}", response={200: IssueShown, 404: Absent, 422: Absent}, by_alias=True,
    summary="One issue of a table",
)  # fmt: skip
def issue(
    request: HttpRequest, response: HttpResponse, name: FromPath[TableName], number: FromPath[IssueNumber]
) -> dict[str, object]:
    """As it was released, also where it was corrected since."""
    return _shown(request, response, queries.issue(name, number))


def _shown(request: HttpRequest, response: HttpResponse, found: Release | None) -> dict[str, object]:
    require_open()
    if found is None:
        raise Http404
    kept_for(request, response)
    return answer(found)

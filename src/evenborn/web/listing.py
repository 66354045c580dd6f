"""A list of rows on a page: columns, fifty rows at a time, the number of all, words for no row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

__all__ = ["Cell", "Column", "Listing", "listing"]

R = TypeVar("R", bound=Model)
Kind = Literal["text", "count", "day", "moment", "code"]


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column.

    Attributes
    ----------
    title : str
        Key of its words.
    value : callable
        From a row to what its cell shows.
    kind : {"text", "count", "day", "moment", "code"}
        How the cell is written and aligned.
    link : callable, optional
        From a row to the address of the page about it.
    """

    title: str
    value: Callable[[R], Any]
    kind: Kind = "text"
    link: Callable[[R], str] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of the table."""

    value: Any
    kind: Kind
    link: str


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """What ``web/listing.html`` shows.

    Attributes
    ----------
    columns : sequence of Column
    page : Page
        The rows of this page and where it stands among the others.
    empty : str
        Key of the words for no row: why, and what to do next.
    query : str
        The filters of the address, kept when another page is opened.
    """

    columns: Sequence[Column[R]]
    page: Page[R]
    empty: str
    query: str

    @property
    def rows(self) -> list[list[Cell]]:
        """Cells of each row."""
        return [
            [Cell(c.value(row), c.kind, c.link(row) if c.link else "") for c in self.columns]
            for row in self.page
        ]


def listing(
    request: HttpRequest, rows: QuerySet[R], columns: Sequence[Column[R]], *, empty: str, size: int = 50
) -> Listing[R]:
    """Cut the page that the address asks for out of a query; a page out of range is the nearest one."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    return Listing(columns, page, empty, kept.urlencode())

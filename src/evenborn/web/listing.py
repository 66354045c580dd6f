"""A list of rows on a page: columns, sorting, a filter, so many rows at a time, words for no row.

All that the reader chose stands in the address, so that a list can be sent on, printed and gone back to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from django.core.paginator import Page
from django.db.models import F, OrderBy, QuerySet
from django.http import HttpRequest, QueryDict

from evenborn.web.area_names import names_of
from evenborn.web.cells import Cell, Kind
from evenborn.web.filters import Filter, Rows
from evenborn.web.language import page_language
from evenborn.web.paging import Pages

__all__ = ["Cell", "Column", "Heading", "Kind", "Listing", "Rows", "listing"]

R = TypeVar("R")

SIZES: Final = (50, 100, 200)
"""Rows at a time that a reader may choose beside the usual number of a list."""
LONGEST_ORDER: Final = 80


@dataclass(frozen=True)  # no slots: Column[Row](…) could not note its type
class Column(Generic[R]):
    """One column.

    Attributes
    ----------
    title : str
        Key of its words.
    value : callable
        From a row to what its cell shows.
    kind : {"text", "count", "day", "moment", "code", "status", "area", "do"}
        How the cell is written and aligned.
    link : callable, optional
        From a row to the address of the page about it.
    sort : str
        Field by which the heading sorts; without one it does not. Only such fields can be asked for.
    """

    title: str
    value: Callable[[R], Any]
    kind: Kind = "text"
    link: Callable[[R], str] | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: its words, the address that sorts by it, how the list is sorted now."""

    title: str
    kind: Kind
    address: str = ""
    order: str = ""


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
    address : QueryDict
        What the address says: filter, order, size, page.
    filter : Filter or None
        The form above the list.
    caption : str
        Key of the words over the table; may be empty.
    usual : int
        Rows at a time where the reader chose nothing.
    """

    columns: Sequence[Column[R]]
    page: Page[R]
    empty: str
    address: QueryDict = field(default_factory=QueryDict)
    filter: Filter | None = None
    caption: str = ""
    usual: int = 50

    @property
    def rows(self) -> list[list[Cell]]:
        """Cells of each row; the areas of all rows are asked for their names at once."""
        values = [[(column, column.value(row)) for column in self.columns] for row in self.page]
        codes = {str(value) for row in values for column, value in row if column.kind == "area" and value}
        names = names_of(codes, page_language())
        return [
            [
                Cell(value, c.kind, c.link(row) if c.link else "", names.get(str(value), ""))
                for c, value in cells
            ]
            for row, cells in zip(self.page, values, strict=True)
        ]

    @property
    def headings(self) -> list[Heading]:
        """What stands over the columns."""
        chosen = self.address.get("sort", "")
        return [self._heading(column, chosen) for column in self.columns]

    @property
    def previous(self) -> str:
        """Address of the page before."""
        return self.at(page=self.page.previous_page_number())

    @property
    def next(self) -> str:
        """Address of the page after."""
        return self.at(page=self.page.next_page_number())

    @property
    def numbers(self) -> Iterator[tuple[int, str]]:
        """Pages to go to, with their address; none for this page; 0 where some are left out."""
        pages = self.page.paginator
        if pages.num_pages > 1:
            for number in pages.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1):
                shown = number if isinstance(number, int) else 0
                yield shown, self.at(page=shown) if shown not in (0, self.page.number) else ""

    @property
    def sizes(self) -> list[tuple[int, str]]:
        """Numbers of rows at a time with their address; none where one page holds all."""
        choices = sorted({self.usual, *SIZES})
        if self.page.paginator.count <= choices[0]:
            return []
        now = self.page.paginator.per_page
        return [(size, "" if size == now else self.at(size=size, page=None)) for size in choices]

    @property
    def filtered(self) -> bool:
        """Whether the reader narrowed the list."""
        return self.filter is not None and any(self.address.get(name) for name in self.filter.fields)

    @property
    def unfiltered(self) -> str:
        """Address of the whole list."""
        return self.at(page=None, **dict.fromkeys(self.filter.fields if self.filter else ()))

    @property
    def kept_by_filter(self) -> list[tuple[str, str]]:
        """What the address says besides filter and page, for the form to send along."""
        own = {"page", *(self.filter.fields if self.filter else ())}
        return [(name, value) for name in self.address if name not in own
                for value in self.address.getlist(name)]  # fmt: skip

    def at(self, **changes: str | int | None) -> str:
        """Address of this list with something else chosen."""
        address = self.address.copy()
        for name, value in changes.items():
            address.pop(name, None)
            if value is not None:
                address[name] = str(value)
        return "?" + address.urlencode()

    def _heading(self, column: Column[R], chosen: str) -> Heading:
        if not column.sort or self.page.paginator.count < 2:
            return Heading(column.title, column.kind)
        rising, falling = chosen == column.sort, chosen == f"-{column.sort}"
        address = self.at(sort=f"-{column.sort}" if rising else column.sort, page=None)
        order = "ascending" if rising else "descending" if falling else ""
        return Heading(column.title, column.kind, address, order)


def listing(
    request: HttpRequest, rows: Rows, columns: Sequence[Column[R]], *, empty: str,
    size: int = 50, filter: type[Filter] | None = None, caption: str = "",  # noqa: A002 - the word of the page
    context: Mapping[str, Any] | None = None,
) -> Listing[R]:  # fmt: skip
    """Cut the page that the address asks for out of a query.

    Parameters
    ----------
    request : HttpRequest
    rows : QuerySet or sequence
        All that the reader may see, in the order of the list.
    columns : sequence of Column
    empty : str
        Key of the words for no row: why, and what to do next.
    size : int
        Rows at a time where the reader chose nothing.
    filter : type of Filter, optional
        Form that narrows the rows.
    caption : str
        Key of the words over the table.
    context : mapping, optional
        Keywords for the filter.

    Returns
    -------
    Listing
        A page out of range is the nearest one; an order or a size that is not offered counts as none.
    """
    form = filter(request.GET, **(context or {})) if filter else None
    narrowed = form.narrow(rows) if form else rows
    chosen = request.GET.get("size", "")
    fitting = {str(number): number for number in (size, *SIZES)}
    pages = Pages(_ordered(narrowed, columns, request.GET.get("sort", "")), fitting.get(chosen, size))
    page = pages.get_page(request.GET.get("page"))
    return Listing(columns, page, empty, request.GET, form, caption, size)


def _ordered(rows: Rows, columns: Sequence[Column[R]], chosen: str) -> Rows:
    """By the heading that was chosen, if there is such a one, then by the key, so that rows stay in place."""
    name, falling = chosen[:LONGEST_ORDER].removeprefix("-"), chosen.startswith("-")
    column = next((column for column in columns if column.sort and column.sort == name), None)
    if not isinstance(rows, QuerySet):
        return sorted(rows, key=column.value, reverse=falling) if column else rows
    if column:
        return rows.order_by(_by(rows, name, falling=falling), "-pk" if falling else "pk")
    return rows if rows.ordered else rows.order_by("pk")


def _by(rows: QuerySet[Any], name: str, *, falling: bool) -> str | OrderBy:
    """Order by a field, a blank one as the least: of their own accord databases differ in that.

    It is not said of a field that is never blank, for which an index may serve.
    """
    model: Any = rows.model
    *through, last = name.split("__")
    for step in through:
        model = model._meta.get_field(step).related_model
    if not model._meta.get_field(last).null:
        return f"-{name}" if falling else name
    return F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_first=True)

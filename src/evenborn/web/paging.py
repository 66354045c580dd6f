"""Pages far into a long list, quickly: keys first, from the nearer end, then only the rows of the page."""

import hashlib
from functools import cached_property
from typing import Any, Final

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

__all__ = ["Pages"]

NEAR: Final = 1_000
"""Up to so many rows are passed over whole; that costs less than asking twice."""
MANY: Final = 100_000
"""Of more rows than these the number is remembered: counting millions takes longer than all else."""
REMEMBERED: Final = 60
"""Seconds; rows that came meanwhile are seen, only not yet counted."""


class Pages(Paginator[Any]):
    """Django's paginator; of a long query it passes over keys instead of rows."""

    @cached_property
    def count(self) -> int:
        """Number of all rows; that of a very long list may be a minute old."""
        rows = self.object_list
        if not isinstance(rows, QuerySet) or not _whole(rows):
            return super().count
        try:
            name = _name(rows)
        except EmptyResultSet:  # no row can be what is asked for
            return 0
        known: int | None = cache.get(name)
        if known is not None:
            return known
        number = super().count
        if number > MANY:
            cache.set(name, number, REMEMBERED)
        return number

    def page(self, number: int | str) -> Page[Any]:
        """Return a page by its number."""
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        top = min(bottom + self.per_page, self.count)
        rows = self.object_list
        if bottom <= NEAR or not isinstance(rows, QuerySet) or not _whole(rows):
            return super().page(number)
        return Page(_rows(rows, _keys(rows, bottom, top, self.count)), number, self)


def _whole(rows: QuerySet[Any]) -> bool:
    """Whether it asks for all rows and for whole ones."""
    return not rows.query.is_sliced and not rows.query.values_select


def _name(rows: QuerySet[Any]) -> str:
    """A name for what a query asks, whose rows it may see included; it tells nothing of either."""
    asked = repr((rows.db, *rows.order_by().query.sql_with_params()))
    return "rows-" + hashlib.sha256(asked.encode()).hexdigest()


def _keys(rows: QuerySet[Any], bottom: int, top: int, count: int) -> list[Any]:
    keys = rows.values_list("pk", flat=True)
    if bottom <= count // 2:
        return list(keys[bottom:top])
    return list(keys.reverse()[count - top : count - bottom])[::-1]


def _rows(rows: QuerySet[Any], keys: list[Any]) -> list[Any]:
    """Those of the keys, in their order; one that went in the meantime is left out."""
    found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
    return [found[key] for key in keys if key in found]

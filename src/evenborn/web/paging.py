"""Pages far into a long list, quickly: keys first, from the nearer end, then only the rows of the page."""

from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

__all__ = ["Pages"]

NEAR: Final = 1_000
"""Up to so many rows are passed over whole; that costs less than asking twice."""


class Pages(Paginator[Any]):
    """Django's paginator; of a long query it passes over keys instead of rows."""

    def page(self, number: int | str) -> Page[Any]:
        """Return a page by its number."""
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        top = min(bottom + self.per_page, self.count)
        rows = self.object_list
        if (
            bottom <= NEAR
            or not isinstance(rows, QuerySet)
            or rows.query.is_sliced
            or rows.query.values_select
        ):
            return super().page(number)
        return Page(_rows(rows, _keys(rows, bottom, top, self.count)), number, self)


def _keys(rows: QuerySet[Any], bottom: int, top: int, count: int) -> list[Any]:
    keys = rows.values_list("pk", flat=True)
    if bottom <= count // 2:
        return list(keys[bottom:top])
    return list(keys.reverse()[count - top : count - bottom])[::-1]


def _rows(rows: QuerySet[Any], keys: list[Any]) -> list[Any]:
    """Those of the keys, in their order; one that went in the meantime is left out."""
    found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
    return [found[key] for key in keys if key in found]

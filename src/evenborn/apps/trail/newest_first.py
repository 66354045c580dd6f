"""Entries newest first; where nothing narrows them, a page is a range of numbers and none is counted past."""

from typing import Any

from django.db.models import QuerySet

from evenborn.apps.audit.models import Entry

__all__ = ["NewestFirst"]


class NewestFirst(QuerySet[Entry]):
    """The entries of a store; ``reaching`` is set where all up to that number are wanted.

    Numbers have no gap, so the rows of a page are known without walking over those before it.
    """

    reaching: int | None = None

    def count(self) -> int:
        """The number of the last one, or what is counted."""
        return super().count() if self.reaching is None else self.reaching

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - as Django's
        """The rows of a slice."""
        if self.reaching is None or not isinstance(place, slice):
            return super().__getitem__(place)
        first, end = place.start or 0, self.reaching if place.stop is None else place.stop
        rows = Entry.objects.using(self.db).filter(
            number__gt=self.reaching - end, number__lte=self.reaching - first
        )
        return rows.order_by("-number")

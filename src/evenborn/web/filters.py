"""The form above a list that narrows it: sent by GET, so that the address keeps what was chosen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

__all__ = ["Filter", "Rows"]

Rows = QuerySet[Any] | Sequence[Any]
"""A query; or rows that are few and lie in memory."""


class Filter(forms.Form):
    """A form of optional fields; each narrows the list where it is filled in.

    ``narrows`` says how: a lookup of Django such as ``"at__date__gte"``, or a function of rows and value.

    Examples
    --------
    >>> class OfEntries(Filter):
    ...     narrows = {"event": "event"}
    ...     event = forms.CharField(required=False)
    """

    narrows: ClassVar[Mapping[str, str | Callable[[Any, Any], Any]]] = {}
    use_required_attribute = False

    def narrow(self, rows: Rows) -> Rows:
        """Keep the rows that fit; none where an entry cannot be read, lest all pass for those that fit."""
        if not self.is_valid():
            return rows.none() if isinstance(rows, QuerySet) else rows[:0]
        for name, how in self.narrows.items():
            value = self.cleaned_data.get(name)
            if value is None or value in ("", [], ()):
                continue
            if callable(how):
                rows = how(rows, value)
            elif isinstance(rows, QuerySet):
                rows = rows.filter(**{how: value})
        return rows

"""The form above a list that narrows it: sent by GET, so that the address keeps what was chosen."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model, QuerySet

__all__ = ["Filter"]

R = TypeVar("R", bound=Model)


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

    def narrow(self, rows: QuerySet[R]) -> QuerySet[R]:
        """Keep the rows that fit; none where an entry cannot be read, lest all pass for those that fit."""
        if not self.is_valid():
            return rows.none()
        for name, how in self.narrows.items():
            value = self.cleaned_data.get(name)
            if value is None or value in ("", [], ()):
                continue
            rows = rows.filter(**{how: value}) if isinstance(how, str) else how(rows, value)
        return rows

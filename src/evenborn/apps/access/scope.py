"""Whose rows a person sees: the one place.

A model whose rows belong to an area has ``objects = ScopedRows("area")``. Its rows come out only through
``objects.visible_to(actor, permission)``, or ``objects.regardless(reason)`` where a reason is written
down; every other way raises :class:`~evenborn.apps.access.refused.Unscoped`.
"""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import NotVisible, Unscoped
from evenborn.apps.access.roles import Permission, Reach

__all__ = ["ScopedQuerySet", "ScopedRows", "one", "within"]

M = TypeVar("M", bound=models.Model)


def within(field: str, areas: tuple[str, ...]) -> Q:
    """Rows whose area code lies in any of the areas, as a range that an index serves.

    Examples
    --------
    >>> within("area", ("6207",))
    <Q: (AND: ('area__gte', '6207'), ('area__lt', '6208'))>
    >>> within("area", ())
    <Q: (AND: ('pk__in', []))>
    """
    condition = Q(pk__in=[])
    for number, code in enumerate(areas):
        one = Q(**{f"{field}__gte": code, f"{field}__lt": _after(code)}) if code else Q(pk__isnull=False)
        condition = one if number == 0 else condition | one
    return condition


def _after(code: str) -> str:
    """The least text that no code below this one reaches: the next character in the last place."""
    return code[:-1] + chr(ord(code[-1]) + 1)


def one(rows: models.QuerySet[M], **lookup: Any) -> M:
    """The one row of a scoped query, for a page about it.

    Raises
    ------
    NotVisible
        When it is not there, or not for this actor: the page answers 404 in both cases.
    """
    found = rows.filter(**lookup).first()
    if found is None:
        raise NotVisible
    return found


class ScopedQuerySet(models.QuerySet[M]):
    """A query that gives rows only after it was told for whom."""

    area_field: str = "area"
    scoped: bool = False

    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """Rows in the areas over which the actor holds the permission."""
        areas = actor.areas(permission)
        if permission.reach is Reach.OFFICE and areas:
            areas = ("",)
        return self.filter(within(self.area_field, areas))._released()

    def regardless(self, reason: str) -> Self:
        """All rows, for work that no person's scope bounds; the reason is for the reader of the code."""
        if not reason:
            raise Unscoped("A query regardless of scope needs its reason.")
        return self.all()._released()

    def _released(self) -> Self:
        self.scoped = True
        return self

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.scoped, clone.area_field = self.scoped, self.area_field
        return clone

    def _require_scope(self) -> None:
        if not self.scoped:
            raise Unscoped(
                f"{self.model.__name__}.objects was asked for rows without visible_to(actor, permission)."
            )

    def _fetch_all(self) -> None:
        self._require_scope()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Any:
        """Rows one by one, as Django's."""
        self._require_scope()
        return super().iterator(chunk_size=chunk_size)

    def count(self) -> int:
        """Count rows, as Django's."""
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        """Whether there is a row, as Django's."""
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Sums and the like, as Django's."""
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Change rows, as Django's."""
        self._require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows, as Django's."""
        self._require_scope()
        return super().delete()


class ScopedRows(models.Manager[M]):
    """The manager of a model whose rows belong to an area.

    Parameters
    ----------
    area_field : str
        Field with the code of the area, also through a relation: ``"department__area"``.
    """

    use_in_migrations = False

    def __init__(self, area_field: str = "area") -> None:
        super().__init__()
        self.area_field = area_field

    def get_queryset(self) -> ScopedQuerySet[M]:
        """A query that is not scoped yet."""
        rows: ScopedQuerySet[M] = ScopedQuerySet(
            self.model, using=self._db, hints=getattr(self, "_hints", None)
        )
        rows.area_field = self.area_field
        return rows

    def visible_to(self, actor: Actor, permission: Permission) -> ScopedQuerySet[M]:
        """Rows in the areas over which the actor holds the permission."""
        return self.get_queryset().visible_to(actor, permission)

    def regardless(self, reason: str) -> ScopedQuerySet[M]:
        """All rows, with the reason why no scope bounds them."""
        return self.get_queryset().regardless(reason)

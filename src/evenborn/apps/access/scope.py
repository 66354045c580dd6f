"""Whose rows a person sees: the one place.

A model whose rows belong to an area has ``objects = ScopedRows("area")``. Its rows come out only through
``objects.visible_to(actor, permission)``, or ``objects.regardless(reason)`` where a reason is written
down; every other way raises :class:`~evenborn.apps.access.refused.Unscoped`.

What this cannot see: ``Model._base_manager``, which only ``@action`` uses, and ``select_related`` or a filter
of another model that reaches over to this one. A test of the house holds both.
"""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.sql import Query

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import NotVisible, Unscoped
from evenborn.apps.access.roles import Permission, Reach

__all__ = ["ScopedQuery", "ScopedQuerySet", "ScopedRows", "one", "within"]

M = TypeVar("M", bound=models.Model)


def within(field: str, areas: tuple[str, ...]) -> Q:
    """Rows whose area code lies in any of the areas, as a range that an index serves.

    Examples
    --------
    >>> within("area", ("6207",))
    <Q: (AND: ('area__gte', '6207'), ('area__lt', '6208'))>
    >>> within("area", ("6209", "99"))
    <Q: (OR: (AND: ('area__gte', '6209'), ('area__lt', '621')), ('area__gte', '99'))>
    >>> within("area", ())
    <Q: (AND: ('pk__in', []))>
    """
    condition = Q(pk__in=[])
    for number, code in enumerate(areas):
        one = _inside(field, code) if code else Q(pk__isnull=False)
        condition = one if number == 0 else condition | one
    return condition


def _of_departments(area: str, department: str, held: tuple[tuple[str, int | None], ...]) -> Q:
    """Rows of the departments for which somebody acts, each within the area of the appointment."""
    condition = Q(pk__in=[])
    for code, whose in held:
        if whose is None:
            condition |= within(area, (code,))
        elif department:
            condition |= within(area, (code,)) & Q(**{department: whose})
    return condition


def _inside(field: str, code: str) -> Q:
    """From the code up to the next one of digits that is greater than all below it; none after ``99``.

    Digits only: how a database orders other signs depends on its collation.
    """
    stem = code.rstrip("9")
    above = Q(**{f"{field}__lt": stem[:-1] + str(int(stem[-1]) + 1)}) if stem else Q()
    return Q(**{f"{field}__gte": code}) & above


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


class ScopedQuery(Query):
    """A query that is not turned into SQL before it was told for whom, wherever it stands.

    All ways to SQL meet here: rows, values, counts, subqueries, the parts of a union.
    """

    scoped: bool = False

    def require_scope(self) -> None:
        """Stop where nobody has said whose rows are asked for.

        Raises
        ------
        Unscoped
        """
        if not self.scoped:
            name = getattr(self.model, "__name__", "")
            raise Unscoped(f"{name} was asked for without visible_to(actor, permission).")

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """As Django’s, once the query is scoped."""
        self.require_scope()
        return super().get_compiler(*args, **kwargs)

    def combine(self, rhs: Query, connector: str) -> None:
        """As Django’s; ``scoped | unscoped`` would hand on the scope of the first to rows of the second."""
        if isinstance(rhs, ScopedQuery):
            rhs.require_scope()
        super().combine(rhs, connector)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that come out only after the query was told for whom."""

    area_field: str = "area"
    department_field: str = ""
    shown: Q = Q()

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query or ScopedQuery(model), using, hints)

    def visible_to(self, actor: Actor, permission: Permission, own: Permission | None = None) -> Self:
        """Rows over which the actor holds the permission, or the one over the own department."""
        whose = self._reached(actor, permission)
        if own is not None and actor.may(own):
            whose |= self._reached(actor, own)
        return self.filter(self.shown, whose)._released()

    def _reached(self, actor: Actor, permission: Permission) -> Q:
        if permission.reach is Reach.DEPARTMENT:
            held = actor.departments(permission)
            return _of_departments(self.area_field, self.department_field, held)
        areas = actor.areas(permission)
        if permission.reach is Reach.OFFICE and areas:
            areas = ("",)
        return within(self.area_field, areas)

    def regardless(self, reason: str) -> Self:
        """All rows, for work that no person's scope bounds; the reason is for the reader of the code."""
        if not reason:
            raise Unscoped("A query regardless of scope needs its reason.")
        return self.all()._released()

    def _released(self) -> Self:
        self.query.scoped = True  # type: ignore[attr-defined]
        return self

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.area_field, clone.department_field = self.area_field, self.department_field
        clone.shown = self.shown
        return clone

    def _require_scope(self) -> None:
        self.query.require_scope()  # type: ignore[attr-defined]

    # Django makes a query of another class of these before it writes, so they ask for themselves.

    def update(self, **kwargs: Any) -> int:
        """Change rows, as Django's."""
        self._require_scope()
        return super().update(**kwargs)

    def _update(self, values: Any) -> int:
        self._require_scope()
        return super()._update(values)  # type: ignore[misc, no-any-return]

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows, as Django's."""
        self._require_scope()
        return super().delete()

    def _raw_delete(self, using: Any) -> int:
        self._require_scope()
        return super()._raw_delete(using)

    def raw(self, *_args: Any, **_kwargs: Any) -> Any:
        """Never: SQL that is written out cannot be scoped."""
        raise Unscoped(f"{self.model.__name__} was asked for by SQL that is written out.")


class ScopedRows(models.Manager[M]):
    """The manager of a model whose rows belong to an area.

    Parameters
    ----------
    area_field : str
        Field with the code of the area, also through a relation: ``"department__area"``.
    department_field : str, optional
        Field with the key of the department that a row belongs to; without it no permission of
        :attr:`~evenborn.apps.access.roles.Reach.DEPARTMENT` shows a row.
    shown : Q, optional
        What else must hold of a row that anybody sees, such as that its import is complete.
    """

    use_in_migrations = False

    def __init__(self, area_field: str = "area", department_field: str = "", shown: Q | None = None) -> None:
        super().__init__()
        self.area_field, self.department_field, self.shown = area_field, department_field, shown or Q()

    def get_queryset(self) -> ScopedQuerySet[M]:
        """A query that is not scoped yet."""
        rows: ScopedQuerySet[M] = ScopedQuerySet(
            self.model, using=self._db, hints=getattr(self, "_hints", None)
        )
        # A manager of related rows is made without our argument; the model's own knows the field.
        own = self.model._default_manager
        rows.area_field = getattr(own, "area_field", self.area_field)
        rows.department_field = getattr(own, "department_field", self.department_field)
        rows.shown = getattr(own, "shown", self.shown)
        return rows

    def visible_to(
        self, actor: Actor, permission: Permission, own: Permission | None = None
    ) -> ScopedQuerySet[M]:
        """Rows over which the actor holds the permission, or the one over the own department."""
        return self.get_queryset().visible_to(actor, permission, own)

    def regardless(self, reason: str) -> ScopedQuerySet[M]:
        """All rows, with the reason why no scope bounds them."""
        return self.get_queryset().regardless(reason)

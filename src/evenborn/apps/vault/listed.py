"""The long list of sealed records, newest first, without sorting millions of them.

Records of one area stand in the index in the order of the list. Those of a wide scope do not: SQLite would
collect them all and sort. There the list follows the table from its end and leaves out what is elsewhere.
"""

from typing import Any, Final

from django.db.models import CharField, QuerySet, Transform

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import ScopedQuerySet, within
from evenborn.apps.vault.models import SealedRecord

__all__ = ["listed_records"]

MANY: Final = 50_000
"""So many records are sorted in the time of a glance; beyond, the table's own order is followed."""
_EDGES: Final = "which areas lie within the actor's scope; no record comes out"


@CharField.register_lookup
class Unindexed(Transform):
    """A field by which SQLite shall not search: a plus before it says so, and changes nothing."""

    lookup_name = "unindexed"
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:  # noqa: ANN401 - Django's own
        """As elsewhere, with a plus."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def listed_records(by: Actor, permission: Permission) -> QuerySet[SealedRecord]:
    """Records that the actor may see, newest first, in the way that is quick for their number."""
    inside = within("area", by.areas(permission))
    edges = SealedRecord.objects.regardless(_EDGES).filter(inside).order_by().values_list("area", flat=True)
    first, last = edges.order_by("area").first(), edges.order_by("-area").first()
    if first == last:
        rows = SealedRecord.objects.visible_to(by, permission)
        return rows if first is None else rows.filter(area=first)
    if edges[: MANY + 1].count() <= MANY:
        return SealedRecord.objects.visible_to(by, permission)
    wide: ScopedQuerySet[SealedRecord] = SealedRecord.objects.get_queryset()
    wide.area_field = "area__unindexed"
    return wide.visible_to(by, permission)

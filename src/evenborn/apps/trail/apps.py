"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import EVERY_STORE

_COMMON = "evenborn.apps.trail.common_names"


class TrailConfig(AppConfig):
    """Pages over the trail of each store; no table."""

    name = "evenborn.apps.trail"
    label = "trail"
    store: ClassVar[str] = EVERY_STORE
    places: ClassVar[tuple[Place, ...]] = (
        Place("trail", Permission.AUDIT_SEE),
        Place("trail-verify", Permission.AUDIT_VERIFY),
    )
    names: ClassVar[Mapping[str, str]] = {
        "trail.look.filter": "evenborn.apps.trail.naming.filters",
        "trail.export.filter": "evenborn.apps.trail.naming.filters",
        "trail.find-broken.kind": "evenborn.apps.trail.naming.kinds_of_break",
        "area": "evenborn.apps.trail.naming.areas",
        "entry": "evenborn.apps.trail.naming.entries",
        "register": f"{_COMMON}.registers",
        "registers": f"{_COMMON}.registers",
        "month": f"{_COMMON}.months",
        # Months that their events call otherwise.
        "births.expect-return.since": f"{_COMMON}.months",
        "births.end-owed.until": f"{_COMMON}.months",
        "form": f"{_COMMON}.forms",
        "language": f"{_COMMON}.languages",
    }

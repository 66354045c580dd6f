"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import EVERY_STORE

_FACTS = "evenborn.apps.trail.fact_names"


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
        "register": f"{_FACTS}.registers",
        "registers": f"{_FACTS}.registers",
        "month": f"{_FACTS}.months",
        # Months that their events call otherwise.
        "births.expect-return.since": f"{_FACTS}.months",
        "births.end-owed.until": f"{_FACTS}.months",
        "form": f"{_FACTS}.forms",
        "language": f"{_FACTS}.languages",
    }

"""How Django knows the app."""

from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store


class BirthsConfig(AppConfig):
    """Counts of births and returns, in the statistics store."""

    name = "evenborn.apps.births"
    label = "births"
    store: ClassVar[Store] = Store.STATISTICS
    places: ClassVar[tuple[Place, ...]] = (Place("births-returns", Permission.RETURNS_ENTER),)
    takes_in: ClassVar[tuple[str, ...]] = ("evenborn.apps.births.taking.count",)

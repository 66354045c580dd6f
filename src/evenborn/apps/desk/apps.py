"""How Django knows the app."""

from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store


class DeskConfig(AppConfig):
    """The front page; no table."""

    name = "evenborn.apps.desk"
    label = "desk"
    places: ClassVar[tuple[Place, ...]] = (Place("desk", Permission.DESK_SEE, front=True),)
    store: ClassVar[Store] = Store.OFFICE

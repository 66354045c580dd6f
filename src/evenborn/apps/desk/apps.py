"""How Django knows the app."""

from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.stores import Store


class DeskConfig(AppConfig):
    """The front page; no table."""

    name = "evenborn.apps.desk"
    label = "desk"
    store: ClassVar[Store] = Store.OFFICE

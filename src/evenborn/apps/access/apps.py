"""How Django knows the app."""

from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.stores import Store


class AccessConfig(AppConfig):
    """Officers, departments, appointments."""

    name = "evenborn.apps.access"
    label = "access"
    store: ClassVar[Store] = Store.OFFICE

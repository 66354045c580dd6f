"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store


class AccessConfig(AppConfig):
    """Officers, departments, appointments."""

    name = "evenborn.apps.access"
    label = "access"
    store: ClassVar[Store] = Store.OFFICE
    places: ClassVar[tuple[Place, ...]] = (
        Place("officers", Permission.OFFICERS_SEE),
        Place("departments", Permission.OFFICERS_SEE),
        Place("appointments", Permission.OFFICERS_SEE),
        Place("locks", Permission.LOCK_RELEASE),
        Place("tokens", Permission.TOKENS_MANAGE),
        Place("roles", Permission.ROLES_SEE, aside=True),
        Place("own-account", Permission.ACCOUNT_KEEP, aside=True),
    )
    names: ClassVar[Mapping[str, str]] = {
        "officer": "evenborn.apps.access.naming.officers",
        "department": "evenborn.apps.access.naming.departments",
        "appointment": "evenborn.apps.access.naming.appointments",
        "programtoken": "evenborn.apps.access.naming.tokens",
        "role": "evenborn.apps.access.naming.roles",
        "access.add-department.kind": "evenborn.apps.access.naming.kinds",
    }

"""How Django knows the app."""

from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.stores import EVERY_STORE


class AuditConfig(AppConfig):
    """The audit trail, in each store."""

    name = "evenborn.apps.audit"
    label = "audit"
    store: ClassVar[str] = EVERY_STORE

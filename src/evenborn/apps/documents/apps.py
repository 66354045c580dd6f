"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store


class DocumentsConfig(AppConfig):
    """Documents to print; no table."""

    name = "evenborn.apps.documents"
    label = "documents"
    store: ClassVar[Store] = Store.OFFICE
    names: ClassVar[Mapping[str, str]] = {"documents.print.table": "evenborn.apps.documents.naming.tables"}
    places: ClassVar[tuple[Place, ...]] = (Place("printing", Permission.DESK_SEE, aside=True),)

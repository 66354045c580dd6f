"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store
from evenborn.web import area_names


class AreasConfig(AppConfig):
    """The tree of areas."""

    name = "evenborn.apps.areas"
    label = "areas"
    store: ClassVar[Store] = Store.OFFICE
    places: ClassVar[tuple[Place, ...]] = (Place("areas", Permission.AREAS_SEE),)
    names: ClassVar[Mapping[str, str]] = {"area": "evenborn.apps.areas.naming.areas"}

    def ready(self) -> None:
        """Let all pages, those of lower apps too, say the names of areas and look codes up in the tree."""
        from evenborn.apps.areas.directory import Tree  # noqa: PLC0415 -- models come after the apps

        area_names.use(Tree())

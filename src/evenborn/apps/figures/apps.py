"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store


class FiguresConfig(AppConfig):
    """Sums of births by area and period, in the statistics store."""

    name = "evenborn.apps.figures"
    label = "figures"
    store: ClassVar[Store] = Store.STATISTICS
    places: ClassVar[tuple[Place, ...]] = (Place("figures", Permission.FIGURES_SEE),)
    names: ClassVar[Mapping[str, str]] = {"target": "evenborn.apps.figures.targets.naming.targets"}
    regularly: ClassVar[tuple[str, ...]] = ("evenborn.apps.figures.tasks.refresh_soon",)

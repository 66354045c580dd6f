"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.owed import Owed
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store

_VERBS = ("prepare-release", "release-issue", "refuse-release", "withdraw-release", "print-release")


class FiguresConfig(AppConfig):
    """Sums of births by area and period, in the statistics store."""

    name = "evenborn.apps.figures"
    label = "figures"
    store: ClassVar[Store] = Store.STATISTICS
    places: ClassVar[tuple[Place, ...]] = (
        Place("figures", Permission.FIGURES_SEE),
        Place("figures-releases", Permission.FIGURES_PREPARE, own=Permission.FIGURES_APPROVE, aside=True),
    )
    owes: ClassVar[tuple[Owed, ...]] = (
        Owed(
            "releases", Permission.FIGURES_APPROVE, "evenborn.apps.figures.releases.owed.to_approve",
            "figures-releases",
        ),
    )  # fmt: skip
    names: ClassVar[Mapping[str, str]] = {
        "target": "evenborn.apps.figures.targets.naming.targets",
        "release": "evenborn.apps.figures.releases.naming.releases",
        **dict.fromkeys(
            (f"figures.{verb}.table" for verb in _VERBS), "evenborn.apps.figures.releases.naming.tables"
        ),
        **dict.fromkeys(
            (f"figures.{verb}.register" for verb in _VERBS), "evenborn.apps.intake.naming.registers"
        ),
        "figures.prepare-release.reason": "evenborn.apps.figures.releases.naming.reasons",
        "figures.withdraw-release.because": "evenborn.apps.figures.releases.naming.why_withdrawn",
    }
    regularly: ClassVar[tuple[str, ...]] = ("evenborn.apps.figures.tasks.refresh_soon",)

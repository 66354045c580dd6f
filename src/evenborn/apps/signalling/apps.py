"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.owed import Owed
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store

_NAMING = "evenborn.apps.signalling.naming"
_OWED = "evenborn.apps.signalling.owed"


class SignallingConfig(AppConfig):
    """Signals of facilities and contests, in the statistics store: counts and scores."""

    name = "evenborn.apps.signalling"
    label = "signalling"
    store: ClassVar[Store] = Store.STATISTICS
    names: ClassVar[Mapping[str, str]] = {
        "facilitysignal": f"{_NAMING}.signals",
        "facilitycontest": f"{_NAMING}.contests",
        "signalling.contest-signal.kind": f"{_NAMING}.kinds",
        "signalling.contest-signal.ground": f"{_NAMING}.grounds",
        "signalling.answer-contest.kind": f"{_NAMING}.kinds",
        "signalling.answer-contest.answer": f"{_NAMING}.answers",
    }
    places: ClassVar[tuple[Place, ...]] = (
        Place("signalling-signals", Permission.SIGNALS_SEE, own=Permission.SIGNALS_CONTEST),
    )
    owes: ClassVar[tuple[Owed, ...]] = (
        Owed("contests", Permission.SIGNALS_DECIDE, f"{_OWED}.to_answer", "signalling-contests"),
        Owed("signals-new", Permission.SIGNALS_DECIDE, f"{_OWED}.newly_listed", "signalling-signals"),
        Owed("signals", Permission.SIGNALS_CONTEST, f"{_OWED}.about_own", "signalling-signals"),
    )
    regularly: ClassVar[tuple[str, ...]] = ("evenborn.apps.signalling.tasks.assess_soon",)
    counts_anew: ClassVar[tuple[str, ...]] = ("evenborn.apps.signalling.births.counter",)

"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.owed import Owed
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store

_NAMING = "evenborn.apps.matching.naming"
_OWED = "evenborn.apps.matching.owed"


class MatchingConfig(AppConfig):
    """Comparisons and what they counted, in the statistics store."""

    name = "evenborn.apps.matching"
    label = "matching"
    store: ClassVar[Store] = Store.STATISTICS
    names: ClassVar[Mapping[str, str]] = {
        "run": f"{_NAMING}.runs",
        "runregister": f"{_NAMING}.parts",
        "matching.begin-run.purpose": f"{_NAMING}.purposes",
        "matching.keep-deposit.register": f"{_NAMING}.registers",
        "matching.raise-depositor.register": f"{_NAMING}.registers",
        "matching.remind-depositor.register": f"{_NAMING}.registers",
        "matching.take-back-deposit.register": f"{_NAMING}.registers",
    }
    places: ClassVar[tuple[Place, ...]] = (
        Place("matching-runs", Permission.MATCHING_SEE),
        Place("matching-late", Permission.MATCHING_RUN),
        Place("matching-raised", Permission.MATCHING_OVERSEE),
        Place("matching-asked", Permission.MATCHING_DEPOSIT),
        Place("matching-sheets", Permission.MATCHING_ANSWER),
    )
    owes: ClassVar[tuple[Owed, ...]] = (
        Owed("late-deposits", Permission.MATCHING_DEPOSIT, f"{_OWED}.deposits_late", "matching-asked"),
        Owed("late-differences", Permission.MATCHING_ANSWER, f"{_OWED}.late", "matching-sheets"),
        Owed(
            "deposits",
            Permission.MATCHING_DEPOSIT,
            f"{_OWED}.to_deposit",
            "matching-asked",
            f"{_OWED}.deposit_due",
        ),
        Owed("late-depositors", Permission.MATCHING_RUN, f"{_OWED}.late_depositors", "matching-late"),
        Owed("comparisons", Permission.MATCHING_RUN, f"{_OWED}.to_start", "matching-runs"),
        Owed("late-owners", Permission.MATCHING_RUN, f"{_OWED}.late_owners", "matching-late"),
        Owed(
            "differences",
            Permission.MATCHING_ANSWER,
            f"{_OWED}.to_answer",
            "matching-sheets",
            f"{_OWED}.answer_due",
        ),
        Owed("pairs", Permission.MATCHING_REVIEW, f"{_OWED}.to_review", "matching-reviews"),
        Owed("raised", Permission.MATCHING_OVERSEE, f"{_OWED}.raised", "matching-raised"),
    )
    regularly: ClassVar[tuple[str, ...]] = (
        "evenborn.apps.matching.tasks.tidy",
        "evenborn.apps.matching.escalating.escalate",
    )

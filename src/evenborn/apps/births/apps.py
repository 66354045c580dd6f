"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.owed import Owed
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.batches.buttons import BatchButton
from evenborn.apps.stores import Store

_OWED = "evenborn.apps.births.calendar.owed"


class BirthsConfig(AppConfig):
    """Counts of births and returns, in the statistics store."""

    name = "evenborn.apps.births"
    label = "births"
    store: ClassVar[Store] = Store.STATISTICS
    names: ClassVar[Mapping[str, str]] = {
        kind: f"evenborn.apps.births.naming.{function}"
        for kind, function in {
            "monthlyreturn": "returns",
            "expectedreturn": "owed",
            "letter": "letters",
            "facilitytable": "facility_tables",
            "births.state-reason.reason": "late_reasons",
            "intake.enter-batch.entry": "entry_kinds",
            "intake.enter-batch.entry_reason": "entry_reasons",
            "vault.open-for-correction.reason": "entry_reasons",
            "births.write-letter.kind": "kinds",
        }.items()
    }
    places: ClassVar[tuple[Place, ...]] = (
        Place("births-enter", Permission.BIRTHS_ENTER),
        Place("births-entries", Permission.BIRTHS_ENTER),
        Place("births-book", Permission.BIRTHS_BOOK),
        Place("births-lateness", Permission.BIRTHS_SEE),
        Place("births-returns", Permission.RETURNS_ENTER),
        Place("births-own-calendar", Permission.OWN_INTAKE),
        Place("births-calendar", Permission.INTAKE_SEE),
        Place("births-reminders", Permission.INTAKE_REMIND),
        Place("births-taken", Permission.BIRTHS_SEE),
        Place("births-counted", Permission.BIRTHS_SEE),
    )
    owes: ClassVar[tuple[Owed, ...]] = (
        Owed("drafts", Permission.BIRTHS_ENTER, "evenborn.apps.births.entry.owed.drafts", "births-entries"),
        Owed("entries", Permission.BIRTHS_ENTER, "evenborn.apps.births.entry.owed.waiting", "births-entries"),
        Owed("reminded", Permission.OWN_INTAKE, f"{_OWED}.reminded", "births-own-calendar"),
        Owed("missing", Permission.INTAKE_REMIND, f"{_OWED}.missing", "births-reminders"),
        Owed("risen", Permission.INTAKE_REMIND, f"{_OWED}.risen", "births-risen"),
    )
    regularly: ClassVar[tuple[str, ...]] = (
        "evenborn.apps.births.entry.regular.tidy", "evenborn.apps.births.tasks.refresh_soon",
    )  # fmt: skip
    batch_buttons: ClassVar[tuple[BatchButton, ...]] = (
        BatchButton("births-batch-letter", Permission.INTAKE_REMIND, "letters.write"),
    )
    takes_in: ClassVar[tuple[str, ...]] = ("evenborn.apps.births.taking.count",)

"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.owed import Owed
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.kept_files import first_files_key
from evenborn.apps.key_makers import KeyMaker
from evenborn.apps.stores import Store


class IntakeConfig(AppConfig):
    """Senders and their batches, in the statistics store: where the final marker of an import is set."""

    name = "evenborn.apps.intake"
    label = "intake"
    store: ClassVar[Store] = Store.STATISTICS
    names: ClassVar[Mapping[str, str]] = {
        "batch": "evenborn.apps.intake.naming.batches",
        "sender": "evenborn.apps.intake.naming.senders",
        "intake.receive-batch.way": "evenborn.apps.intake.naming.ways",
        "intake.take-return.way": "evenborn.apps.intake.naming.ways",
        "facility": "evenborn.apps.intake.naming.facilities",
        "intake.keep-table.table": "evenborn.apps.intake.naming.tables",
        "intake.keep-problem.code": "evenborn.apps.intake.naming.problems",
        "intake.keep-refusal.code": "evenborn.apps.intake.naming.problems",
        "intake.ask-withdrawal.reason": "evenborn.apps.intake.naming.reasons",
        "intake.add-sender.kind": "evenborn.apps.intake.naming.kinds",
        "intake.refuse-batch.because": "evenborn.apps.intake.naming.reasons",
        "intake.withdraw-batch.because": "evenborn.apps.intake.naming.reasons",
        "intake.ask-to-withdraw.because": "evenborn.apps.intake.naming.reasons",
    }
    key_makers = (KeyMaker("intake-files", first_files_key),)
    places: ClassVar[tuple[Place, ...]] = (
        Place("intake-batches", Permission.INTAKE_SEE, own=Permission.OWN_INTAKE),
        Place("intake-senders", Permission.INTAKE_SENDERS),
    )
    owes: ClassVar[tuple[Owed, ...]] = (
        Owed("batches", Permission.INTAKE_DECIDE, "evenborn.apps.intake.owed.to_decide", "intake-to-decide"),
    )

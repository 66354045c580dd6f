"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
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
        "intake.receive-batch.register": "evenborn.apps.intake.naming.registers",
        "intake.receive-batch.way": "evenborn.apps.intake.naming.ways",
    }
    key_makers = (KeyMaker("intake-files", first_files_key),)
    places: ClassVar[tuple[Place, ...]] = ()

"""How Django knows the app."""

from collections.abc import Mapping
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.owed import Owed
from evenborn.apps.access.roles import Permission
from evenborn.apps.key_makers import KeyMaker
from evenborn.apps.stores import Store
from evenborn.apps.vault.keyring import first_key
from evenborn.apps.vault.record_index import first_index_key

_OWED = "evenborn.apps.vault.owed"


class VaultConfig(AppConfig):
    """Sealed records of births, in a store of their own."""

    name = "evenborn.apps.vault"
    label = "vault"
    store: ClassVar[Store] = Store.VAULT
    key_makers = (KeyMaker("vault", first_key), KeyMaker("vault-index", first_index_key))
    names: ClassVar[Mapping[str, str]] = {
        kind: f"evenborn.apps.vault.naming.{function}"
        for kind, function in {
            "sealedrecord": "records",
            "opening": "openings",
            "personrequest": "requests",
            "legalhold": "holds",
            "deletionproof": "proofs",
            "import": "imports",
            "draft": "drafts",
            "differencesheet": "sheets",
            "vault.count-anew.purpose": "purposes",
            "vault.correct-record.fields": "fields",
            "vault.answer-pair.answer": "answers",
            "vault.request-opening.reason": "reasons",
            "vault.approve-opening.expires_at": "moments",
            "vault.receive-request.kind": "kinds",
            "vault.receive-request.about": "whose",
            "vault.answer-request.outcome": "outcomes",
            "vault.set-hold.basis": "bases",
            "vault.lift-hold.basis": "bases",
        }.items()
    }
    places = (
        Place("vault-records", Permission.VAULT_SEE),
        Place("vault-openings", Permission.VAULT_SEE),
        Place("vault-requests", Permission.VAULT_SEE),
        Place("vault-retention", Permission.VAULT_RETAIN),
        Place("vault-keys", Permission.VAULT_KEYS),
    )
    owes = (
        Owed("openings", Permission.VAULT_APPROVE, f"{_OWED}.to_approve", "vault-to-approve"),
        Owed("requests", Permission.VAULT_ANSWER, f"{_OWED}.requests_to_answer", "vault-requests"),
    )

    def ready(self) -> None:
        """Say what an officer who leaves has to hand over."""
        from evenborn.apps.access import handover  # noqa: PLC0415 - models are there only now
        from evenborn.apps.vault.handing_over import areas_of_openings, move_openings  # noqa: PLC0415

        work = handover.Work("vault-openings", Permission.VAULT_ASK, areas_of_openings, move_openings)
        handover.add(work)

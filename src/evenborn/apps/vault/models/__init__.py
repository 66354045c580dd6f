"""Tables of the vault; Django looks for them here."""

from evenborn.apps.vault.models.book import BookLine
from evenborn.apps.vault.models.carried import CarriedSheet
from evenborn.apps.vault.models.differences import Difference, DifferenceSheet, ReviewedPair
from evenborn.apps.vault.models.drafts import Draft
from evenborn.apps.vault.models.imports import Import, ImportState, PreparedVersion
from evenborn.apps.vault.models.openings import Opening
from evenborn.apps.vault.models.records import RecordVersion, SealedRecord
from evenborn.apps.vault.models.requests import PersonRequest
from evenborn.apps.vault.models.retention import DeletionProof, LegalHold

__all__ = [
    "BookLine",
    "CarriedSheet",
    "DeletionProof",
    "Difference",
    "DifferenceSheet",
    "Draft",
    "Import",
    "ImportState",
    "LegalHold",
    "Opening",
    "PersonRequest",
    "PreparedVersion",
    "RecordVersion",
    "ReviewedPair",
    "SealedRecord",
]

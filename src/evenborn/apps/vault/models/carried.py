"""The table of answers that follow a register which its owner encoded anew: new record numbers, sealed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COUNT, NOTHING, PERSON, Holds
from evenborn.apps.vault.models.differences import DifferenceSheet, SealedOnSheet

__all__ = ["CarriedSheet"]


class CarriedSheet(SealedOnSheet):
    """The numbers that the records of a sheet have in a later encoding of the same register."""

    WHAT = "carried"
    holds: ClassVar[Holds] = {
        "id": NOTHING, "sheet": NOTHING, "place_on_sheet": NOTHING, "sha256": NOTHING, "records": COUNT,
        "carried_at": NOTHING, "carried_by": NOTHING, "key_id": NOTHING, "nonce": NOTHING,
        "ciphertext": PERSON,
    }  # fmt: skip

    sheet = models.ForeignKey(DifferenceSheet, on_delete=models.CASCADE, related_name="carried")
    place_on_sheet = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    """Of the later encoding."""
    records = models.PositiveIntegerField()
    """Of the sheet that the later encoding has, by the owner's own numbers."""
    carried_at = models.DateTimeField()
    carried_by = models.CharField(max_length=80)

    objects = ScopedRows["CarriedSheet"]("sheet__area", "sheet__department", shown=Q(sheet__shown=True))

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["sheet", "sha256"], name="vault_carried_once"),
            models.UniqueConstraint(fields=["sheet", "place_on_sheet"], name="vault_carried_place"),
        ]
        ordering: ClassVar = ["sheet", "place_on_sheet"]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.sha256[:12]}"

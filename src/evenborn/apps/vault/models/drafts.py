"""The table of entries that somebody has begun and not handed in: sealed, for a few days, for one officer."""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, NOTHING, PERSON, Holds
from evenborn.apps.vault.sealing import Place, Sealed

__all__ = ["Draft"]


class Draft(models.Model):
    """What an officer typed so far of one entry; nobody else opens it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "token": NOTHING, "officer": NOTHING, "area": COARSE, "department": NOTHING,
        "updated_at": NOTHING, "version": NOTHING, "key_id": NOTHING, "nonce": NOTHING, "ciphertext": PERSON,
    }  # fmt: skip

    token = models.CharField(max_length=32, unique=True)
    officer = models.PositiveBigIntegerField()
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField(null=True)
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    key_id = models.CharField(max_length=32, db_index=True)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()

    objects = ScopedRows["Draft"]("area", "department")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["officer"], name="vault_draft_officer")]
        ordering: ClassVar = ["-updated_at"]

    def __str__(self) -> str:
        return self.token[:12]

    @property
    def area_code(self) -> str:
        """Code of the area of the facility."""
        return self.area

    @property
    def place(self) -> Place:
        """Where its ciphertext belongs; no record has this name for a register."""
        return Place(self.token, "draft", self.version)

    @property
    def sealed(self) -> Sealed:
        """Its content, sealed."""
        return Sealed(self.key_id, bytes(self.nonce), bytes(self.ciphertext))

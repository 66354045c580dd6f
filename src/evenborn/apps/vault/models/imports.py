"""Tables of what an import brings: hidden until its marker is set, and what it will put in others' place.

The number of the batch is all that an import has of the statistics store; see
:mod:`evenborn.apps.intake.taking_in` for the protocol.
"""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, PERSON, Holds

__all__ = ["Import", "ImportState", "PreparedVersion"]


class ImportState(models.TextChoices):
    """Where an import stands; its records are seen in the second state only."""

    PREPARED = "prepared"
    VISIBLE = "visible"
    WITHDRAWN = "withdrawn"


class Import(models.Model):
    """One batch as the vault knows it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "batch": NOTHING, "register": NOTHING, "area": COARSE, "state": NOTHING,
        "new": COUNT, "replaced": COUNT, "unchanged": COUNT, "doubled": COUNT, "began_at": NOTHING,
        "settled_at": NOTHING,
    }  # fmt: skip

    batch = models.PositiveBigIntegerField(unique=True)
    register = models.CharField(max_length=32)
    area = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.PREPARED)
    new = models.PositiveIntegerField(default=0)
    replaced = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    doubled = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = ScopedRows["Import"]("area")

    class Meta:
        ordering: ClassVar = ["-batch"]

    def __str__(self) -> str:
        return f"{self.batch} {self.state}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.area


class PreparedVersion(models.Model):
    """What an import will put in the place of a record that is there already, sealed."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "imported": NOTHING, "record": NOTHING, "version": NOTHING, "area": COARSE,
        "birth_month": COARSE, "key_id": NOTHING, "nonce": NOTHING, "ciphertext": PERSON,
        "content": NOTHING, "birth_index": NOTHING, "certificate_index": NOTHING,
        "sealed_at": NOTHING, "sealed_by": NOTHING,
    }  # fmt: skip

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="prepared")
    record = models.ForeignKey("vault.SealedRecord", on_delete=models.CASCADE, related_name="prepared")
    version = models.PositiveIntegerField()
    area = models.CharField(max_length=12)
    birth_month = models.DateField(null=True)
    key_id = models.CharField(max_length=32, db_index=True)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()
    content = models.BinaryField(max_length=16)
    birth_index = models.BinaryField(max_length=16, null=True)
    certificate_index = models.BinaryField(max_length=16, null=True)
    sealed_at = models.DateTimeField()
    sealed_by = models.CharField(max_length=80)

    objects = ScopedRows["PreparedVersion"]("area")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["imported", "record"], name="vault_prepared_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["birth_index"], name="vault_prepared_birth"),
            models.Index(fields=["certificate_index"], name="vault_prepared_certificate"),
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.imported_id}"

    @property
    def area_code(self) -> str:
        """Code of its area."""
        return self.area

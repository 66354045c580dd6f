"""Tables of sealed records and of what a correction replaced."""

from typing import ClassVar, Final

from django.contrib.postgres.indexes import BrinIndex, HashIndex
from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, NOTHING, PERSON, Holds
from evenborn.apps.vault.models.imports import Import, ImportState
from evenborn.apps.vault.rules import REGISTERS_OF_BIRTHS
from evenborn.apps.vault.sealing import Place, Sealed

_TOKEN = 32
SHOWN: Final = Q(imported__isnull=True) | Q(imported__state=ImportState.VISIBLE)
"""Records of an import are there once its marker is set."""


class SealedRecord(models.Model):
    """What identifies one birth in one register, sealed; the token is its only name."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "token": NOTHING, "register": NOTHING, "area": COARSE, "birth_month": COARSE,
        "kept_since": NOTHING, "version": NOTHING, "key_id": NOTHING, "nonce": NOTHING, "ciphertext": PERSON,
        "sealed_at": NOTHING, "sealed_by": NOTHING, "imported": NOTHING, "record_index": NOTHING,
        "content": NOTHING, "birth_index": NOTHING, "certificate_index": NOTHING,
    }  # fmt: skip

    token = models.CharField(max_length=_TOKEN)
    register = models.CharField(max_length=32, choices=[(name, name) for name in REGISTERS_OF_BIRTHS])
    area = models.CharField(max_length=12)
    birth_month = models.DateField(null=True, blank=True)
    kept_since = models.DateField()
    version = models.PositiveIntegerField(default=1)
    key_id = models.CharField(max_length=32)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()
    sealed_at = models.DateTimeField()
    sealed_by = models.CharField(max_length=80)
    imported = models.ForeignKey(
        Import,
        null=True,
        on_delete=models.PROTECT,
        related_name="records",
        db_constraint=False,
        db_index=False,
    )
    """Held by no constraint: PostgreSQL would ask for each of a million rows whether its import is there. An
    import is locked while rows are prepared for it, once for all of them, and goes only after they went."""
    record_index = models.BinaryField(max_length=16, null=True)
    content = models.BinaryField(max_length=16, null=True)
    birth_index = models.BinaryField(max_length=16, null=True)
    certificate_index = models.BinaryField(max_length=16, null=True)

    objects = ScopedRows["SealedRecord"]("area", shown=SHOWN)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["area", "id", "imported"], name="vault_record_seen"),
            # On SQLite the next five are as any other. On PostgreSQL what comes in its own order or in long
            # runs (days, imports, keys) needs no entry a row, and a hash that is only asked for whole goes
            # into an index of hashes, which costs less than an ordered one.
            BrinIndex(fields=["kept_since"], name="vault_record_kept_since"),
            BrinIndex(fields=["imported"], name="vault_record_imported"),
            BrinIndex(fields=["key_id"], name="vault_record_key_id"),
            HashIndex(fields=["birth_index"], name="vault_record_births"),
            HashIndex(
                fields=["certificate_index"], name="vault_record_certificates",
                condition=Q(certificate_index__isnull=False),
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            # Not unique=True, for which PostgreSQL would be given a second index.
            models.UniqueConstraint(fields=["token"], name="vault_record_token"),
            models.UniqueConstraint(fields=["record_index"], name="vault_record_once"),
        ]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.short_token

    @property
    def short_token(self) -> str:
        """Enough of the token to tell two records apart on a page."""
        return self.token[:12]

    @property
    def area_code(self) -> str:
        """Code of its area."""
        return self.area

    @property
    def place(self) -> Place:
        """Where its ciphertext belongs."""
        return Place(self.token, self.register, self.version)

    @property
    def sealed(self) -> Sealed:
        """Its content, sealed."""
        return Sealed(self.key_id, bytes(self.nonce), bytes(self.ciphertext))

    @property
    def is_shown(self) -> bool:
        """Whether anybody may see that it is there, as :data:`SHOWN` says."""
        return self.imported is None or self.imported.state == ImportState.VISIBLE

    def become(self, sealed: Sealed) -> None:
        """Take other sealed content; the caller saves."""
        self.key_id, self.nonce, self.ciphertext = sealed.key_id, sealed.nonce, sealed.ciphertext


class RecordVersion(models.Model):
    """What a record was before a correction, sealed as well."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "record": NOTHING, "version": NOTHING, "key_id": NOTHING, "nonce": NOTHING,
        "ciphertext": PERSON, "sealed_at": NOTHING, "sealed_by": NOTHING, "imported": NOTHING,
        "content": NOTHING, "birth_index": NOTHING, "certificate_index": NOTHING,
    }  # fmt: skip

    record = models.ForeignKey(SealedRecord, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    key_id = models.CharField(max_length=32, db_index=True)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()
    sealed_at = models.DateTimeField()
    sealed_by = models.CharField(max_length=80)
    imported = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="versions")
    content = models.BinaryField(max_length=16, null=True)
    birth_index = models.BinaryField(max_length=16, null=True)
    certificate_index = models.BinaryField(max_length=16, null=True)

    objects = ScopedRows["RecordVersion"]("record__area")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "version"], name="vault_version_once")
        ]
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.version}"

    @property
    def area_code(self) -> str:
        """Code of the area of its record."""
        return self.record.area

    @property
    def was_shown(self) -> bool:
        """Whether it was seen when the next one took its place: its import was not withdrawn."""
        return self.imported is None or self.imported.state == ImportState.VISIBLE

    @property
    def place(self) -> Place:
        """Where its ciphertext belongs."""
        return Place(self.record.token, self.record.register, self.version)

    @property
    def sealed(self) -> Sealed:
        """Its content, sealed."""
        return Sealed(self.key_id, bytes(self.nonce), bytes(self.ciphertext))

    def become(self, sealed: Sealed) -> None:
        """Take other sealed content; the caller saves."""
        self.key_id, self.nonce, self.ciphertext = sealed.key_id, sealed.nonce, sealed.ciphertext

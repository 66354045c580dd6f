"""The table of lines of the register books: which record stands under which number; no content of any."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, NOTHING, Holds
from evenborn.apps.vault.models.imports import Import
from evenborn.apps.vault.models.records import SealedRecord

__all__ = ["BookLine"]


class BookLine(models.Model):
    """One line of a facility's book of a year; numbered when its entry is taken in, never numbered anew.

    A line that waits has no number yet. A line whose entry was withdrawn stays, struck out; one whose record
    has served its time stays without it.
    """

    holds: ClassVar[Holds] = {
        "id": NOTHING, "imported": NOTHING, "record": NOTHING, "facility": COARSE, "area": COARSE,
        "department": NOTHING, "year": NOTHING, "serial": NOTHING, "numbered_on": NOTHING,
        "struck_on": NOTHING, "certificate_index": NOTHING,
    }  # fmt: skip

    imported = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="lines")
    record = models.ForeignKey(SealedRecord, null=True, on_delete=models.SET_NULL, related_name="lines")
    facility = models.CharField(max_length=32)
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    numbered_on = models.DateField(null=True)
    struck_on = models.DateField(null=True)
    certificate_index = models.BinaryField(max_length=16, null=True)

    objects = ScopedRows["BookLine"]("area", "department", shown=Q(serial__isnull=False))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facility", "year", "serial"], name="vault_serial_once"),
            models.UniqueConstraint(fields=["imported", "record"], name="vault_line_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["certificate_index"], name="vault_line_certificate")]
        ordering: ClassVar = ["facility", "year", "serial"]

    def __str__(self) -> str:
        return f"{self.facility} {self.year} {self.serial}"

    @property
    def area_code(self) -> str:
        """Code of the area of the facility."""
        return self.area

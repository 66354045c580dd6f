"""Letters to senders: what each says, as codes and counts, so that it can be printed again as it was."""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COUNT, NOTHING, Holds
from evenborn.apps.intake.models import Batch, Sender

__all__ = ["Letter"]


class Letter(models.Model):
    """One letter of an office to a sender; no person is in it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "kind": NOTHING, "sender": NOTHING, "area": NOTHING, "department": NOTHING,
        "office": NOTHING, "year": NOTHING, "serial": NOTHING, "batch": NOTHING, "says": COUNT,
        "answer_by": NOTHING, "signed_on": NOTHING, "written_by": NOTHING,
    }  # fmt: skip

    class Kind(models.TextChoices):
        """What it is about."""

        BATCH = "batch"
        MONTH = "month"
        REMINDER = "reminder"

    kind = models.CharField(max_length=12, choices=Kind)
    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="letters")
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField(null=True)
    office = models.CharField(max_length=12)
    """Code of the area whose office writes; its letters of a year are numbered without gap."""
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="letters")
    says = models.JSONField()
    answer_by = models.DateField()
    signed_on = models.DateField()
    written_by = models.CharField(max_length=80)

    objects = ScopedRows["Letter"]("area", "department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "year", "serial"], name="births_letter_number")
        ]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.office} {self.year} {self.serial}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.area

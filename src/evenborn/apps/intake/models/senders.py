"""Tables of senders and of how their files call the fields; never a person."""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import NOTHING, Holds

__all__ = ["KnownMapping", "Sender"]


class Sender(models.Model):
    """Whoever sends registers: a facility, a police office, an insurance; never a person."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "code": NOTHING, "name": NOTHING, "kind": NOTHING, "area": NOTHING,
        "department": NOTHING, "closed_on": NOTHING,
    }  # fmt: skip

    class Kind(models.TextChoices):
        """What a sender is."""

        FACILITY = "facility"
        DEPARTMENT = "department"

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = ScopedRows["Sender"]("area", "department")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "code"], name="intake_sender_area")]
        ordering: ClassVar = ["area", "code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def area_code(self) -> str:
        """Code of the area that it lies in."""
        return self.area


class KnownMapping(models.Model):
    """Which header of a sender's files is which field, as somebody confirmed it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "sender": NOTHING, "register": NOTHING, "columns": NOTHING, "confirmed_at": NOTHING,
        "confirmed_by": NOTHING,
    }  # fmt: skip

    sender = models.ForeignKey(Sender, on_delete=models.CASCADE, related_name="mappings")
    register = models.CharField(max_length=32)
    columns = models.JSONField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=80)

    objects = ScopedRows["KnownMapping"]("sender__area", "sender__department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sender", "register"], name="intake_mapping_once")
        ]
        ordering: ClassVar = ["sender", "register"]

    def __str__(self) -> str:
        return f"{self.sender_id} {self.register}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.sender.area

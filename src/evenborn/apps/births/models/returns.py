"""Tables of monthly returns as a facility types them: a draft, and every version that was sent in."""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.intake.models import Batch, Sender

__all__ = ["MonthlyReturn", "ReturnVersion"]


class MonthlyReturn(models.Model):
    """The return of a facility, a register and a month: what is being typed, and which version stands."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "sender": NOTHING, "area": NOTHING, "department": NOTHING, "register": NOTHING,
        "month": COARSE, "version": NOTHING, "draft": COUNT, "saved_at": NOTHING, "saved_by": NOTHING,
    }  # fmt: skip

    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="returns")
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField(null=True)
    register = models.CharField(max_length=32)
    month = models.DateField()
    version = models.PositiveSmallIntegerField(default=0)
    """That was sent in last; 0 before the first."""
    draft = models.JSONField(null=True)
    """Whole numbers by cell as they were typed last; None where nothing waits to be sent in."""
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=80)

    objects = ScopedRows["MonthlyReturn"]("area", "department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sender", "register", "month"], name="births_return_once")
        ]
        ordering: ClassVar = ["-month", "register"]

    def __str__(self) -> str:
        return f"{self.sender_id} {self.register} {self.month}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.area


class ReturnVersion(models.Model):
    """One version of a return that was sent in, as it stood; the batch that it became."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "of": NOTHING, "number": NOTHING, "amounts": COUNT, "reasons": NOTHING, "key": NOTHING,
        "batch": NOTHING, "sent_at": NOTHING, "sent_by": NOTHING,
    }  # fmt: skip

    of = models.ForeignKey(MonthlyReturn, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    amounts = models.JSONField()
    reasons = models.JSONField(default=dict)
    """By code of the warning, the reason that the facility gave."""
    key = models.CharField(max_length=32, unique=True)
    """Of the form that was sent: the same form twice is one version."""
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="return_version")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)

    objects = ScopedRows["ReturnVersion"]("of__area", "of__department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "number"], name="births_return_version_once")
        ]
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"{self.of_id} {self.number}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.of.area

"""Tables of counts.

Births are added up over all batches: what one batch of a few births adds is kept nowhere, because beside its
sender it would say of which facility each of them is. Returns of counts are about no person and are kept as
they came.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.intake.models import Batch, BatchState

__all__ = ["BirthsOfMonth", "BirthsOfYear", "ReturnedCount"]

COUNTED = Q(batch__state=BatchState.ACCEPTED)
"""What a batch brings counts while it is accepted: from its final marker until it is withdrawn."""


class BirthsOfMonth(models.Model):
    """Live births by county and month, of everything that was taken in."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "register": NOTHING, "table": NOTHING, "area": COARSE, "month": COARSE,
        "order": COARSE, "male": COUNT, "female": COUNT, "unclear": COUNT,
    }  # fmt: skip

    register = models.CharField(max_length=32)
    table = models.CharField(max_length=32)
    area = models.CharField(max_length=12)
    month = models.DateField(null=True)
    order = models.CharField(max_length=4, blank=True)
    male = models.PositiveIntegerField()
    female = models.PositiveIntegerField()
    unclear = models.PositiveIntegerField()

    objects = ScopedRows["BirthsOfMonth"]("area")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "table", "area", "month", "order"], name="births_month_once"
            )
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.area} {self.month}"


class BirthsOfYear(models.Model):
    """Live births by township and year, of everything that was taken in."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "register": NOTHING, "table": NOTHING, "area": COARSE, "year": COARSE,
        "order": COARSE, "male": COUNT, "female": COUNT, "unclear": COUNT,
    }  # fmt: skip

    register = models.CharField(max_length=32)
    table = models.CharField(max_length=32)
    area = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField(null=True)
    order = models.CharField(max_length=4, blank=True)
    male = models.PositiveIntegerField()
    female = models.PositiveIntegerField()
    unclear = models.PositiveIntegerField()

    objects = ScopedRows["BirthsOfYear"]("area")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "table", "area", "year", "order"], name="births_year_once"
            )
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"


class ReturnedCount(models.Model):
    """A count or amount of a return: terminations, scans, drugs, by facility and month; about no person."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "batch": NOTHING, "register": NOTHING, "table": NOTHING, "area": COARSE,
        "facility": COARSE, "period": COARSE, "told": COARSE, "amount": COUNT,
    }  # fmt: skip

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="returned")
    register = models.CharField(max_length=32)
    table = models.CharField(max_length=32)
    area = models.CharField(max_length=12)
    facility = models.CharField(max_length=32, blank=True)
    period = models.CharField(max_length=10, blank=True)
    told = models.JSONField(default=dict)
    """What else the amount is told apart by: week band, reason class, method, drug."""
    amount = models.FloatField()

    objects = ScopedRows["ReturnedCount"]("area", shown=COUNTED)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["register", "facility", "period"], name="births_returned_of")
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.register} {self.facility} {self.period}"

"""Tables of what holds records beyond their time, and of what was deleted."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows, within
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.vault.retention import HoldBasis


class LegalHold(models.Model):
    """Keeps records from deletion: of an area, narrowed to a register, months of birth, or one token."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "area": COARSE, "register": NOTHING, "born_from": COARSE, "born_until": COARSE,
        "token": NOTHING, "basis": NOTHING, "reference": NOTHING, "set_at": NOTHING, "set_by": NOTHING,
        "until": NOTHING, "lifted_at": NOTHING, "lifted_by": NOTHING, "lifted_because": NOTHING,
    }  # fmt: skip

    area = models.CharField(max_length=12, blank=True)
    register = models.CharField(max_length=32, blank=True)
    born_from = models.DateField(null=True, blank=True)
    born_until = models.DateField(null=True, blank=True)
    token = models.CharField(max_length=32, blank=True)
    basis = models.CharField(max_length=16, choices=[(one.value, one.value) for one in HoldBasis])
    reference = models.CharField(max_length=120)
    set_at = models.DateTimeField()
    set_by = models.PositiveBigIntegerField(null=True)
    until = models.DateField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.PositiveBigIntegerField(null=True)
    lifted_because = models.CharField(max_length=120, blank=True)

    objects = ScopedRows["LegalHold"]("area")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.basis}"

    @property
    def area_code(self) -> str:
        """Code of the area that it is over."""
        return self.area

    def is_in_force(self, on: date) -> bool:
        """Whether it keeps anything on a day; the last day still counts."""
        return self.lifted_at is None and (self.until is None or on <= self.until)

    def covered(self) -> Q:
        """Condition of the records that it keeps; a record without a month of birth is kept, too."""
        condition = within("area", (self.area,))
        if self.register:
            condition &= Q(register=self.register)
        if self.born_from:
            condition &= Q(birth_month__gte=self.born_from.replace(day=1)) | Q(birth_month__isnull=True)
        if self.born_until:
            condition &= Q(birth_month__lte=self.born_until) | Q(birth_month__isnull=True)
        return condition & Q(token=self.token) if self.token else condition


class DeletionProof(models.Model):
    """What was deleted, by which rule; no identity."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "area": COARSE, "register": NOTHING, "months": NOTHING, "sealed_before": NOTHING,
        "count": COUNT, "tokens_hash": NOTHING, "deleted_at": NOTHING, "deleted_by": NOTHING,
    }  # fmt: skip

    area = models.CharField(max_length=12, blank=True)
    register = models.CharField(max_length=32)
    months = models.PositiveIntegerField()
    sealed_before = models.DateField()
    count = models.PositiveIntegerField()
    tokens_hash = models.CharField(max_length=64)
    deleted_at = models.DateTimeField()
    deleted_by = models.CharField(max_length=80)

    objects = ScopedRows["DeletionProof"]("area")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.register} {self.count}"

    @property
    def area_code(self) -> str:
        """Code of the area whose records they were."""
        return self.area

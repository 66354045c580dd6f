"""Table of what persons asked about the record of themselves or their child; nobody's name is in it."""

from datetime import date
from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, NOTHING, Holds
from evenborn.apps.vault.requests import About, IdentityCheck, Outcome, RequestKind


class PersonRequest(models.Model):
    """A request to see or correct a record; known by its receipt only."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "receipt": NOTHING, "secret_hash": NOTHING, "area": COARSE, "kind": NOTHING,
        "about": NOTHING, "papers": NOTHING, "received_at": NOTHING, "received_by": NOTHING,
        "due_on": NOTHING, "outcome": NOTHING, "explanation": NOTHING, "answered_at": NOTHING,
        "answered_by": NOTHING,
    }  # fmt: skip

    receipt = models.CharField(max_length=10, unique=True)
    secret_hash = models.CharField(max_length=64)
    area = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in RequestKind])
    about = models.CharField(max_length=12, choices=[(one.value, one.value) for one in About])
    papers = models.CharField(max_length=32, choices=[(one.value, one.value) for one in IdentityCheck])
    received_at = models.DateTimeField()
    received_by = models.PositiveBigIntegerField(null=True)
    due_on = models.DateField()
    outcome = models.CharField(max_length=16, blank=True, choices=[(one.value, one.value) for one in Outcome])
    explanation = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.PositiveBigIntegerField(null=True)

    objects = ScopedRows["PersonRequest"]("area")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["outcome", "due_on"], name="vault_request_due")]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.receipt

    @property
    def area_code(self) -> str:
        """Code of the area whose office received it."""
        return self.area

    @property
    def is_answered(self) -> bool:
        """Whether it has its answer."""
        return bool(self.outcome)

    def is_late(self, today: date) -> bool:
        """Whether the answer is owed since before a day."""
        return not self.is_answered and self.due_on < today

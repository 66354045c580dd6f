"""Table of openings: who asked, who approved, until when, how often it was looked at."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, NOTHING, Holds
from evenborn.apps.vault.models.records import SealedRecord
from evenborn.apps.vault.models.requests import PersonRequest
from evenborn.apps.vault.rules import OpeningState, Reason


class Opening(models.Model):
    """The opening of one sealed record, for a listed reason and a limited time, by two persons."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "record": NOTHING, "area": COARSE, "reason": NOTHING, "reference": NOTHING,
        "request": NOTHING, "state": NOTHING, "asked_by": NOTHING, "asked_at": NOTHING, "decided_by": NOTHING,
        "decided_at": NOTHING, "because": NOTHING, "expires_at": NOTHING, "looks": NOTHING,
        "corrections": NOTHING, "last_look_at": NOTHING,
    }  # fmt: skip

    record = models.ForeignKey(SealedRecord, null=True, on_delete=models.SET_NULL, related_name="openings")
    area = models.CharField(max_length=12)
    reason = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Reason])
    reference = models.CharField(max_length=120)
    request = models.ForeignKey(PersonRequest, null=True, on_delete=models.PROTECT, related_name="openings")
    state = models.CharField(
        max_length=12,
        choices=[(one.value, one.value) for one in OpeningState],
        default=OpeningState.ASKED.value,
    )
    asked_by = models.PositiveBigIntegerField()
    asked_at = models.DateTimeField()
    decided_by = models.PositiveBigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True)
    looks = models.PositiveIntegerField(default=0)
    corrections = models.PositiveIntegerField(default=0)
    last_look_at = models.DateTimeField(null=True)

    objects = ScopedRows["Opening"]("area")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")),
                name="vault_opening_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(decided_by__isnull=False, expires_at__isnull=False),
                name="vault_opening_approved_until",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "area"], name="vault_opening_waiting")]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def area_code(self) -> str:
        """Code of the area of the record."""
        return self.area

    @property
    def number(self) -> int:
        """Its number, for the audit trail."""
        return int(self.pk)

    @property
    def asker(self) -> str:
        """Whoever asked, as the audit trail calls officers."""
        return f"officer:{self.asked_by}"

    def is_open(self, now: datetime) -> bool:
        """Whether the record may be looked at, at a moment."""
        return self.state == OpeningState.APPROVED and self.expires_at is not None and now < self.expires_at

    def shown_state(self, now: datetime) -> str:
        """Code of its state as a page says it; an approval whose time is over is ``over``."""
        return "over" if self.state == OpeningState.APPROVED and not self.is_open(now) else self.state

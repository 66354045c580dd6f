"""Tables of the audit trail; each store has both."""

from typing import ClassVar

from django.db import models

from evenborn.apps.audit.chain import GENESIS
from evenborn.apps.classification import NOTHING, Holds


class Entry(models.Model):
    """One thing that was done, looked at or exported. Triggers refuse to change or delete it."""

    holds: ClassVar[Holds] = {
        "number": NOTHING, "at": NOTHING, "actor": NOTHING, "event": NOTHING, "subject": NOTHING,
        "area": NOTHING, "facts": NOTHING, "previous": NOTHING, "hash": NOTHING,
    }  # fmt: skip

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    event = models.CharField(max_length=80)
    subject = models.CharField(max_length=160, blank=True)
    area = models.CharField(max_length=12, blank=True)
    facts = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["event", "number"], name="audit_event"),
            models.Index(fields=["actor", "number"], name="audit_actor"),
            models.Index(fields=["subject", "number"], name="audit_subject"),
            models.Index(fields=["at", "number"], name="audit_at"),
            models.Index(fields=["area", "number"], name="audit_area"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.event}"


class Head(models.Model):
    """The one row that says where the chain of a store ends; whoever adds an entry holds it locked."""

    holds: ClassVar[Holds] = {"id": NOTHING, "number": NOTHING, "hash": NOTHING}

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"

"""Tables of the audit trail; each store has both."""

from typing import ClassVar

from django.db import models

from evenborn.apps.audit.chain import GENESIS, Link
from evenborn.apps.classification import NOTHING, Holds
from evenborn.apps.stores import Store


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
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.event}"

    def link(self, store: Store) -> Link:
        """What the hash covers."""
        return Link(
            store.label, self.number, self.at, self.actor, self.event, self.subject, self.area, self.facts,
            self.previous,
        )  # fmt: skip


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

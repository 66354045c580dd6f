"""Tables of what facilities were assessed from, and of births held against those of others."""

from typing import ClassVar

from django.db import models

from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds

__all__ = ["Assessment", "StandardisedBirths"]


class Assessment(models.Model):
    """One making of the signals, of all facilities together."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "made_at": NOTHING, "inputs": NOTHING, "sources": NOTHING, "facilities": COUNT,
        "kinds": COUNT, "false_discovery_rate": NOTHING, "due_day": NOTHING, "unplaced": COUNT,
        "compared": COUNT,
    }  # fmt: skip

    made_at = models.DateTimeField()
    inputs = models.CharField(max_length=64)
    """Hash of what was read: the same once more is not made again."""
    sources = models.JSONField(default=list)
    """Of each register: its last batch, when that was decided, first and last month."""
    facilities = models.PositiveIntegerField()
    kinds = models.JSONField(default=dict)
    """By kind: facilities that were assessed, and by reason those that were not."""
    false_discovery_rate = models.FloatField()
    due_day = models.PositiveSmallIntegerField()
    unplaced = models.PositiveIntegerField(default=0)
    """Facilities with a signal that no list of senders holds and whose code names no area."""
    compared = models.JSONField(default=dict)
    """By kind and facility: size and what was observed, to be drawn; of the last assessment only."""

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.made_at:%Y-%m-%d}"


class StandardisedBirths(models.Model):
    """Births of one facility, held against births of the same order and residence elsewhere.

    Made while the table of births by facility is made of all births, because that table, of at least ten in
    each combination, no longer tells orders apart. Only sums of a whole facility are kept, of five hundred
    births and more; of the others only that they are too few.
    """

    holds: ClassVar[Holds] = {
        "id": NOTHING, "facility": COARSE, "reason": NOTHING, "births": COUNT, "male": COUNT,
        "months": COUNT, "observed": COUNT, "lower": COUNT, "upper": COUNT, "expected": COUNT,
        "shrunk": COUNT, "p_value": COUNT, "others": COUNT, "expected_lower": COUNT,
        "expected_upper": COUNT, "batch": NOTHING, "as_of": NOTHING, "first_month": COARSE,
        "last_month": COARSE,
    }  # fmt: skip

    facility = models.CharField(max_length=32, unique=True)
    reason = models.CharField(max_length=16, blank=True)
    """Why it could not be assessed; empty where it was."""
    births = models.PositiveIntegerField(null=True)
    male = models.PositiveIntegerField(null=True)
    months = models.PositiveSmallIntegerField(null=True)
    observed = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    shrunk = models.FloatField(null=True)
    p_value = models.FloatField(null=True)
    others = models.PositiveIntegerField(null=True)
    """Births of the same orders and residences at all other facilities together."""
    expected_lower = models.FloatField(null=True)
    expected_upper = models.FloatField(null=True)
    batch = models.PositiveBigIntegerField()
    as_of = models.DateTimeField()
    first_month = models.DateField(null=True)
    """First and last month of the births of all facilities together."""
    last_month = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["facility"]

    def __str__(self) -> str:
        return self.facility

"""Tables of releases: an issue with its contents as published, and its withdrawal; neither ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.figures.releases.contents import Contents, TableKind
from evenborn.apps.figures.releases.rules import Because, Reason, ReleaseState

__all__ = ["Release", "Withdrawal"]


class Release(models.Model):
    """One issue of a table. Once released the database itself refuses to change or delete it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "table": NOTHING, "area": COARSE, "register": NOTHING, "number": NOTHING,
        "first_year": NOTHING, "last_year": NOTHING, "batch": NOTHING, "as_of": NOTHING, "contents": COUNT,
        "sha256": NOTHING, "reason": NOTHING, "explanation": NOTHING, "state": NOTHING,
        "prepared_by": NOTHING, "prepared_at": NOTHING, "decided_by": NOTHING, "decided_at": NOTHING,
        "because": NOTHING,
    }  # fmt: skip

    table = models.CharField(max_length=12, choices=[(one.value, one.value) for one in TableKind])
    area = models.CharField(max_length=12)
    register = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField()
    """Which issue of its table, from 1."""
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    batch = models.PositiveBigIntegerField()
    as_of = models.DateTimeField()
    contents = models.TextField()
    """What it publishes, with what it withholds marked; no number that is withheld stands in it."""
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Reason])
    explanation = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(one.value, one.value) for one in ReleaseState],
        default=ReleaseState.PREPARED.value,
    )
    prepared_by = models.PositiveBigIntegerField()
    prepared_at = models.DateTimeField()
    decided_by = models.PositiveBigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)

    objects = ScopedRows["Release"]("area")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("prepared_by")),
                name="figures_release_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="figures_release_decided",
            ),
            models.UniqueConstraint(
                fields=["table", "area", "register", "number"], condition=Q(state="released"),
                name="figures_release_number_once",
            ),
            models.UniqueConstraint(
                fields=["table", "area", "register"], condition=Q(state="prepared"),
                name="figures_release_one_waits",
            ),
        ]  # fmt: skip
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def area_code(self) -> str:
        """Code of its area."""
        return self.area

    @property
    def name(self) -> str:
        """The name of its table, the same for all issues; part of addresses and of names of files."""
        return f"{self.table}-{self.area}-{self.register}"

    @property
    def years(self) -> str:
        """Its calendar years, for the audit trail and lists."""
        first, last = self.first_year, self.last_year
        return str(first) if first == last else f"{first}–{last}"

    @property
    def read(self) -> Contents:
        """Its contents."""
        return Contents.of(self.contents)


class Withdrawal(models.Model):
    """That an issue no longer counts, from when on, and why; the issue itself stays."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "release": NOTHING, "because": NOTHING, "explanation": NOTHING,
        "withdrawn_by": NOTHING, "withdrawn_at": NOTHING,
    }  # fmt: skip

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="withdrawal")
    because = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Because])
    explanation = models.CharField(max_length=300)
    withdrawn_by = models.PositiveBigIntegerField()
    withdrawn_at = models.DateTimeField()

    objects = ScopedRows["Withdrawal"]("release__area")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.release_id}"

    @property
    def area_code(self) -> str:
        """Code of the area of the issue."""
        return self.release.area

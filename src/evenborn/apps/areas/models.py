"""Tables of areas, of what followed what, and of boundaries. They say nothing of any person."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from evenborn.apps.areas.byte_order import ByteOrderField
from evenborn.apps.classification import NOTHING, Holds

EARLIEST_FIRST = F("valid_from").asc(nulls_first=True)
"""The order of times: what counts since nobody knows when comes first, in every database."""


def _ends_after_it_begins(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        name=f"areas_{table}_ends_after_it_begins",
    )


def _once(table: str) -> list[models.UniqueConstraint]:
    """One row of a code from a day on, and one of which nobody knows since when."""
    return [
        models.UniqueConstraint(fields=["code", "valid_from"], name=f"areas_{table}_once"),
        models.UniqueConstraint(
            fields=["code"], condition=Q(valid_from__isnull=True), name=f"areas_{table}_once_open"
        ),
    ]


class Area(models.Model):
    """An area, as it is or was called under one code for one time."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "code": NOTHING, "name_zh": NOTHING, "name_en": NOTHING, "pinyin": NOTHING,
        "initials": NOTHING, "english": NOTHING, "level": NOTHING, "lies_in": NOTHING, "valid_from": NOTHING,
        "valid_to": NOTHING,
    }  # fmt: skip

    class Level(models.IntegerChoices):
        """From the largest; their codes have 2, 4, 6, 9 and 12 digits."""

        PROVINCE = 1, "province"
        PREFECTURE = 2, "prefecture"
        COUNTY = 3, "county"
        TOWNSHIP = 4, "township"
        VILLAGE = 5, "village"

    code = ByteOrderField(max_length=12)
    name_zh = ByteOrderField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    pinyin = ByteOrderField(max_length=700)
    initials = ByteOrderField(max_length=100)
    english = ByteOrderField(max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level)
    lies_in = ByteOrderField(max_length=12, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [*_once("area"), _ends_after_it_begins("area")]
        indexes: ClassVar = [
            models.Index(fields=["lies_in", "code"], name="areas_area_lies_in"),
            models.Index(fields=["name_zh"], name="areas_area_name"),
            models.Index(fields=["pinyin"], name="areas_area_pinyin"),
            models.Index(fields=["initials"], name="areas_area_initials"),
            models.Index(fields=["english"], name="areas_area_english"),
        ]
        ordering: ClassVar = ["code", EARLIEST_FIRST]

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"

    def is_in_force(self, on: date) -> bool:
        """Whether the code counts on a day; first and last day are counted."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class Succession(models.Model):
    """A code that followed another, or a name that followed another under the same code."""

    holds: ClassVar[Holds] = {"id": NOTHING, "old": NOTHING, "new": NOTHING, "on": NOTHING, "kind": NOTHING}

    class Kind(models.TextChoices):
        """What happened."""

        RENAMED = "renamed"
        RECODED = "recoded"
        MERGED = "merged"
        DIVIDED = "divided"

    old = ByteOrderField(max_length=12)
    new = ByteOrderField(max_length=12)
    on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["old", "on"], name="areas_succession_old"),
            models.Index(fields=["new", "on"], name="areas_succession_new"),
        ]
        ordering: ClassVar = ["on", "old", "new"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Boundary(models.Model):
    """Where the boundary of an area runs or ran, as a published map has it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "code": NOTHING, "valid_from": NOTHING, "valid_to": NOTHING, "source": NOTHING,
        "approval_number": NOTHING, "licence": NOTHING, "geometry": NOTHING, "outline": NOTHING,
    }  # fmt: skip

    code = ByteOrderField(max_length=12)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    approval_number = models.CharField(max_length=60, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    geometry = models.TextField()
    outline = models.TextField()

    class Meta:
        constraints: ClassVar = [*_once("boundary"), _ends_after_it_begins("boundary")]
        ordering: ClassVar = ["code", EARLIEST_FIRST]

    def __str__(self) -> str:
        return self.code

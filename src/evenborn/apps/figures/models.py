"""Tables of the cube, births added up by area and period, and of targets; about no person."""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.figures.releases.models import Release, Withdrawal
from evenborn.apps.figures.small_numbers.pools import Withheld

__all__ = ["AreaBirths", "Cube", "Release", "Target", "Withdrawal"]


class Cube(models.Model):
    """The sums of one register, as of the last batch that was decided upon when they were made."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "register": NOTHING, "batch": NOTHING, "as_of": NOTHING, "cut_off": NOTHING,
        "made_at": NOTHING, "births": COUNT, "no_month": COUNT, "withheld": COUNT,
    }  # fmt: skip

    register = models.CharField(max_length=32, unique=True)
    batch = models.PositiveBigIntegerField()
    as_of = models.DateTimeField()
    """When the last batch was decided upon."""
    cut_off = models.DateField(null=True)
    """Until when births had been entered, by the earliest statement among the latest of the senders."""
    made_at = models.DateTimeField()
    births = models.PositiveIntegerField()
    no_month = models.PositiveIntegerField()
    """Births whose month is not stated: they are in no figure."""
    withheld = models.TextField(default="")
    """What readers without exact counts do not see of it; empty before that was decided: they see nothing."""

    class Meta:
        ordering: ClassVar = ["register"]

    def __str__(self) -> str:
        return f"{self.register} {self.batch}"

    @property
    def withholds(self) -> Withheld:
        """What readers without exact counts do not see."""
        return Withheld.of(self.withheld)


class AreaBirths(models.Model):
    """Live births of an area, at any level, in a month; of townships in a year."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "cube": NOTHING, "area": COARSE, "level": NOTHING, "start": COARSE, "order": COARSE,
        "male": COUNT, "female": COUNT, "unclear": COUNT,
    }  # fmt: skip

    # No index of its own: what is once by cube, level, area … begins with the cube.
    cube = models.ForeignKey(Cube, on_delete=models.CASCADE, related_name="areas", db_index=False)
    area = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField()
    """Digits of the code: 2, 4, 6 or 9."""
    start = models.DateField()
    """First day of the month; of a township of the year."""
    order = models.CharField(max_length=4, blank=True)
    male = models.PositiveIntegerField()
    female = models.PositiveIntegerField()
    unclear = models.PositiveIntegerField()

    objects = ScopedRows["AreaBirths"]("area")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cube", "level", "area", "start", "order"], name="figures_area_births_once"
            )
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.area} {self.start}"

    @property
    def area_code(self) -> str:
        """Code of the area."""
        return self.area


class Target(models.Model):
    """What a responsibility letter asks of an area for a year: so much of its excess has to go."""

    class Base(models.TextChoices):
        """Where the figure of the base year comes from."""

        COUNTED = "counted"
        SAME = "same"
        """The letter states it, of the same register."""
        OTHER = "other"
        """The letter states it, of another source."""

    class YearKind(models.TextChoices):
        """Which twelve months the years are."""

        CALENDAR = "calendar"
        STATISTICAL = "statistical"

    holds: ClassVar[Holds] = {
        "id": NOTHING, "area": COARSE, "register": NOTHING, "year": NOTHING, "year_kind": NOTHING,
        "base_year": NOTHING, "base": NOTHING, "base_ratio": COUNT, "base_births": COUNT,
        "base_source": NOTHING, "required": NOTHING, "reference": NOTHING, "letter": NOTHING,
        "set_at": NOTHING, "ended_at": NOTHING,
    }  # fmt: skip

    area = models.CharField(max_length=12)
    register = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    year_kind = models.CharField(max_length=12, choices=YearKind)
    base_year = models.PositiveSmallIntegerField()
    base = models.CharField(max_length=8, choices=Base)
    base_ratio = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    base_births = models.PositiveIntegerField(null=True)
    base_source = models.CharField(max_length=80, blank=True)
    required = models.DecimalField(max_digits=5, decimal_places=4)
    """Share of the excess over the reference that has to go, 0 to 1."""
    reference = models.DecimalField(max_digits=4, decimal_places=1)
    letter = models.CharField(max_length=60)
    """Document number of the responsibility letter."""
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedRows["Target"]("area")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "year"], condition=models.Q(ended_at=None), name="figures_target_once"
            )
        ]
        ordering: ClassVar = ["-year", "area", "-id"]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"

    @property
    def area_code(self) -> str:
        """Code of the area."""
        return self.area

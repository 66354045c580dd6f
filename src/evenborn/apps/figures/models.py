"""Tables of the cube: births added up by area and period; about no person."""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.figures.releases.models import Release, Withdrawal

__all__ = ["AreaBirths", "Cube", "Release", "Withdrawal"]


class Cube(models.Model):
    """The sums of one register, as of the last batch that was decided upon when they were made."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "register": NOTHING, "batch": NOTHING, "as_of": NOTHING, "cut_off": NOTHING,
        "made_at": NOTHING, "births": COUNT, "no_month": COUNT,
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

    class Meta:
        ordering: ClassVar = ["register"]

    def __str__(self) -> str:
        return f"{self.register} {self.batch}"


class AreaBirths(models.Model):
    """Live births of an area, at any level, in a month; of townships in a year."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "cube": NOTHING, "area": COARSE, "level": NOTHING, "start": COARSE, "order": COARSE,
        "male": COUNT, "female": COUNT, "unclear": COUNT,
    }  # fmt: skip

    cube = models.ForeignKey(Cube, on_delete=models.CASCADE, related_name="areas")
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

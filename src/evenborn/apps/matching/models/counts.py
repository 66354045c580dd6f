"""The table of births by the registers that hold them: all that the statistics get of a comparison."""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.matching.models.runs import Run

__all__ = ["CapturedBirths"]


class CapturedBirths(models.Model):
    """Births of an area, month, sex and order that a comparison found in just these registers."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "run": NOTHING, "area": COARSE, "month": COARSE, "sex": COARSE, "order": COARSE,
        "pattern": NOTHING, "births": COUNT,
    }  # fmt: skip

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="captured")
    area = models.CharField(max_length=12, blank=True)
    month = models.DateField(null=True)
    sex = models.CharField(max_length=8, blank=True)
    order = models.CharField(max_length=8, blank=True)
    pattern = models.PositiveSmallIntegerField()
    """Bit i is set where the register at place i has the birth."""
    births = models.PositiveIntegerField()

    objects = ScopedRows["CapturedBirths"]("run__area")

    class Meta:
        ordering: ClassVar = ["run", "area", "month", "sex", "order", "pattern"]

    def __str__(self) -> str:
        return f"{self.run_id} {self.area} {self.month} {self.pattern}"

    @property
    def area_code(self) -> str:
        """Code of the area whose registers are compared."""
        return self.run.area

"""Tables of births by facility, each combination of at least ten; made anew of all births, never added to."""

from typing import ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds

__all__ = ["BirthsOfFacility", "FacilityTable"]


class FacilityTable(models.Model):
    """Of which births the table of a register was made, and when."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "register": NOTHING, "batch": NOTHING, "as_of": NOTHING, "made_at": NOTHING,
        "births": COUNT, "withheld": COUNT,
    }  # fmt: skip

    register = models.CharField(max_length=32, unique=True)
    batch = models.PositiveBigIntegerField()
    """The last batch that was decided upon before it was made."""
    as_of = models.DateTimeField()
    """When that was decided."""
    made_at = models.DateTimeField()
    births = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()
    """Births in no combination of at least ten."""

    class Meta:
        ordering: ClassVar = ["register"]

    def __str__(self) -> str:
        return f"{self.register} {self.batch}"


class BirthsOfFacility(models.Model):
    """Births of one combination of facility, period and whatever else the table tells them apart by."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "of": NOTHING, "table": NOTHING, "area": COARSE, "facility": COARSE,
        "period": COARSE, "told": COARSE, "male": COUNT, "female": COUNT, "unclear": COUNT,
    }  # fmt: skip

    of = models.ForeignKey(FacilityTable, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=32)
    area = models.CharField(max_length=12, blank=True)
    facility = models.CharField(max_length=32, blank=True)
    period = models.CharField(max_length=10, blank=True)
    told = models.JSONField(default=dict)
    """What else the births are told apart by; what was widened away is not in it."""
    male = models.PositiveIntegerField()
    female = models.PositiveIntegerField()
    unclear = models.PositiveIntegerField()

    objects = ScopedRows["BirthsOfFacility"]("area")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["facility", "period"], name="births_facility_of")]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.facility} {self.period}"

    @property
    def area_code(self) -> str:
        """Code of the area that the mothers live in; empty where the table does not tell."""
        return self.area

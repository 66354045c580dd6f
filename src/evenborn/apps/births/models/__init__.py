"""Tables of births and returns; Django looks for them here."""

from evenborn.apps.births.models.completeness import (
    ExpectedBirths,
    ExpectedReturn,
    LateReason,
    RecordsReceived,
    Reminder,
)
from evenborn.apps.births.models.counts import BirthsOfMonth, BirthsOfYear, ReturnedCount
from evenborn.apps.births.models.facility_table import BirthsOfFacility, FacilityTable
from evenborn.apps.births.models.letters import Letter
from evenborn.apps.births.models.returns import MonthlyReturn, ReturnVersion

__all__ = [
    "BirthsOfFacility",
    "BirthsOfMonth",
    "BirthsOfYear",
    "ExpectedBirths",
    "ExpectedReturn",
    "FacilityTable",
    "LateReason",
    "Letter",
    "MonthlyReturn",
    "RecordsReceived",
    "Reminder",
    "ReturnVersion",
    "ReturnedCount",
]  # fmt: skip

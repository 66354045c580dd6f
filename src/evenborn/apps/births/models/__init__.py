"""Tables of births and returns; Django looks for them here."""

from evenborn.apps.births.models.counts import BirthsOfMonth, BirthsOfYear, ReturnedCount
from evenborn.apps.births.models.returns import MonthlyReturn, ReturnVersion

__all__ = ["BirthsOfMonth", "BirthsOfYear", "MonthlyReturn", "ReturnVersion", "ReturnedCount"]

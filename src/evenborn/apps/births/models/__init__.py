"""Tables of births and returns; Django looks for them here."""

from evenborn.apps.births.models.counts import BirthsOfMonth, BirthsOfYear, ReturnedCount

__all__ = ["BirthsOfMonth", "BirthsOfYear", "ReturnedCount"]

"""Tables of comparisons; Django looks for them here."""

from evenborn.apps.matching.models.counts import CapturedBirths
from evenborn.apps.matching.models.runs import Run, RunRegister

__all__ = ["CapturedBirths", "Run", "RunRegister"]

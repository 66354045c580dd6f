"""Tables of the signals; Django looks for them here."""

from evenborn.apps.signalling.models.assessments import Assessment, StandardisedBirths
from evenborn.apps.signalling.models.signals import FacilityContest, FacilitySignal

__all__ = ["Assessment", "FacilityContest", "FacilitySignal", "StandardisedBirths"]

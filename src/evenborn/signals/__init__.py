"""Facilities whose registers show what those of their peers do not: signals for routine inspection.

For licensing officers. The rights line holds: a signal is about a facility, rests on at least ten persons,
says how often chance alone shows as much, can be contested, and opens no case by itself.
"""

from evenborn.signals.assessing import facility_signals
from evenborn.signals.counts import FacilityCounts
from evenborn.signals.evidence import Evidence, Unassessed
from evenborn.signals.kinds import KINDS, SMALLEST_GROUP, Kind, SignalKind
from evenborn.signals.ranking import Contest, Signal, Signals

__all__ = [
    "KINDS",
    "SMALLEST_GROUP",
    "Contest",
    "Evidence",
    "FacilityCounts",
    "Kind",
    "Signal",
    "SignalKind",
    "Signals",
    "Unassessed",
    "facility_signals",
]

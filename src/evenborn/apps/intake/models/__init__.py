"""Tables of the intake; Django looks for them here."""

from evenborn.apps.intake.models.batches import Batch, BatchState, BrokenRule, MonthReceived
from evenborn.apps.intake.models.senders import KnownMapping, Sender

__all__ = ["Batch", "BatchState", "BrokenRule", "KnownMapping", "MonthReceived", "Sender"]

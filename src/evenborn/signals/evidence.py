"""What speaks of one facility: observed and expected, how many persons it rests on, how likely by chance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from evenborn.sexratio.reference import SMALLEST_EXCESS
from evenborn.signals.kinds import KINDS, SMALLEST_GROUP, Kind

OF_OTHERS: Final = ("others", "expected_lower", "expected_upper")
"""Facts of a ratio of births: how many the others had, and the 95 % interval of what they lead to expect."""
UNUSUAL_RATE: Final = 3.0
"""How many times more or fewer scans for each device-day are worth a visit."""
Reason = Literal["few-births", "few-months", "few-persons", "few-peers", "few-numbers"]
"""Why a facility could not be assessed in one kind."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was observed of one facility in one kind, and how often chance alone would show as much.

    Attributes
    ----------
    facility : str
        Its code.
    kind : Kind
    observed, lower, upper : float
        With the 95 % interval, in the measure of the kind.
    expected : float
        In the same measure, from the facility's peers or from its own other months.
    p_value : float
        Probability of as much, or more, of a facility that is like its peers.
    persons : int
        Births, scans, issues or procedures that it rests on.
    events : int
        What makes the signal: boys, scans without an indication, months that do not balance.
    total : float
        Of which: births, scans, device-days, procedures, months.
    facts : mapping of str to str, int or float
        Whatever else the sentence names.

    Raises
    ------
    ValueError
        For a P that is none.

    Examples
    --------
    >>> Evidence("F1", "drug-balance", 0.3, 0.2, 0.5, 0.01, 1e-9, 40, 11, 36).rests_on_enough
    True
    >>> Evidence("F1", "scans-without-indication", 0.5, 0.2, 0.8, 0.02, 1e-5, 12, 6, 12).rests_on_enough
    False
    """

    facility: str
    kind: Kind
    observed: float
    lower: float
    upper: float
    expected: float
    p_value: float
    persons: int
    events: int
    total: float
    facts: Mapping[str, str | int | float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.p_value <= 1:
            raise ValueError(f"{self.facility}, {self.kind}: P must lie between 0 and 1, not {self.p_value}.")

    @property
    def rests_on_enough(self) -> bool:
        """Whether at least ten persons stand behind it, and behind its events where those are persons."""
        events = self.events if KINDS[self.kind].events_are_persons else SMALLEST_GROUP
        return min(self.persons, events) >= SMALLEST_GROUP

    @property
    def may_signal(self) -> bool:
        """Whether it rests on enough persons and is far enough from what is expected to matter.

        A ratio of births must lie two points above; scans for each device-day, threefold above or below, as
        a facility that has a device to spare is nothing to look at.
        """
        if self.kind == "births-ratio":
            return self.rests_on_enough and self.observed >= self.expected + SMALLEST_EXCESS
        if self.kind == "scans-per-device-day":
            times = max(self.observed / self.expected, self.expected / self.observed)
            return self.rests_on_enough and times >= UNUSUAL_RATE
        return self.rests_on_enough


@dataclass(frozen=True, slots=True)
class Unassessed:
    """A facility that could not be assessed in one kind, and why; that says nothing for or against it.

    Attributes
    ----------
    facility : str
    kind : Kind
    reason : Reason
    """

    facility: str
    kind: Kind
    reason: Reason


Finding = Evidence | Unassessed

"""What changed since the period before: the difference, and how sure it is that there is one."""

from dataclasses import dataclass
from typing import Final, Literal

from evenborn.presentation.figure import Figure
from evenborn.presentation.ratio_report import RatioReport
from evenborn.sexratio.change import probability_fell
from evenborn.sexratio.ratio import sex_ratio

__all__ = ["Change", "change_of", "running_of"]

SURE: Final = 0.95
"""From this probability on it is said that the ratio fell, or rose."""


@dataclass(frozen=True, slots=True)
class Change:
    """A period held against the one before.

    Attributes
    ----------
    before : Figure
    points : float
        Now minus before, males per 100 females.
    probability_fell : float
    """

    before: Figure
    points: float
    probability_fell: float

    @property
    def reading(self) -> Literal["fell", "rose", "cannot-tell"]:
        """What may be said."""
        if self.probability_fell >= SURE:
            return "fell"
        return "rose" if self.probability_fell <= 1 - SURE else "cannot-tell"

    @property
    def probability(self) -> float:
        """Of what is said; where nothing is, that it fell."""
        return 1 - self.probability_fell if self.reading == "rose" else self.probability_fell


def change_of(report: RatioReport) -> Change | None:
    """The latest complete period against the one before; None where either has no ratio that may be shown."""
    now = report.headline
    if now not in report.trend:
        return None
    place = report.trend.index(now)
    before = report.trend[place - 1] if place else None
    if before is None or before.complete is False or before.ratio is None or now.ratio is None:
        return None
    counts = [(one.male or 0, one.female or 0) for one in (before, now)]
    fell = float(probability_fell(*(sex_ratio(male, female) for male, female in counts)))
    return Change(before, now.ratio - before.ratio, fell)


def running_of(report: RatioReport) -> Figure | None:
    """The period that is running: the last one, where it is not complete."""
    last = report.trend[-1] if report.trend else None
    return last if last is not None and last.complete is False and last != report.headline else None

"""Responsibility letters of the simulated city: one for each thing that can be said of a target.

The city's and one county's base is counted from the register itself; another county's letter states a base
of a sample survey, which is held against nothing; the running year has no whole month yet.
"""

from decimal import Decimal
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.figures.models import Target
from evenborn.apps.figures.targets.actions import Asked, set_target
from evenborn.site.demonstration import CITY, COUNTY

__all__ = ["set_targets"]

_OTHER_COUNTY: Final = "990102"
_SHARE: Final = Decimal("0.10")
_LEVEL: Final = Decimal(107)


def set_targets(by: Actor, years: range) -> list[Target]:
    """Set the targets of the last year and of the one that runs.

    Parameters
    ----------
    by : Actor
        A program that may set targets.
    years : range
        Years whose registers were taken in.
    """
    last = years[-1]
    counted = Asked("delivery", Target.YearKind.CALENDAR, years[0], _SHARE, _LEVEL)
    surveyed = Asked(
        "delivery", Target.YearKind.CALENDAR, years[0], _SHARE, _LEVEL, Target.Base.OTHER,
        Decimal("121.40"), 1_860, "云禾市人口变动抽样调查",
    )  # fmt: skip
    running = Asked("delivery", Target.YearKind.CALENDAR, last, _SHARE, _LEVEL)
    letters = (
        (CITY, last, 12, counted), (COUNTY, last, 31, counted), (_OTHER_COUNTY, last, 32, surveyed),
        (CITY, last + 1, 9, running),
    )  # fmt: skip
    return [
        set_target(by=by, area=area, year=year, letter=f"云责书〔{year}〕{number}号", asked=asked)
        for area, year, number, asked in letters
    ]

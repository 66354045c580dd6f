"""What an office makes of its registers: targets, a table released twice, a comparison, facility signals."""

from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.births.refreshing import refresh
from evenborn.apps.signalling.assessing import assess
from evenborn.site.demonstration_comparison import compare
from evenborn.site.demonstration_release import bring_late_births, publish, publish_again
from evenborn.site.demonstration_targets import set_targets

__all__ = ["bring_results"]

_COMPARED: Final = 2
"""Years that are compared: enough for every verdict about the city, in two thirds of the time of three."""


def bring_results(by: Actor, years: range) -> None:
    """Make them, in the order in which an office comes to them.

    Parameters
    ----------
    by : Actor
        A program that may send, decide and set targets.
    years : range
        Years whose registers were taken in.
    """
    set_targets(by, years)
    publish(years)
    bring_late_births(by, years)
    publish_again(years)
    compare(years[-_COMPARED:])
    refresh("delivery")
    assess()

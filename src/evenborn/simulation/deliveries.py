"""Where and when are children delivered in a year, and at which order? Decided before it is known whose."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evenborn.simulation.areas import Areas
from evenborn.simulation.families import Planned
from evenborn.simulation.moments import calendar
from evenborn.simulation.newborns import CHILDREN_A_DELIVERY, STILLBIRTHS
from evenborn.simulation.odds import Odds, odds
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.selection import WITHOUT_SON_SHARES, order_shares

Positions = npt.NDArray[np.int64]

_MORE_CHILDREN = 0.15
"""Of the deliveries of a third or later child, those of a fourth or later; of these as many of a fifth."""
_MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, eq=False)
class Expected:
    """What the deliveries of a city are drawn from.

    Attributes
    ----------
    deliveries : int
        Of a year.
    townships : Odds
        Where.
    orders : Odds
        First, second, third or later, one row for each township.
    """

    deliveries: int
    townships: Odds
    orders: Odds

    def year(self, rng: np.random.Generator, year: int) -> tuple[Positions, Planned]:
        """Minutes, since 1970-01-01 00:00, and plan of the deliveries of a year."""
        minutes = calendar(year).minutes(rng, self.deliveries)
        township = self.townships.draw(rng.random(self.deliveries))
        order = self.orders.draw(rng.random(self.deliveries), township)
        son = rng.random(self.deliveries) >= np.asarray(WITHOUT_SON_SHARES)[order]
        more = np.where(order == 2, rng.geometric(1 - _MORE_CHILDREN, self.deliveries) - 1, 0)
        planned = Planned(township, order + 1 + more, son.astype(np.int64), minutes // _MINUTES_OF_A_DAY)
        return minutes, planned


def expected(parameters: CityParameters, areas: Areas) -> Expected:
    """So many deliveries that the live births of a year are those that are set, on average.

    Parameters
    ----------
    parameters : CityParameters
        The city.
    areas : Areas
        Its areas.

    Returns
    -------
    Expected

    Examples
    --------
    >>> from evenborn.simulation.areas import city_areas
    >>> city = CityParameters(seed=1)
    >>> expected(city, city_areas(city)).deliveries
    14255
    """
    deliveries = round(parameters.births_a_year / (CHILDREN_A_DELIVERY * (1 - STILLBIRTHS)))
    townships = odds(areas.column("population_weight", "township"))
    return Expected(deliveries, townships, odds(order_shares(parameters, areas)))

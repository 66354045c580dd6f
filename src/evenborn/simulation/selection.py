"""Which share of girls is never born, where and at which birth order? The mechanism, and how strong it is.

Nothing is said of how: prevention is a number between 0 and 1 for a group of births, never an event in
the life of a person.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from evenborn.simulation.areas import Areas
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.streams import stream

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

ORDERS = (1, 2, 3)
"""First, second, third or later."""
ORDER_SHARES = (0.62, 0.33, 0.05)
"""Of the deliveries of the whole city, by order of their first child."""
WITHOUT_SON_SHARES = (1.0, 0.56, 0.70)
"""Of the deliveries of each order, those of parents who have no son."""
INTENSITY = np.array([[0.015, 0.0], [0.90, 0.06], [1.25, 0.15]])
"""Strength of prevention beside that of other orders: without a son, with one."""

_STRONGEST = 60.0


@dataclass(frozen=True, eq=False)
class Selection:
    """How much is prevented in one year of one city.

    Attributes
    ----------
    intensity : ndarray of float64, shape (townships, 3, 2)
        Intensity of the area times that of the order without (0) and with (1) an earlier son.
    strength : float
        Of the year.
    natural_ratio : float
        Without prevention, males per 100 females.
    """

    intensity: Floats
    strength: float
    natural_ratio: float

    def prevented_share(self, township: Positions, order: Positions, with_son: Positions) -> Floats:
        """Share of girls of a group that are never born, 1 − exp(−strength × intensity).

        Parameters
        ----------
        township : ndarray of int64
            Position of the township.
        order : ndarray of int64
            1, 2, 3 or more.
        with_son : ndarray of int64
            1 where an earlier child is a son, else 0.

        Returns
        -------
        ndarray of float64
        """
        of_group = self.intensity[township, np.minimum(order, 3) - 1, with_son]
        return np.asarray(-np.expm1(-self.strength * of_group))

    def male_share(self, prevented: Floats) -> Floats:
        """Share of boys among the births of a group with this prevented share.

        Examples
        --------
        >>> nothing = Selection(np.zeros((1, 3, 2)), 1.0, 106.0)
        >>> nothing.male_share(np.array([0.0, 0.5])).round(4).tolist()
        [0.5146, 0.6795]
        """
        return self.natural_ratio / (self.natural_ratio + 100 * (1 - prevented))


def order_shares(parameters: CityParameters, areas: Areas) -> Floats:
    """Share of deliveries of order 1, 2, 3+ in each township, shape (townships, 3).

    Counties differ in how many families have a second and a third child; the city as a whole has
    :data:`ORDER_SHARES`.
    """
    rng = stream(parameters.seed, "fertility", parameters.number)
    tilt = rng.normal(0, 0.25, parameters.counties)[areas.county_of]
    weights = _weights(areas)
    shares = np.array(ORDER_SHARES) * np.exp(np.outer(tilt, (0.0, 1.0, 1.5)))
    for _ in range(50):  # alternate rows to one and columns to the city's shares
        shares *= np.array(ORDER_SHARES) / (weights @ shares)
        shares /= shares.sum(axis=1, keepdims=True)
    return np.asarray(shares)


def area_intensity(parameters: CityParameters, areas: Areas) -> Floats:
    """Intensity of each township: around one; zero in quiet counties and in the one that conceals instead."""
    rng = stream(parameters.seed, "selection", parameters.number)
    county = rng.uniform(0.75, 1.25, parameters.counties)
    if parameters.concealing_county is not None:
        county[parameters.concealing_county] = 0.0
    county[list(parameters.quiet_counties)] = 0.0
    return np.asarray(county[areas.county_of] * rng.uniform(0.85, 1.15, len(areas.county_of)))


def selection(parameters: CityParameters, areas: Areas, year: int) -> Selection:
    """The selection of a year, so strong that the city's expected ratio is the one that is set for it.

    Parameters
    ----------
    parameters : CityParameters
        With the ratio of the first and last year.
    areas : Areas
        The city's.
    year : int
        One of the years covered.

    Returns
    -------
    Selection

    Raises
    ------
    ValueError
        If no strength leads to that ratio.
    """
    area = area_intensity(parameters, areas)
    intensity = area[:, None, None] * INTENSITY
    weights = _group_weights(parameters, areas)
    target = parameters.target_ratio(year)

    def beyond(strength: float) -> float:
        boys = Selection(intensity, strength, parameters.natural_ratio).male_share(
            -np.expm1(-strength * intensity)
        )
        male = float((weights * boys).sum())
        return 100 * male / (1 - male) - target

    if beyond(_STRONGEST) < 0:
        raise ValueError(f"no strength of selection leads to a ratio of {target} in such a city.")
    strength = float(brentq(beyond, 0.0, _STRONGEST, xtol=1e-12)) if beyond(0.0) < 0 else 0.0
    return Selection(intensity, strength, parameters.natural_ratio)


def _group_weights(parameters: CityParameters, areas: Areas) -> Floats:
    """Expected share of deliveries of each township, order and earlier son; they add up to one."""
    without = np.array(WITHOUT_SON_SHARES)
    by_order = _weights(areas)[:, None] * order_shares(parameters, areas)
    return np.asarray(by_order[:, :, None] * np.column_stack([without, 1 - without]))


def _weights(areas: Areas) -> Floats:
    return np.asarray(areas.column("population_weight", "township"), dtype=np.float64)

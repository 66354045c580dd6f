"""What happens in one city, year after year? Deliveries find their couples, and newborns their facility."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.simulation.areas import city_areas
from evenborn.simulation.birth_records import Places, Situation, birth_records
from evenborn.simulation.deliveries import expected
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.facility_choice import anomalous_births, facility_choice
from evenborn.simulation.families import Couples, Planned, assign
from evenborn.simulation.newborns import LIVE, SINGLE_SHARE, Newborns, deliver
from evenborn.simulation.odds import odds
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.selection import selection
from evenborn.simulation.streams import stream
from evenborn.simulation.truth import LiveBirths, true_counts

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CityYear:
    """One year of one city.

    Attributes
    ----------
    parameters : CityParameters
        The city.
    year : int
        The year.
    births : pyarrow.RecordBatch
        Of :data:`evenborn.simulation.birth_records.BIRTHS_SCHEMA`, in order of time.
    truth : pyarrow.RecordBatch
        Of :data:`evenborn.simulation.truth.TRUTH_SCHEMA`.
    """

    parameters: CityParameters
    year: int
    births: pa.RecordBatch
    truth: pa.RecordBatch


class City:
    """A city whose years are lived one after the other; couples are all that it remembers.

    Parameters
    ----------
    parameters : CityParameters
        What it is like.

    Examples
    --------
    >>> parameters = CityParameters(seed=1)
    >>> year = City(parameters).live(2023)
    >>> year.births.num_rows, sum(year.truth["male"].to_pylist()) > sum(year.truth["female"].to_pylist())
    (14467, True)
    """

    def __init__(self, parameters: CityParameters) -> None:
        self.parameters = parameters
        self.areas = city_areas(parameters)
        self.expected = expected(parameters, self.areas)
        self.choice = facility_choice(parameters, self.areas, city_facilities(parameters))
        self.hukou = odds(self.areas.column("population_weight", "township"))
        self.couples = Couples()

    def live(self, year: int) -> CityYear:
        """The next year; years are lived in their order."""
        rng = stream(self.parameters.seed, "births", self.parameters.number, year)
        minutes, planned = self.expected.year(rng, year)
        couple = assign(rng, self.couples, planned, self._hukou(rng, planned))
        chosen = selection(self.parameters, self.areas, year)
        newborns = deliver(rng, planned, minutes, chosen)
        children = np.bincount(newborns.delivery)
        sons = np.bincount(newborns.delivery, newborns.male & (newborns.outcome == LIVE))
        self.couples.delivered(couple, children, sons > 0, planned.day)
        return self._recorded(rng, year, planned, couple, newborns)

    def _hukou(self, rng: np.random.Generator, planned: Planned) -> Positions:
        elsewhere = rng.random(len(planned.day)) < self.parameters.hukou_elsewhere
        other = self.hukou.draw(rng.random(len(planned.day)))
        other = np.where(other == planned.township, (other + 1) % self.hukou.options, other)
        return np.where(elsewhere, other, planned.township)

    def _recorded(
        self, rng: np.random.Generator, year: int, planned: Planned, couple: Positions, newborns: Newborns
    ) -> CityYear:
        parameters = self.parameters
        township = planned.township[newborns.delivery]
        parity = planned.order[newborns.delivery] + newborns.position - 1
        county = self.areas.county_of[township]
        unclear = rng.random(len(township)) < parameters.unclear_share
        concealed = self._concealed(rng, newborns, county) & ~unclear
        facility = self.choice.odds.draw(rng.random(len(planned.day)), planned.township)[newborns.delivery]
        single = (newborns.plurality == 1) & (newborns.outcome == LIVE) & ~concealed & ~unclear
        single &= county != (-1 if parameters.concealing_county is None else parameters.concealing_county)
        near = county == self.choice.anomalous_county
        fit = single & newborns.male, single & ~newborns.male
        facility[anomalous_births(rng, parameters, year, near, fit)] = self.choice.anomalous
        situation = Situation(parity, facility, unclear, concealed)
        births = birth_records(
            parameters.number, year, self.couples, couple, newborns, situation, self._places
        )
        alive = newborns.alive
        live = LiveBirths(
            county[alive], parity[alive], newborns.male[alive], unclear[alive], concealed[alive],
            newborns.male_share[alive],
        )  # fmt: skip
        counts = true_counts(live, self.areas.codes("county"), year, parameters.natural_ratio)
        return CityYear(parameters, year, births, counts)

    @property
    def _places(self) -> Places:
        return Places(pa.array(self.areas.codes("township")), self.choice.codes)

    def _concealed(self, rng: np.random.Generator, newborns: Newborns, county: Positions) -> Flags:
        """Girls who are concealed; single ones only, so many more of them that the share of all holds."""
        draw = rng.random(len(county))
        if self.parameters.concealing_county is None:
            return np.zeros(len(county), dtype=bool)
        share = min(1.0, self.parameters.concealed_share_of_girls / SINGLE_SHARE)
        girls = newborns.alive & ~newborns.male & (newborns.plurality == 1)
        return np.asarray(girls & (county == self.parameters.concealing_county) & (draw < share))

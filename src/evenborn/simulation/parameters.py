"""What is the simulated city like? Every number that shapes it, with its default and what it means."""

from dataclasses import dataclass, replace

MOST_CITIES = 1_188
"""Twelve provinces that do not exist, of 99 prefectures each."""


@dataclass(frozen=True, kw_only=True)
class CityParameters:
    """One city; every share is a number from 0 to 1 and every ratio males per 100 females.

    Attributes
    ----------
    seed : int
        Of everything that chance decides. The same parameters give the same city.
    number : int
        Which city of a province or a country, from 0: decides its code, its name and its streams.
    name : str
        Chinese name; empty for an invented one that follows from the number.
    counties, townships, facilities : int
        How many there are: 2 to 20 townships and at least 5 facilities for each county, 12 in all.
    births_a_year : int
        Expected live births of a year, those included that no register holds.
    first_year, years : int
        Calendar years covered.
    ratio_first, ratio_last : float
        Expected true sex ratio of all live births of the city in the first and the last year; linear between.
    natural_ratio : float
        Without any selection.
    concealing_county : int or None
        Position, from 0, of the county in which nothing is prevented but girls are concealed.
    quiet_counties : tuple of int
        Positions of counties in which nothing is prevented and nobody is concealed.
    concealed_share_of_girls : float
        Of the girls born alive in that county: born outside facilities and in no register at first.
    concealed_seen_by_immunisation, concealed_seen_by_household : float
        Of the concealed girls: those that the register holds late.
    hukou_elsewhere, moved_later, delivered_elsewhere : float
        Couples whose hukou is in another township than their residence; births whose family has moved to
        another township before later registers see them; deliveries outside the county of residence.
    unclear_share : float
        Newborns whose sex is entered as unclear.
    anomaly_births_share, anomaly_ratio : float
        Of the births of the whole period, those of the facility with the anomaly ``births-ratio``
        (1/36 of 43,200 are 1,200), and their ratio.
    anomaly_scans_without_indication, anomaly_drug_units_missing : float
        Size of the anomalies ``scans-without-indication`` and ``drug-units-missing``.

    Examples
    --------
    >>> city = CityParameters(seed=1)
    >>> city.target_ratio(2023), city.target_ratio(2024), city.target_ratio(2025)
    (130.0, 123.5, 117.0)
    >>> city.births_of_anomaly
    1200
    """

    seed: int = 244
    number: int = 0
    name: str = ""
    counties: int = 6
    townships: int = 60
    births_a_year: int = 14_400
    first_year: int = 2023
    years: int = 3
    ratio_first: float = 130.0
    ratio_last: float = 117.0
    natural_ratio: float = 106.0
    facilities: int = 70
    concealing_county: int | None = 5
    quiet_counties: tuple[int, ...] = ()
    concealed_share_of_girls: float = 0.18
    concealed_seen_by_immunisation: float = 0.35
    concealed_seen_by_household: float = 0.15
    hukou_elsewhere: float = 0.12
    moved_later: float = 0.08
    delivered_elsewhere: float = 0.08
    unclear_share: float = 0.0002
    anomaly_births_share: float = 1 / 36
    anomaly_ratio: float = 160.0
    anomaly_scans_without_indication: float = 0.40
    anomaly_drug_units_missing: float = 0.15

    def __post_init__(self) -> None:
        for wrong, sentence in self._faults():
            if wrong:
                raise ValueError(sentence)

    def _faults(self) -> list[tuple[bool, str]]:
        shares = [value for name, value in vars(self).items() if "share" in name or name in _SHARES]
        ratios = (self.ratio_first, self.ratio_last)
        return [
            (not 0 <= self.number < MOST_CITIES, f"number must be from 0 to {MOST_CITIES - 1}."),
            (not 1 <= self.counties <= 99, "a city has 1 to 99 counties."),
            (
                not 2 * self.counties <= self.townships <= 20 * self.counties,
                "a county has 2 to 20 townships.",
            ),
            (self.facilities < max(12, 5 * self.counties), "a county has at least 5 facilities, a city 12."),
            (self.years < 1 or not 1970 <= self.first_year <= 2100, "the years must lie in 1970 to 2100."),
            (self.births_a_year < 10 * self.townships, "a township has at least 10 births a year."),
            (not all(0 <= share < 1 for share in shares), "a share is at least 0 and below 1."),
            (
                not 90 <= self.natural_ratio <= min(ratios),
                "no ratio lies below the natural one, nor that below 90.",
            ),
            (
                self.anomaly_births_share > 0.1,
                "the facility with the anomaly has at most a tenth of the births.",
            ),
            (
                self.concealing_county is not None and not 0 <= self.concealing_county < self.counties,
                "concealing_county must be the position of a county.",
            ),
            (
                not set(self.quiet_counties) <= set(range(self.counties)) - {self.concealing_county},
                "quiet_counties must be positions of counties, without the one that conceals.",
            ),
        ]

    @property
    def calendar_years(self) -> range:
        """The years covered."""
        return range(self.first_year, self.first_year + self.years)

    @property
    def births_of_anomaly(self) -> int:
        """Births over the whole period of the facility with the anomaly ``births-ratio``."""
        return round(self.births_a_year * self.years * self.anomaly_births_share)

    def target_ratio(self, year: int) -> float:
        """Expected true ratio of the city's live births in a year, males per 100 females."""
        if self.years == 1:
            return self.ratio_first
        passed = (year - self.first_year) / (self.years - 1)
        return self.ratio_first + passed * (self.ratio_last - self.ratio_first)


_SHARES = frozenset(
    {
        "concealed_seen_by_immunisation",
        "concealed_seen_by_household",
        "hukou_elsewhere",
        "moved_later",
        "delivered_elsewhere",
        "anomaly_scans_without_indication",
        "anomaly_drug_units_missing",
    }
)


def province(city: CityParameters, cities: int = 12) -> tuple[CityParameters, ...]:
    """Cities of the same parameters, each with its own code, name and chance.

    Parameters
    ----------
    city : CityParameters
        The first of them.
    cities : int
        How many.

    Returns
    -------
    tuple of CityParameters

    Raises
    ------
    ValueError
        If there are more than :data:`MOST_CITIES` codes for.

    Examples
    --------
    >>> [city.number for city in province(CityParameters(seed=1), 3)]
    [0, 1, 2]
    """
    return tuple(replace(city, number=city.number + position) for position in range(cities))


def country(city: CityParameters, births_a_year: int = 16_000_000) -> tuple[CityParameters, ...]:
    """Cities, none larger than the given one, that make so many births a year.

    Examples
    --------
    >>> len(country(CityParameters(seed=1)))
    1112
    >>> [city.births_a_year for city in country(CityParameters(seed=1), 20_000)]
    [10000, 10000]
    """
    cities = -(-births_a_year // city.births_a_year)
    return province(replace(city, births_a_year=-(-births_a_year // cities)), cities)

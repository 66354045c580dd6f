"""Published ratios without inflation, by region and country, and when a transition could start there."""

from dataclasses import dataclass

from evenborn.sexratio.inflation.priors import DEFAULT_START, StartPrior

BASELINE_SD = 0.00914
"""Standard deviation of the log baseline of a population within its region (the sigma_beta of the source)."""


@dataclass(frozen=True, slots=True)
class ReferenceBaseline:
    """What the published model holds of one region or country.

    Attributes
    ----------
    baseline : float
        Males per 100 females without inflation.
    baseline_sd : float
        Of its log: 0 for a country, as in the source; the spread within the region for a region.
    start : StartPrior
        When a transition may have started; the default where the source names no years.
    is_country : bool
    """

    baseline: float
    baseline_sd: float
    start: StartPrior
    is_country: bool


_REGIONS = {
    "South Asia": 105.18,
    "Europe, North America, Australia, New Zealand": 105.83,
    "North Africa": 105.01,
    "sub-Saharan Africa": 103.12,
    "Latin America": 104.08,
    "West Asia": 104.98,
    "Caucasus, Central Asia": 106.24,
    "South-East Asia": 106.32,
    "East Asia": 106.28,
    "Oceania": 106.72,
}
_STARTS = {
    "China": (1977, 1970),
    "India": (2006, 1970),
    "Viet Nam": (1995, 1970),
    "Republic of Korea": (1978, 1970),
    "China, Taiwan Province of China": (1977, 1970),
    "China, Hong Kong SAR": (1975, 1970),
    "Azerbaijan": (1992, 1970),
    "Armenia": (1976, 1970),
    "Georgia": (1970, 1970),
    "Albania": (1992, 1970),
    "Tunisia": (1994, 1975),
    "Montenegro": (1970, 1970),
}
_COUNTRIES = {
    "China": 106.3,
    "India": 105.32,
    "Nepal": 104.95,
    "Pakistan": 105.64,
    "Viet Nam": 106.3,
    "China, Hong Kong SAR": 108.05,
}
_REGION_OF = {
    "Republic of Korea": "East Asia",
    "China, Taiwan Province of China": "East Asia",
    "Azerbaijan": "Caucasus, Central Asia",
    "Armenia": "Caucasus, Central Asia",
    "Georgia": "Caucasus, Central Asia",
    "Albania": "Europe, North America, Australia, New Zealand",
    "Montenegro": "Europe, North America, Australia, New Zealand",
    "Tunisia": "North Africa",
}


_SHORT = {
    "hong kong": "China, Hong Kong SAR",
    "taiwan": "China, Taiwan Province of China",
    "korea": "Republic of Korea",
}


def _table() -> dict[str, ReferenceBaseline]:
    table = {
        name: ReferenceBaseline(level, BASELINE_SD, DEFAULT_START, False) for name, level in _REGIONS.items()
    }
    for name, level in _COUNTRIES.items():
        start = StartPrior(*_STARTS[name]) if name in _STARTS else DEFAULT_START
        table[name] = ReferenceBaseline(level, 0.0, start, True)
    for name, region in _REGION_OF.items():
        table[name] = ReferenceBaseline(_REGIONS[region], BASELINE_SD, StartPrior(*_STARTS[name]), True)
    return table


REFERENCE_BASELINES: dict[str, ReferenceBaseline] = _table()
"""By name. Eight countries have no published baseline here: they carry their region's, with its spread."""


def reference_baseline(name: str) -> ReferenceBaseline:
    """The published values of a region or country; names as the United Nations write them.

    Parameters
    ----------
    name : str
        In capitals or not; Hong Kong, Taiwan and Korea also by their short names.

    Returns
    -------
    ReferenceBaseline

    Raises
    ------
    KeyError
        If the name is not in ``REFERENCE_BASELINES``.

    References
    ----------
    Chao, Gerland, Cook, Alkema (2019), PNAS 116(19):9303-9311 (baselines); (2021), Annals of Applied
    Statistics 15(3):1499-1528 (years of fertility decline).

    Examples
    --------
    >>> reference_baseline("hong kong").baseline
    108.05
    >>> reference_baseline("East Asia").baseline_sd
    0.00914
    """
    by_name = {known.casefold(): value for known, value in REFERENCE_BASELINES.items()}
    asked = name.strip().casefold()
    return by_name[_SHORT.get(asked, asked).casefold()]

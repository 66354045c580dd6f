"""No attack on all numbers that may be shown of a small city succeeds, whatever its births; releases too."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.figures.small_numbers import city
from apps.figures.small_numbers.attacking import City, Number
from evenborn.apps.figures.adding_up import Sum
from evenborn.apps.figures.small_numbers.deciding import decided
from evenborn.apps.figures.small_numbers.pools import Withheld

YEARS = range(2024, 2026)
TOWNS = ("990101001", "990101002", "990102001", "990102002", "990103001", "990103")
SIZES = st.sampled_from((0, 2, 5, 9, 20, 60, 150))


def may_be_seen(known: Withheld, one: Number) -> bool:
    return known.shows(one.area, one.start, one.end, one.order)


def seen(known: Withheld, sums: list[Sum]) -> list[Sum]:
    return [one for one in sums if known.holds(one[1])]


@given(st.lists(SIZES, min_size=len(TOWNS), max_size=len(TOWNS)), st.integers(0, 999), st.integers(1, 12))
@settings(
    max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
def test_no_small_number_of_any_city_can_be_told(sizes: list[int], seed: int, last: int) -> None:
    sums = city.births(seed, dict(zip(TOWNS, sizes, strict=True)), YEARS, last)
    known = decided(sums)
    sums = seen(known, sums)
    there = City.of(sums, known)
    listed = list(city.numbers(sums, YEARS))
    shown = [one for one in listed if may_be_seen(known, one)]
    assert all(there.value(one) >= 5 for one in shown if there.has_births(one))
    withheld = [one for one in listed if not may_be_seen(known, one) and there.is_listed(one)]
    assert there.told(shown, [*there.small(()), *withheld]) == []

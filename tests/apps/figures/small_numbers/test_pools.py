"""No attack on all numbers that may be shown of a small city succeeds, whatever its births; releases too."""

from collections.abc import Iterator
from datetime import date

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.figures.small_numbers import city
from apps.figures.small_numbers.attacking import City, Number
from evenborn.apps.figures.adding_up import Sum
from evenborn.apps.figures.releases.contents import TableKind
from evenborn.apps.figures.releases.making import AskedTable, hidden_of
from evenborn.apps.figures.small_numbers.cells import total
from evenborn.apps.figures.small_numbers.deciding import decided
from evenborn.apps.figures.small_numbers.pools import Withheld
from evenborn.sexratio.disclosure import WITHHELD, publish

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
    released = list(in_a_release(known, there))
    assert there.told([*shown, *released], [*there.small(()), *withheld]) == []


def in_a_release(known: Withheld, city: City) -> Iterator[Number]:
    """What a table of the counties by year shows, protected by itself and with what pages hide."""
    rows = tuple(sorted({area for area, _ in city.cells.months}))
    if not rows or known.first != YEARS[0] or known.last != YEARS[-1]:
        return
    listed = [[total(city.cells.months.get((row, year), {}).values()) for year in YEARS] for row in rows]
    counts, asked = np.array(listed), AskedTable(TableKind.AREAS, "9901", YEARS[0], YEARS[-1])
    table = publish(
        counts[..., 0], counts[..., 1], totals=("area", "period"), hidden=hidden_of(known, rows, asked)
    ).issue.numbers
    spans = [*((year, year) for year in YEARS), (YEARS[0], YEARS[-1])]
    for at, when, sex in np.argwhere(table != WITHHELD):
        first, last = spans[when]
        area = (*rows, "9901")[at]
        yield Number(area, date(first, 1, 1), date(last, 12, 31), None, (0, 1, None)[sex])


def test_a_pool_stays_as_long_as_a_number_behind_it_is_small() -> None:
    january = date(2025, 1, 1)

    def sums(**births: int) -> list[Sum]:
        every = {f"99010100{name[1]}": number for name, number in births.items()}
        whole = sum(every.values())
        towns = [(area, january, "1", number, number, 0) for area, number in every.items()]
        return [("990101", january, "1", whole, whole, 0), *towns]

    first = decided(sums(t1=80, t2=3, t3=9, t4=12))
    assert [pool.members for pool in first.pools] == [("990101002", "990101003")]
    grown = sums(t1=80, t2=4, t3=19, t4=12)  # by itself it would be hidden behind the fourth now
    assert [pool.members for pool in decided(grown).pools] == [("990101002", "990101004")]
    assert decided(grown, first.pools).pools == first.pools
    assert decided(sums(t1=80, t2=5, t3=19, t4=12), first.pools).pools == ()

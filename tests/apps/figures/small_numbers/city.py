"""Small cities: births of counties and townships by month and order, from birth to birth at random."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from random import Random

from apps.figures import scene
from apps.figures.small_numbers.attacking import Number
from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.actions import replace_cube
from evenborn.apps.figures.adding_up import Sum, added_up
from evenborn.apps.figures.models import Cube

SIZES: Mapping[str, int] = {
    "990101001": 700, "990101002": 60, "990101003": 9, "990102001": 110, "990102002": 6, "990103001": 30,
    "990103002": 24, "990103": 3, "9901": 7, "990104001": 900, "990104002": 500,
}  # fmt: skip
"""Births of a year by township; by county or city where no smaller area is known."""
ORDERS = (("1", 0.62), ("2", 0.3), ("3+", 0.06), ("", 0.02))


def births(
    seed: int, sizes: Mapping[str, int] = SIZES, years: range = range(2024, 2026), last: int = 12
) -> list[Sum]:
    """Sums of a cube, of births drawn one by one; of the last year only the first months."""
    random = Random(seed)  # noqa: S311 - of births of a test
    months: Counter[tuple[str, date, str, bool]] = Counter()
    townships: Counter[tuple[str, date, str, bool]] = Counter()
    for area, size in sizes.items():
        for year in years:
            for _ in range(max(0, round(random.gauss(size, size**0.5)))):
                month = random.randint(1, 12)
                order = random.choices([one for one, _ in ORDERS], [share for _, share in ORDERS])[0]
                boy = random.random() < 0.53
                if year == years[-1] and month > last:
                    continue
                months[area[:6], date(year, month, 1), order, boy] += 1
                if len(area) == 9:
                    townships[area, date(year, 1, 1), order, boy] += 1
    return [*added_up(_sums(months)), *_sums(townships)]


def _sums(counted: Counter[tuple[str, date, str, bool]]) -> list[Sum]:
    places = sorted({place[:3] for place in counted})
    return [(*place, counted[*place, True], counted[*place, False], 0) for place in places]


def cube(sums: list[Sum]) -> Cube:
    """A cube of deliveries that holds them."""
    return replace_cube(
        by=program("figures", Permission.INTAKE_DECIDE), register="delivery", last=scene.batch(),
        cut_off=date(2026, 1, 15), sums=sums,
        births=sum(one[3] + one[4] for one in sums if len(one[0]) == 2), no_month=0,
    )  # fmt: skip


def spans(years: range) -> Iterator[tuple[date, date]]:
    """Every run of months that begins or ends a quarter, and every month."""
    firsts = [date(year, month, 1) for year in years for month in range(1, 13)]
    lasts = [later - timedelta(1) for later in [*firsts[1:], date(years[-1] + 1, 1, 1)]]
    for one, other in product(range(len(firsts)), repeat=2):
        if other == one or (other > one and one % 3 == 0 and other % 3 == 2):
            yield firsts[one], lasts[other]


def numbers(sums: list[Sum], years: range) -> Iterator[Number]:
    """Everything that any page might show: births of areas by any months, by order, by township and year."""
    areas = sorted({one[0] for one in sums})
    orders = sorted({one[2] for one in sums})
    for area, (start, end) in product(areas, spans(years)):
        whole = (start.month, end.month) == (1, 12)
        if len(area) < 9 or whole:
            for order in (None, *(orders if whole and len(area) < 9 else ())):
                yield from (Number(area, start, end, order, sex) for sex in (0, 1, None))

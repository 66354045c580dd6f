"""From births by county and month to births of every area above: pure sums."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from evenborn.apps.figures.levels import COUNTY, PREFECTURE, PROVINCE

__all__ = ["Sum", "added_up"]

Sum = tuple[str, date, str, int, int, int]
"""Code of the area, first day of the month or year, order of birth, males, females, sex unclear."""


def added_up(rows: Iterable[Sum]) -> Iterator[Sum]:
    """Sums of every area that holds some of the births.

    A birth of which only the prefecture is known counts in the prefecture and in no county.

    Parameters
    ----------
    rows : iterable of Sum
        Of counties, or of wider areas where no county is known; empty codes are of nowhere and passed over.

    Examples
    --------
    >>> march = date(2025, 3, 1)
    >>> rows = [("990101", 5, 4), ("990102", 1, 2), ("9901", 1, 0)]
    >>> sums = added_up((area, march, "1", male, female, 0) for area, male, female in rows)
    >>> {area: (male, female) for area, _, _, male, female, _ in sums}
    {'99': (7, 6), '9901': (7, 6), '990101': (5, 4), '990102': (1, 2)}
    """
    sums: dict[tuple[str, date, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for area, start, order, male, female, unclear in rows:
        for digits in (PROVINCE, PREFECTURE, COUNTY):
            if digits <= len(area):
                known = sums[area[:digits], start, order]
                known[0] += male
                known[1] += female
                known[2] += unclear
    for (area, start, order), (male, female, unclear) in sorted(sums.items()):
        yield area, start, order, male, female, unclear

"""The attacker of the rule of small numbers, given numbers of any pages: what can be told of a small city.

She knows which areas, months and orders hold births, and every number that is shown. She asks of each number
that is small how small and how large it can be, over everything that agrees with what is shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import product

import numpy as np
from scipy import sparse

from evenborn.apps.figures.adding_up import Sum
from evenborn.apps.figures.small_numbers.cells import Cells, Parts, cells_of
from evenborn.apps.figures.small_numbers.pools import Withheld
from evenborn.sexratio.disclosure.blocks import reduction
from evenborn.sexratio.disclosure.search import Search
from evenborn.sexratio.disclosure.statements import Statements

LEAST = 5
_COLUMNS = ("layer", "area", "year", "where", "start", "order", "sex")


@dataclass(frozen=True, slots=True)
class Number:
    """Births of an area, time and order (None: all), of one sex (None: both)."""

    area: str
    start: date
    end: date
    order: str | None = None
    sex: int | None = None


Atom = tuple[str, str, int, str, int]
"""Layer, area, year, month (or order, or township), sex."""


@dataclass(frozen=True)
class City:
    """Everything that is unknown of a cube, as three layers that agree by area, year and sex."""

    cells: Cells

    @classmethod
    def of(cls, sums: Iterable[Sum], known: Withheld | None = None) -> "City":
        """What of it is unknown; where no month and order is listed, births may be of any."""
        cells = cells_of(sums)
        if known is None:
            return cls(cells)
        filled: dict[bool, dict[tuple[str, int], Parts]] = {}
        for orders, found in ((False, cells.months), (True, cells.orders)):
            every = sorted({part for parts in found.values() for part in parts})
            blank = dict.fromkeys(every, (0, 0))
            filled[orders] = {
                (area, year): parts if known.divides(area, year) else {**blank, **parts}
                for (area, year), parts in found.items()
            }
        return cls(Cells(filled[False], filled[True], cells.townships))

    @cached_property
    def layers(self) -> Mapping[str, Mapping[tuple[str, int], Mapping[str, tuple[int, int]]]]:
        return {"month": self.cells.months, "order": self.cells.orders, "township": self.cells.townships}

    @cached_property
    def atoms(self) -> dict[Atom, int]:
        listed = [
            (layer, area, year, part, sex)
            for layer, found in self.layers.items() for (area, year), parts in found.items()
            for part in parts for sex in (0, 1)
        ]  # fmt: skip
        return {atom: place for place, atom in enumerate(listed)}

    @cached_property
    def truth(self) -> np.ndarray:
        return np.array([self.layers[a][b, c][d][e] for a, b, c, d, e in self.atoms], dtype=np.int64)

    @cached_property
    def columns(self) -> Mapping[str, np.ndarray]:
        named: dict[str, list[object]] = {name: [] for name in _COLUMNS}
        for layer, area, year, part, sex in self.atoms:
            start = date(year, int(part), 1) if layer == "month" else date(year, 1, 1)
            where = part if layer == "township" else area
            for name, one in zip(
                _COLUMNS, (layer, area, year, where, start.toordinal(), part, sex), strict=True
            ):
                named[name].append(one)
        return {name: np.array(listed) for name, listed in named.items()}

    def row(self, number: Number) -> np.ndarray:
        """Which atoms a number adds up."""
        layer = "order" if number.order is not None else "township" if len(number.area) == 9 else "month"
        if number.area.endswith("_U"):
            layer = "township"
        has = self.columns
        row = (has["layer"] == layer) & np.char.startswith(has["where"], number.area)
        row &= (number.start.toordinal() <= has["start"]) & (has["start"] <= number.end.toordinal())
        if number.order is not None:
            row &= has["order"] == number.order
        if number.sex is not None:
            row &= has["sex"] == number.sex
        return row.astype(np.int64)

    def links(self) -> Iterator[np.ndarray]:
        """Months, orders and townships of one area and year hold the same births."""
        has = self.columns
        for (area, year), sex in product(self.cells.months, (0, 1)):
            own = (has["area"] == area) & (has["year"] == year) & (has["sex"] == sex)
            rows = [(own & (has["layer"] == layer)).astype(np.int64) for layer in self.layers]
            yield rows[0] - rows[1]
            yield rows[0] - rows[2]

    def value(self, number: Number) -> int:
        return int(self.row(number) @ self.truth)

    def small(self, numbers: Iterable[Number]) -> list[Number]:
        """Those of the numbers, and all cells, that are small, where there are births at all."""
        found = list(numbers)
        for layer, area, year, part, sex in self.atoms:
            if layer == "month":
                month = date(year, int(part), 1)
                found += [Number(area, month, month, None, one) for one in (sex, None)]
                found += [
                    Number(area, date(year, 1, 1), date(year, 12, 31), None, one) for one in (sex, None)
                ]
            elif layer == "township" and "_" not in part:
                found += [
                    Number(part, date(year, 1, 1), date(year, 12, 31), None, one) for one in (sex, None)
                ]
            elif layer == "order":
                found += [
                    Number(area, date(year, 1, 1), date(year, 12, 31), part, one) for one in (sex, None)
                ]
        return [one for one in dict.fromkeys(found) if self.has_births(one) and self.value(one) < LEAST]

    def has_births(self, number: Number) -> bool:
        """Whether there are births of either sex; that there are none is no secret."""
        return self.value(replace(number, sex=None)) > 0

    def is_listed(self, number: Number) -> bool:
        """Whether there are births in each of its years; otherwise it is none of its own."""
        years = range(number.start.year, number.end.year + 1)
        ends = [(date(year, 1, 1), date(year, 12, 31)) for year in years]
        return all(
            self.has_births(replace(number, start=max(number.start, one), end=min(number.end, other)))
            for one, other in ends
        )

    def told(self, shown: Iterable[Number], wanted: Iterable[Number]) -> list[str]:
        """What can be told of the wanted numbers to less than five births."""
        if not self.atoms:
            return []
        known = [row for row in (self.row(one) for one in dict.fromkeys(shown)) if row.any()]
        rows = np.array([*known, *self.links()])
        values = rows @ self.truth
        asked = [one for one in wanted if self.row(one).any()]
        targets = sparse.csr_array(np.array([self.row(one) for one in asked]).reshape(-1, len(self.atoms)))
        none, nothing = sparse.csr_array((0, len(self.atoms)), dtype=np.int64), np.zeros(0, dtype=np.int64)
        count = np.arange(len(asked))
        said = Statements(
            equalities=sparse.csr_array(rows), values=values, inequalities=none, limits=nothing,
            ceiling=np.full(len(self.atoms), np.inf), published_issue=np.zeros(len(rows), dtype=np.int64),
            published_number=np.arange(len(rows)), withheld=targets, withheld_issue=np.zeros_like(count),
            withheld_number=count,
        )  # fmt: skip
        search = Search(said, reduction(said), LEAST)
        search.run("prove")
        low, high, _ = search.ranges()
        return [
            f"{one}: {low[k]:.0f} to {high[k]:.0f}"
            for k, one in enumerate(asked) if high[k] - low[k] < LEAST
        ]  # fmt: skip

"""A second attacker, for small tables: tries every table there can be. Shares no code with the package."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from scipy import stats

from evenborn.sexratio.disclosure import Issue

Cells = tuple[int, ...]


class TooManyError(Exception):
    """More tables than a test can wait for."""


def groups(size: int, windows: Sequence[int] = (), total: bool = True) -> list[list[int]]:
    """Positions, then windows, then the total."""
    found = [[i] for i in range(size)]
    for length in windows:
        found += [list(range(start, start + length)) for start in range(size - length + 1)]
    return found + ([list(range(size))] if total else [])


@dataclass
class Puzzle:
    """Sums, ratios and intervals over unknown cells, and cells that are not larger than others."""

    cells: int = 0
    sums: list[tuple[Cells, int]] = field(default_factory=list)
    targets: list[Cells] = field(default_factory=list)
    rounded: list[tuple[Cells, Cells, float, float, float, int]] = field(default_factory=list)
    rising: list[tuple[int, int]] = field(default_factory=list)

    def add(self, issue: Issue, axes: Sequence[list[list[int]]]) -> None:
        """Everything that one issue says; ``axes`` are the groups of each axis but the sex."""
        sizes = [1 + max(max(group) for group in axis) for axis in axes]
        start = self.cells
        self.cells += 2 * math.prod(sizes)
        for place in product(*[range(len(axis)) for axis in axes]):
            inside = product(*[axis[k] for axis, k in zip(axes, place, strict=True)])
            rank = [_rank(cell, sizes) for cell in inside]
            male = tuple(start + 2 * k for k in rank)
            female = tuple(start + 2 * k + 1 for k in rank)
            for cells, value in zip((male, female, male + female), issue.numbers[place], strict=True):
                if value >= 0:
                    self.sums.append((cells, int(value)))
                else:
                    self.targets.append(cells)
            ratio, lower, upper = (float(part[place]) for part in (issue.ratio, issue.lower, issue.upper))
            if not (math.isnan(ratio) and math.isnan(lower)):
                self.rounded.append((male, female, ratio, lower, upper, issue.decimals))

    def ranges(self, cap: int, limit: int = 8_000, enough: float = math.inf) -> list[tuple[int, int]]:
        """Smallest and largest value of each withheld number over all tables that agree.

        Ends early once every range is ``enough`` wide. Tries small values first, then large ones.
        """
        low = [math.inf] * len(self.targets)
        high = [-math.inf] * len(self.targets)
        for downwards in (False, True):
            try:
                for table in self.tables(cap, limit, downwards):
                    values = [sum(table[c] for c in cells) for cells in self.targets]
                    low = [min(a, b) for a, b in zip(low, values, strict=True)]
                    high = [max(a, b) for a, b in zip(high, values, strict=True)]
                    if all(b - a >= enough for a, b in zip(low, high, strict=True)):
                        break
                return [(int(a), int(b)) for a, b in zip(low, high, strict=True)]
            except TooManyError:
                if downwards:
                    raise
        return []

    def tables(self, cap: int, limit: int, downwards: bool) -> Iterator[list[int]]:
        """All tables, cell by cell; a sum with one open cell gives its value."""
        rest = [value for _, value in self.sums]
        open_cells = [len(cells) for cells, _ in self.sums]
        of_cell: list[list[int]] = [
            [k for k, (cells, _) in enumerate(self.sums) if c in cells] for c in range(self.cells)
        ]
        table: list[int] = [-1] * self.cells
        steps = 0

        def choices(cell: int) -> range:
            most = min([rest[k] for k in of_cell[cell]], default=cap)
            least = max([rest[k] for k in of_cell[cell] if open_cells[k] == 1], default=0)
            least = max([least, *[table[a] for a, b in self.rising if b == cell and table[a] >= 0]])
            most = min([most, *[table[b] for a, b in self.rising if a == cell and table[b] >= 0]])
            return range(least, most + 1)

        def walk(open_left: int) -> Iterator[list[int]]:
            nonlocal steps
            steps += 1
            if steps > limit:
                raise TooManyError
            if open_left == 0:
                if all(self._agrees(table, *said) for said in self.rounded):
                    yield table
                return
            unset = [c for c in range(self.cells) if table[c] < 0]
            cell = min(unset, key=lambda c: len(choices(c)))
            for value in sorted(choices(cell), reverse=downwards):
                table[cell] = value
                for k in of_cell[cell]:
                    rest[k] -= value
                    open_cells[k] -= 1
                yield from walk(open_left - 1)
                for k in of_cell[cell]:
                    rest[k] += value
                    open_cells[k] += 1
                table[cell] = -1

        yield from walk(self.cells)

    def _agrees(
        self,
        table: list[int],
        male: Cells,
        female: Cells,
        ratio: float,
        lower: float,
        upper: float,
        decimals: int,
    ) -> bool:
        boys, girls = sum(table[c] for c in male), sum(table[c] for c in female)
        half = 0.5 * 10.0**-decimals + 1e-9
        if not math.isnan(ratio) and (girls == 0 or abs(100 * boys / girls - ratio) > half):
            return False
        if math.isnan(lower):
            return True
        low, high = jeffreys(boys, girls)
        return abs(low - lower) <= half and abs(high - upper) <= half


@lru_cache(maxsize=100_000)
def jeffreys(boys: int, girls: int) -> tuple[float, float]:
    """The 95 % interval of males per 100 females."""
    shares = stats.beta.ppf([0.025, 0.975], boys + 0.5, girls + 0.5)
    low = 0.0 if boys == 0 else 100 * shares[0] / (1 - shares[0])
    high = math.inf if girls == 0 else 100 * shares[1] / (1 - shares[1])
    return float(low), float(high)


def _rank(cell: tuple[int, ...], sizes: Sequence[int]) -> int:
    rank = 0
    for position, size in zip(cell, sizes, strict=True):
        rank = rank * size + position
    return rank

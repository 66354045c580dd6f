"""The rule of generalisation said once more, one birth at a time, to hold the arrays against."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str, ...]
"""A value of one column in all of its forms, the finest first."""

Birth = tuple[Path, ...]


@dataclass(frozen=True)
class Part:
    """Births that one value of a column is told of."""

    value: str
    births: tuple[Birth, ...]

    def first(self, column: int) -> Path:
        """Its first value in the order of the forms, the widest before the finer."""
        return min(birth[column][::-1] for birth in self.births)


def plainly(births: Sequence[Birth], smallest: int) -> Counter[tuple[str, ...]]:
    """Births by combination; none where there are fewer than ``smallest``."""
    if len(births) < smallest:
        return Counter()
    groups: list[tuple[tuple[str, ...], tuple[Birth, ...]]] = [((), tuple(births))]
    for column in range(len(births[0])):
        groups = [
            ((*told, part.value), part.births)
            for told, group in groups
            for part in _split(group, column, len(group[0][column]) - 1, smallest)[0]
        ]
    counted = Counter({told: len(group) for told, group in groups})
    assert len(counted) == len(groups)  # no combination is told twice
    return counted


def _split(
    births: tuple[Birth, ...], column: int, level: int, smallest: int
) -> tuple[list[Part], tuple[Birth, ...]]:
    """Parts of the births of one value at a level, and those that are too few for it."""
    if len(births) < smallest:
        return [], births
    value = births[0][column][level]
    if level == 0:
        return [Part(value, births)], ()
    finer = defaultdict(list)
    for birth in births:
        finer[birth[column][level - 1]].append(birth)
    parts: list[Part] = []
    pool: list[Birth] = []
    for group in finer.values():
        kept, left = _split(tuple(group), column, level - 1, smallest)
        parts += kept
        pool += left
    if pool and len(pool) < smallest:
        least = min(parts, key=lambda part: (len(part.births), part.first(column)))
        parts.remove(least)
        pool += least.births
    return [*parts, *([Part(value, tuple(pool))] if pool else [])], ()

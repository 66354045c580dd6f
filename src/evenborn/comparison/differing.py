"""Which linked records state something else, and which second entries are no births of their own."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.combine import Births
from evenborn.comparison.linking import Linked


def without_second_entries(births: Births, twice: Sequence[NDArray[np.int64]]) -> Births:
    """A second entry that nobody else has is no birth of its own."""
    alone = (births >= 0).sum(axis=1) == 1
    kept = np.ones(len(births), np.bool_)
    for register, pairs in enumerate(twice):
        kept &= ~(alone & np.isin(births[:, register], pairs[:, 1]))
    return births[kept]


def differing(
    linked: Mapping[tuple[int, int], Linked], births: Births, records: Sequence["pa.Table"]
) -> list[dict[str, NDArray[np.int64]]]:
    """By register and kind, records that differ from one that they are linked with; both state it."""
    found: list[dict[str, list[NDArray[np.int64]]]] = [
        {"sex-differs": [], "day-differs": []} for _ in records
    ]
    stated = [
        {
            "sex": table.column("sex").to_numpy() >= 0,
            "birth_day": np.asarray(table.column("month").is_valid()),
        }
        for table in records
    ]
    for (one, other), pair in linked.items():
        left, right = pair.pairs.left[pair.chosen], pair.pairs.right[pair.chosen]
        held = _held(births, one, other, left, right)
        for kind, comparison, least in (("sex-differs", "sex", 1), ("day-differs", "birth_day", 1)):
            if comparison in pair.pairs.levels:
                differs = held & (pair.pairs.levels[comparison][pair.chosen] >= least)
                # in an encoding what is not stated looks as if it differed
                differs &= stated[one][comparison][left] & stated[other][comparison][right]
                found[one][kind].append(left[differs])
                found[other][kind].append(right[differs])
    return [
        {
            kind: np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
            for kind, parts in own.items()
        }
        for own in found
    ]


def _held(
    births: Births, one: int, other: int, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Links that are in one of the births."""
    both = births[(births[:, one] >= 0) & (births[:, other] >= 0)]
    partner = np.full(int(max(births[:, one].max(initial=0), left.max(initial=0))) + 1, -1, np.int64)
    partner[both[:, one]] = both[:, other]
    return np.asarray(partner[left] == right)

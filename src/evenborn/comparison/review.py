"""A sample of links, and of pairs that were not linked, for people to look at; and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from evenborn.comparison.evaluation import Evaluation, Stratum, by_review
from evenborn.comparison.reviewed_errors import chances_of_strata
from evenborn.comparison.run_files import pair_file
from evenborn.comparison.run_record import RunRecord
from evenborn.registers.refusal import Refusal

STRATA: Final = ("certain", "weight-0-5", "weight-5-10", "weight-10-20", "weight-20", "not-linked")
"""Certain links; links by weight in bits; pairs that were weighed and not linked."""

ANSWERS: Final = ("yes", "no", "cannot-tell")
"""Whether a pair is one birth."""

_BOUNDS: Final = (5.0, 10.0, 20.0)
_NOT_LEVELS: Final = {
    *("left", "right", "left_row", "right_row", "left_record", "right_record"),
    *("weight", "certain", "linked"),
}


@dataclass(frozen=True, slots=True)
class SampledPair:
    """A pair to be looked at.

    Attributes
    ----------
    place : int
        Number of the pair in the sheet, from 1.
    of : int
        Which two registers: position in the record of the run.
    stratum : str
        One of :data:`STRATA`; never shown to who looks at the pair.
    numbers, rows : pair
        Record numbers and rows of either side.
    levels : mapping of str to int
        How alike the two are; -1 where one side does not state it.
    """

    place: int
    of: int
    stratum: str
    numbers: tuple[str | None, str | None]
    rows: tuple[int, int]
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people say of the links of two registers.

    Attributes
    ----------
    left, right : str
    strata : mapping of str to Stratum
    cannot_tell : int
    by_people : Evaluation
    """

    left: str
    right: str
    strata: Mapping[str, Stratum]
    cannot_tell: int
    by_people: Evaluation


def stratum_of(
    weights: NDArray[np.float64], certain: NDArray[np.bool_], linked: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Position in :data:`STRATA` of every pair.

    Examples
    --------
    >>> stratum_of(np.array([30.0, 3.0, 12.0, -4.0]), np.array([True, False, False, False]),
    ...     np.array([True, True, True, False])).tolist()
    [0, 1, 3, 5]
    """
    by_weight = 1 + np.searchsorted(_BOUNDS, weights, side="right")
    return np.where(certain, 0, np.where(linked, by_weight, len(STRATA) - 1))


def shared_out(sizes: Sequence[int], wanted: int) -> list[int]:
    """How many are drawn from each stratum: as many from each, as far as they go.

    Examples
    --------
    >>> shared_out([1000, 3, 0, 50], 60)
    [29, 3, 0, 28]
    """
    drawn = [0] * len(sizes)
    left = wanted
    ascending = sorted(range(len(sizes)), key=sizes.__getitem__)
    for turn, at in enumerate(ascending):
        drawn[at] = min(sizes[at], left // (len(sizes) - turn))
        left -= drawn[at]
    return drawn


def sample(
    folder: Path, record: RunRecord, pairs: Sequence[int], size: int, seed: int
) -> tuple[SampledPair, ...]:
    """Draw pairs; the same run, registers, size and seed give the same pairs in the same order.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.
    record : RunRecord
    pairs : sequence of int
        Which two registers: positions in the record.
    size : int
        Pairs of any two registers.
    seed : int

    Raises
    ------
    Refusal
        ``no-run`` where a file of the run is gone or damaged.
    """
    chance = np.random.default_rng(seed)
    drawn: list[tuple[int, str, dict[str, Any]]] = []
    for of in pairs:
        table = _weighed(folder, record, of)
        stratum = _strata(table)
        sizes = np.bincount(stratum, minlength=len(STRATA))
        for at, number in enumerate(shared_out(sizes.tolist(), size)):
            rows = chance.choice(np.flatnonzero(stratum == at), number, replace=False)
            drawn += [(of, STRATA[at], row) for row in table.take(pa.array(rows)).to_pylist()]
    order = chance.permutation(len(drawn))
    return tuple(_sampled(place, *drawn[at]) for place, at in enumerate(order.tolist(), start=1))


def _weighed(folder: Path, record: RunRecord, of: int) -> "pa.Table":
    pair = record.pairs[of]
    try:
        table = pq.read_table(folder / pair_file("pairs", pair["left"], pair["right"]))
        if not set(table.column_names) >= _NOT_LEVELS:
            raise Refusal("no-run", folder=folder.name)
    except (OSError, pa.ArrowException) as error:
        raise Refusal("no-run", folder=folder.name) from error
    return table


def _strata(table: "pa.Table") -> NDArray[np.int64]:
    weights, certain, linked = (
        table.column(name).to_numpy(zero_copy_only=False) for name in ("weight", "certain", "linked")
    )
    return stratum_of(weights.astype(np.float64), certain.astype(np.bool_), linked.astype(np.bool_))


def _sampled(place: int, of: int, stratum: str, row: Mapping[str, Any]) -> SampledPair:
    return SampledPair(
        place,
        of,
        stratum,
        (row["left"], row["right"]),
        (row["left_row"], row["right_row"]),
        {name: level for name, level in row.items() if name not in _NOT_LEVELS},
    )


def evaluated(
    folder: Path, record: RunRecord, pairs: Sequence[SampledPair], answers: Mapping[int, str]
) -> tuple[Reviewed, ...]:
    """What the answers say of the links.

    Parameters
    ----------
    folder : pathlib.Path
    record : RunRecord
    pairs : sequence of SampledPair
        As they were drawn.
    answers : mapping of int to str
        One of :data:`ANSWERS`, by the number of the pair; pairs without an answer may be absent.

    Raises
    ------
    Refusal
        ``nothing-reviewed``.
    """
    if not any(answer != "cannot-tell" for answer in answers.values()):
        raise Refusal("nothing-reviewed", run=record.run)
    found = []
    for of in sorted({pair.of for pair in pairs}):
        own = [pair for pair in pairs if pair.of == of]
        strata = _counted(strata_sizes(folder, record, of), own, answers)
        unclear = sum(answers.get(pair.place) == "cannot-tell" for pair in own)
        pair = record.pairs[of]
        found.append(Reviewed(pair["left"], pair["right"], strata, unclear, by_review(list(strata.values()))))
    return tuple(found)


def strata_sizes(folder: Path, record: RunRecord, of: int) -> list[int]:
    """Pairs of every stratum; of the certain links all, not only those that were weighed as well.

    Parameters
    ----------
    folder : pathlib.Path
    record : RunRecord
    of : int
        Which two registers: position in the record.
    """
    sizes = np.bincount(_strata(_weighed(folder, record, of)), minlength=len(STRATA)).tolist()
    return [sum(record.pairs[of]["certain"].values()), *sizes[1:]]


def strata_chances(folder: Path, record: RunRecord, of: int) -> list[float]:
    """What the model says of every stratum: mean chance that a pair is one birth."""
    table = _weighed(folder, record, of)
    weights = table.column("weight").to_numpy(zero_copy_only=False).astype(np.float64)
    return chances_of_strata(_strata(table), weights, len(STRATA))


def _counted(
    sizes: Sequence[int], pairs: Sequence[SampledPair], answers: Mapping[int, str]
) -> dict[str, Stratum]:
    strata = {}
    for name, size in zip(STRATA, sizes, strict=True):
        said = [answers.get(pair.place) for pair in pairs if pair.stratum == name]
        strata[name] = Stratum(size, name != "not-linked", said.count("yes"), said.count("no"))
    return strata

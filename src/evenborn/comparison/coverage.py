"""From births by capture pattern to the question of selection or concealment, area by area."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.evaluation import Estimate, Evaluation
from evenborn.sexratio.reference import REFERENCE_LEVEL
from evenborn.sexratio.registration import (
    NO_ERRORS,
    AreaCoverage,
    LinkageErrors,
    OrderGradient,
    capture_patterns,
    coverage_by_area,
    order_gradient,
)

Division = Literal["county", "month"]
_TWO_SIDED: Final = 1.959963984540054
_MOST_MISSED: Final = 0.999


@dataclass(frozen=True, slots=True, eq=False)
class PatternCounts:
    """Births by area (or month), sex and capture pattern; the first row is all of them together.

    Attributes
    ----------
    names : tuple of (str or None)
        Areas or months; None for all together.
    male, female : ndarray of int64, shape (n, 2**k - 1)
        In the order of :func:`~evenborn.sexratio.registration.capture_patterns`.
    unclear : ndarray of int64, shape (n,)
        Births whose sex no register states clearly.
    unplaced : int
        Births in no area (or month); they are in the first row only.
    """

    names: tuple[str | None, ...]
    male: NDArray[np.int64]
    female: NDArray[np.int64]
    unclear: NDArray[np.int64]
    unplaced: int

    def of_register(self, register: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Boys and girls that one register has, each of shape (n,)."""
        held = capture_patterns(_registers(self.male.shape[1]))[:, register] == 1
        return self.male[:, held].sum(axis=1), self.female[:, held].sum(axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """What the registers together say of each area.

    Attributes
    ----------
    registers : tuple of str
    counts : PatternCounts
    found : AreaCoverage
        With the births that no register holds.
    reference : float
        Males per 100 females.
    years : int
        Years that the births are of.
    division : {"county", "month"}
        What the births are told apart by.
    """

    registers: tuple[str, ...]
    counts: PatternCounts
    found: AreaCoverage
    reference: float
    years: int
    division: Division = "county"


def pattern_counts_by(patterns: "pa.Table", registers: int, division: Division = "county") -> PatternCounts:
    """Arrays for the statistics.

    Parameters
    ----------
    patterns : pyarrow.Table
        See :func:`~evenborn.comparison.patterns.pattern_counts`.
    registers : int
    division : {"county", "month"}
        What births are told apart by.

    Examples
    --------
    >>> table = pa.table({"county": ["990101"] * 2, "month": pa.nulls(2, pa.date32()),
    ...     "sex": ["male", "female"], "pattern": [1, 3], "births": [7, 5]})
    >>> counts = pattern_counts_by(table, 2)
    >>> counts.names, counts.male[1].tolist(), counts.female[1].tolist()
    ((None, '990101'), [0, 7, 0], [5, 0, 0])
    """
    named = patterns.column(division).cast(pa.string())
    names = sorted(map(str, set(named.drop_null().to_pylist())))
    place = {name: at for at, name in enumerate(names, start=1)}
    rows = np.array([place.get(name or "", 0) for name in named.to_pylist()], np.int64)
    births = patterns.column("births").to_numpy().astype(np.int64)
    columns = _column_of(registers)[patterns.column("pattern").to_numpy()]
    sexes = np.array([sex or "" for sex in patterns.column("sex").to_pylist()], object)
    found = {}
    for sex in ("male", "female"):
        counted = np.zeros((len(names) + 1, 2**registers - 1), np.int64)
        of_sex = sexes == sex
        np.add.at(counted, (rows[of_sex], columns[of_sex]), births[of_sex])
        counted[0] = counted.sum(axis=0)
        found[sex] = counted
    unclear = np.zeros(len(names) + 1, np.int64)
    other = ~np.isin(sexes, ("male", "female"))
    np.add.at(unclear, rows[other], births[other])
    unclear[0] = unclear.sum()
    unplaced = int(births[rows == 0].sum())
    return PatternCounts((None, *names), found["male"], found["female"], unclear, unplaced)


def _registers(patterns: int) -> int:
    return (patterns + 1).bit_length() - 1


def _column_of(registers: int) -> NDArray[np.int64]:
    """By pattern as a number whose bit i is the register i, its place among the capture patterns."""
    numbers = capture_patterns(registers) @ (1 << np.arange(registers))
    column = np.zeros(2**registers, np.int64)
    column[numbers] = np.arange(len(numbers))
    return column


def coverage(
    patterns: "pa.Table",
    registers: Sequence[str],
    evaluations: Sequence[Evaluation],
    reference: float = REFERENCE_LEVEL,
    division: Division = "county",
) -> Coverage:
    """Ask of every area or month whether an excess of boys is selection, concealment, both or neither.

    Parameters
    ----------
    patterns : pyarrow.Table
    registers : sequence of str
        Names, in the order of the pattern.
    evaluations : sequence of Evaluation
        Of the links of every two registers, in the order of :func:`itertools.combinations`: their errors are
        allowed for. None are where it is empty.
    reference : float
        Males per 100 females.
    division : {"county", "month"}
    """
    counts = pattern_counts_by(patterns, len(registers), division)
    errors = linkage_errors(evaluations) if evaluations else NO_ERRORS
    months = len(set(patterns.column("month").drop_null().to_pylist()))
    years = max(1, round(months / 12)) if division == "county" else 1
    found = coverage_by_area(
        counts.male, counts.female, reference, gradient=gradient_of_order(patterns, len(registers), division),
        errors_male=errors, errors_female=errors, periods=years,
    )  # fmt: skip
    return Coverage(tuple(registers), counts, found, float(reference), years, division)


def gradient_of_order(
    patterns: "pa.Table", registers: int, division: Division = "county"
) -> OrderGradient | None:
    """How much higher the ratio of later births is in each area; None where no register states the order.

    Examples
    --------
    >>> table = pa.table({"county": ["990101"] * 4, "sex": ["male", "female"] * 2,
    ...     "order": ["first", "first", "later", "later"], "pattern": [3] * 4,
    ...     "births": [530, 500, 600, 500]})
    >>> gradient_of_order(table, 2).difference.round(3).tolist()
    [0.124, 0.124]
    """
    orders = patterns.column("order").to_pylist()
    if not any(orders):
        return None
    of = np.array([order or "" for order in orders], object)
    births, place = patterns.column("births").to_numpy(), patterns.schema.get_field_index("births")
    counts = [
        pattern_counts_by(
            patterns.set_column(place, "births", pa.array(births * (of == order))), registers, division
        )
        for order in ("first", "later")
    ]  # fmt: skip
    return order_gradient(*(one.sum(axis=1) for part in counts for one in (part.male, part.female)))


def linkage_errors(evaluations: Sequence[Evaluation]) -> LinkageErrors:
    """Shares of missed and of false links of every two registers, with their uncertainty.

    Examples
    --------
    >>> found = Evaluation(Estimate(0.99, 0.98, 0.995), Estimate(0.95, 0.93, 0.965), 900)
    >>> errors = linkage_errors([found])
    >>> round(float(errors.missed_match_rate), 3), round(float(errors.false_match_rate), 3)
    (0.05, 0.01)
    """
    missed, false = (
        np.array([_share_off(getattr(one, what)) for one in evaluations]).T
        for what in ("recall", "precision")
    )
    if len(evaluations) == 1:
        missed, false = missed[:, 0], false[:, 0]
    return LinkageErrors(missed[0], false[0], missed[1], false[1])


def _share_off(estimate: Estimate) -> tuple[float, float]:
    if not np.isfinite(estimate.share):
        return 0.0, 0.0
    off = min(max(1 - estimate.share, 0.0), _MOST_MISSED)
    return off, (estimate.upper - estimate.lower) / (2 * _TWO_SIDED)

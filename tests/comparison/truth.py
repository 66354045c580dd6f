"""Which links are right, by the truth that the simulator wrote beside the registers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from evenborn.comparison.compare import Compared


@dataclass(frozen=True)
class Judged:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def true_births(folder: Path, name: str, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The birth of each record, by its row."""
    links = pq.read_table(folder / "truth" / f"links-{name}.parquet")
    birth_of = dict(zip(links.column("row").to_pylist(), links.column("birth").to_pylist(), strict=True))
    return np.array([birth_of[row] for row in rows.tolist()])


def judge(compared: Compared, folder: Path, names: Sequence[str], plurality: range = range(1, 9)) -> Judged:
    """Precision and recall of the links of the first two registers, among births of some plurality."""
    births = pq.read_table(folder / "truth" / "births.parquet", columns=["birth", "plurality"])
    is_asked = np.isin(births.column("plurality").to_numpy(), list(plurality))
    asked = births.column("birth").to_numpy()[is_asked]
    one, other = (
        true_births(folder, name, table.column("row").to_numpy())
        for name, table in zip(names, compared.records, strict=False)
    )
    both = compared.births[(compared.births[:, 0] >= 0) & (compared.births[:, 1] >= 0)]
    left, right = one[both[:, 0]], other[both[:, 1]]
    linked = np.isin(left, asked)
    right_links = int((linked & (left == right)).sum())
    possible = len(np.intersect1d(np.intersect1d(one, other), asked))
    return Judged(right_links / int(linked.sum()), right_links / possible)

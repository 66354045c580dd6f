"""How many links of the reference pair are right, by the truth that the simulation wrote beside it."""

from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

PAIR = ("delivery", "immunisation")


def births_by_row(folder: Path, name: str) -> np.ndarray:
    """The birth of every row; the header stands in row 1."""
    links = pq.read_table(folder / "truth" / f"links-{name}.parquet", columns=["row", "birth"])
    rows = links.column("row").to_numpy()
    births = np.full(int(rows.max()) + 1, -1, np.int64)
    births[rows] = links.column("birth").to_numpy()
    return births


def f1_scores(folder: Path, links: np.ndarray) -> dict[str, float]:
    """Pairwise F1 among all births, twins, and newborns without a name of their own.

    Parameters
    ----------
    folder : pathlib.Path
        A simulated reference pair.
    links : ndarray of int64, shape (n, 2)
        Rows of the delivery and the immunisation register.
    """
    left, right = (births_by_row(folder, name) for name in PAIR)
    truth = pq.read_table(folder / "truth" / "births.parquet", columns=["birth", "plurality"])
    twins = truth.column("birth").to_numpy()[truth.column("plurality").to_numpy() > 1]
    names = pq.read_table(folder / "delivery.parquet", columns=["newborn_name"]).column(0).combine_chunks()
    unnamed = pc.match_substring_regex(names, "之[子女]$").fill_null(False).to_numpy(zero_copy_only=False)
    groups = {"all": left[2:], "twins": np.intersect1d(left[2:], twins), "unnamed": left[2:][unnamed]}
    one, other = left[links[:, 0]], right[links[:, 1]]
    scores = {}
    for group, members in groups.items():
        inside = np.isin(one, members)
        possible = len(np.intersect1d(members, right[2:]))
        scores[group] = float(2 * (inside & (one == other)).sum() / (inside.sum() + possible))
    return scores


def one_partner_each(pairs: np.ndarray) -> np.ndarray:
    """Pairs taken one after the other, where neither record has a partner yet."""
    left, right = set[int](), set[int]()
    kept = []
    for one, other in pairs.tolist():
        if one not in left and other not in right:
            left.add(one)
            right.add(other)
            kept.append((one, other))
    return np.array(kept, np.int64).reshape(-1, 2)

"""Files of a comparison that stay at the desk: links, weighed pairs, births by pattern, the record."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from evenborn.comparison.certain import CERTAIN_RULES
from evenborn.comparison.compare import Compared
from evenborn.comparison.linking import BY_WEIGHT, Linked
from evenborn.comparison.recording import rule_name
from evenborn.comparison.run_record import RECORD, RunRecord, as_json

LEAST_WEIGHT: Final = -10.0
"""Bits; pairs that are less likely one birth are not kept for review."""

PATTERNS: Final = "patterns.csv"


def pair_file(kind: str, left: str, right: str) -> str:
    """Name of a file about two registers.

    Examples
    --------
    >>> pair_file("links", "delivery", "birth_certificate")
    'links-delivery-birth_certificate.parquet'
    """
    return f"{kind}-{left}-{right}.parquet"


def write_run_files(folder: Path, compared: Compared, record: RunRecord) -> None:
    """Write everything that stays at the desk.

    Parameters
    ----------
    folder : pathlib.Path
        Empty.
    compared : Compared
    record : RunRecord
    """
    names = record.names()
    for (one, other), found in compared.linked.items():
        records = compared.records[one], compared.records[other]
        for kind, table in (("links", _links(found, records)), ("pairs", _pairs(found, records))):
            pq.write_table(table, folder / pair_file(kind, names[one], names[other]), compression="zstd")
    write_patterns(folder / PATTERNS, compared.patterns, len(names))
    text = json.dumps(as_json(record), ensure_ascii=False, indent=1, allow_nan=False)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def close_to_others(folder: Path) -> None:
    """Let nobody but the owner of the folder read what is in it."""
    folder.chmod(0o700)
    for path in folder.iterdir():
        path.chmod(0o600)


def _links(found: Linked, records: "Sequence[pa.Table]") -> "pa.Table":
    links = found.links
    names = np.array([*map(rule_name, CERTAIN_RULES), *[""] * (BY_WEIGHT - len(CERTAIN_RULES)), "weight"])
    ends = [links.column(side).to_numpy().astype(np.int64) for side in ("l", "r")]
    return pa.table(
        {
            **_ends(ends, records),
            "rule": pa.array(names[links.column("rule").to_numpy()]),
            "weight": links.column("weight"),
        }
    )


def _pairs(found: Linked, records: "Sequence[pa.Table]") -> "pa.Table":
    """Weighed pairs that are not hopeless, and the certain links that were weighed as well."""
    kept = found.weights > LEAST_WEIGHT
    linked = np.zeros(len(found.weights), np.bool_)
    linked[found.chosen] = True
    kept |= linked
    judged, pairs = found.judged, found.pairs
    sure = len(judged.left)
    ends = [
        np.concatenate([pairs.left[kept], judged.left]),
        np.concatenate([pairs.right[kept], judged.right]),
    ]
    columns: dict[str, Any] = {
        **_ends(ends, records),
        "weight": np.concatenate([found.weights[kept], judged.weights]),
        "certain": np.concatenate([np.zeros(int(kept.sum()), np.bool_), np.ones(sure, np.bool_)]),
        "linked": np.concatenate([linked[kept], np.ones(sure, np.bool_)]),
    }
    for name, level in pairs.levels.items():
        columns[name] = np.concatenate([level[kept], judged.levels[name]]).astype(np.int8)
    return pa.table(columns)


def _ends(ends: Sequence[NDArray[np.int64]], records: "Sequence[pa.Table]") -> dict[str, Any]:
    """The owners' record numbers and rows of both sides, and the numbers that the comparison gave them."""
    columns: dict[str, Any] = {}
    for side, own, table in zip(("left", "right"), ends, records, strict=True):
        columns[side] = table.column("number").combine_chunks().take(own)
        columns[f"{side}_row"] = table.column("row").to_numpy()[own]
        columns[f"{side}_record"] = own.astype(np.int32)
    return columns


def write_patterns(path: Path, patterns: "pa.Table", registers: int) -> None:
    """Write births by county, month, sex, order and pattern, whose first sign is the first register."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["county", "month", "sex", "order", "pattern", "births"])
        for row in patterns.to_pylist():
            month = "" if row["month"] is None else f"{row['month']:%Y-%m}"
            pattern = pattern_text(row["pattern"], registers)
            told = [row["sex"] or "", row["order"] or "", pattern, row["births"]]
            writer.writerow([row["county"] or "", month, *told])


def pattern_text(pattern: int, registers: int) -> str:
    """A pattern as it is read: a 1 for each register that has the birth, the first register first.

    Examples
    --------
    >>> pattern_text(0b101, 3), pattern_text(0b001, 3)
    ('101', '100')
    """
    return "".join(str(pattern >> place & 1) for place in range(registers))

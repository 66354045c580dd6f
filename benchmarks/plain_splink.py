"""Plain Splink on the reference pair: the peer that linking is measured beside.

Comparisons: mother, father and baby name (the same with term frequency, the same toneless pinyin, Damerau-
Levenshtein 1 and three characters, for the baby the same surname), mother's number (same, Damerau-
Levenshtein 1), birth day (same, 1 day, 10, 20, 30, 31 or 365 days), sex, facility and district with term
frequency, weight (same, 50 g), birth order. Candidates: seven rules. Prior from two certain rules at recall
.85, u from a million pairs, m by expectation and maximisation on three rules. Records bear shuffled
numbers, so that nothing but what they state tells twins apart.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from linking_truth import f1_scores, one_partner_each
from splink import Linker
from splink.internals.duckdb.database_api import DuckDBAPI

from evenborn.registers.codes.names_pinyin import pinyin_columns

PAIR = {
    "delivery": {
        "baby": "newborn_name",
        "date": "birth_time",
        "facility": "facility",
        "district": "residence",
    },
    "immunisation": {
        "baby": "child_name",
        "date": "birth_date",
        "facility": "birth_facility",
        "district": "area",
    },
}
RULES = (
    "l.mother_id = r.mother_id",
    "l.mother = r.mother AND l.date = r.date",
    "l.mother_pinyin = r.mother_pinyin AND l.facility = r.facility",
    "l.father = r.father AND l.date = r.date",
    "l.baby = r.baby AND l.date = r.date",
    "l.mother_pinyin = r.mother_pinyin AND l.father_pinyin = r.father_pinyin",
    "l.date = r.date AND l.facility = r.facility AND l.district = r.district AND l.sex = r.sex",
)
SAME_DAY_AND_SEX = "l.date = r.date AND l.sex = r.sex AND"
CERTAIN = (
    f"{SAME_DAY_AND_SEX} l.mother_id = r.mother_id",
    f"{SAME_DAY_AND_SEX} l.mother = r.mother AND l.father = r.father",
)
TRAINING = (
    "l.mother_id = r.mother_id",
    "l.date = r.date AND l.mother = r.mother",
    "l.father = r.father AND l.facility = r.facility",
)


def prepared(folder: Path, name: str, seed: int) -> pa.Table:
    """A register as Splink is given it; its records have shuffled numbers."""
    read = pq.read_table(folder / f"{name}.parquet")
    fields = PAIR[name]
    order = np.random.default_rng(seed).permutation(len(read))
    texts = {key: read.column(field).combine_chunks() for key, field in fields.items()}
    texts |= {key: read.column(f"{key}_name").combine_chunks() for key in ("mother", "father")}
    unnamed = pc.match_substring_regex(texts["baby"], "之[子女]$").fill_null(False)
    texts["baby"] = pc.if_else(unnamed, None, texts["baby"])
    pinyin = {f"{key}_pinyin": pinyin_columns(texts[key]) for key in ("mother", "father", "baby")}
    columns = (
        texts
        | pinyin
        | {
            "unique_id": pa.array(order),
            "date": pc.utf8_slice_codeunits(texts["date"], 0, 10).cast(pa.date32()),
            "district": pc.utf8_slice_codeunits(texts["district"], 0, 6),
            "mother_id": read.column("mother_id_number").combine_chunks(),
            "sex": read.column("sex").combine_chunks(),
            "weight": read.column("weight").cast(pa.float64()),
            "parity": read.column("parity"),
            "row": pa.array(np.arange(len(read)) + 2),
        }
    )
    return pa.table(columns).sort_by("unique_id")


def level(condition: str, label: str, **more: object) -> dict[str, Any]:
    """A level of Splink."""
    return {"sql_condition": condition, "label_for_charts": label, **more}


def comparison(name: str, *levels: dict[str, Any]) -> dict[str, Any]:
    """A comparison with the level for what is not stated before and the rest behind its own."""
    unknown = level(f'"{name}_l" IS NULL OR "{name}_r" IS NULL', "null", is_null_level=True)
    return {"output_column_name": name, "comparison_levels": [unknown, *levels, level("ELSE", "else")]}


def same(name: str, *, frequency: bool = False) -> dict[str, Any]:
    """The same, perhaps with term frequency."""
    more = {"tf_adjustment_column": name, "tf_adjustment_weight": 1.0} if frequency else {}
    return level(f'"{name}_l" = "{name}_r"', "same", **more)


def name(person: str, *more: dict[str, Any]) -> dict[str, Any]:
    """Comparison of names."""
    sound = level(f'"{person}_pinyin_l" = "{person}_pinyin_r"', "pinyin")
    off = level(
        f'damerau_levenshtein("{person}_l", "{person}_r") <= 1 AND length("{person}_l") >= 3', "one character"
    )
    return comparison(person, same(person, frequency=True), sound, off, *more)


def settings() -> dict[str, Any]:
    """Comparisons and candidate rules."""
    days = 'abs(date_diff(\'day\', "date_l", "date_r"))'
    surname = level('substr("baby_l", 1, 1) = substr("baby_r", 1, 1)', "surname")
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "blocking_rules_to_generate_predictions": list(RULES),
        "comparisons": [
            name("mother"),
            name("father"),
            name("baby", surname),
            comparison(
                "mother_id",
                same("mother_id"),
                level('damerau_levenshtein("mother_id_l", "mother_id_r") <= 1', "1"),
            ),
            comparison(
                "date",
                same("date"),
                level(f"{days} = 1", "1 day"),
                level(f"{days} IN (10, 20, 30, 31, 365)", "slip"),
            ),
            comparison("sex", same("sex")),
            comparison("facility", same("facility", frequency=True)),
            comparison("district", same("district", frequency=True)),
            comparison("weight", same("weight"), level('abs("weight_l" - "weight_r") <= 50', "50 g")),
            comparison("parity", same("parity")),
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": ["row"],
    }


def linked(folder: Path, seed: int, work: Path) -> tuple[duckdb.DuckDBPyConnection, str, str]:
    """Every pair that Splink predicts, and its one-to-one clusters, in tables of the connection."""
    connection = duckdb.connect(config={"memory_limit": "12GB", "temp_directory": str(work)})
    database = DuckDBAPI(connection=connection)
    tables = [
        database.register(prepared(folder, register, seed + place), dataset_display_name=register)
        for place, register in enumerate(PAIR)
    ]
    linker = Linker(tables, settings(), log_level="ERROR")
    training = linker.training
    training.estimate_probability_two_random_records_match(list(CERTAIN), recall=0.85)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    for rule in TRAINING:
        training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_weight=-4)
    clusters = linker.clustering.cluster_using_single_best_links(
        found, duplicate_free_datasets=list(PAIR), threshold_match_probability=0.5
    )
    return connection, found.physical_name, clusters.physical_name


def at_threshold(connection: duckdb.DuckDBPyConnection, pairs: str) -> np.ndarray:
    """Every pair at a chance of one half and more."""
    return fetched(connection, f"SELECT row_l, row_r FROM {pairs} WHERE match_probability >= 0.5")


def one_to_one(connection: duckdb.DuckDBPyConnection, clusters: str) -> np.ndarray:
    """What Splink's own one-to-one clustering puts together."""
    return fetched(
        connection,
        f"SELECT l.row AS row_l, r.row AS row_r FROM {clusters} l JOIN {clusters} r USING (cluster_id) "
        "WHERE l.source_dataset = 'delivery' AND r.source_dataset = 'immunisation'",
    )


def fetched(connection: duckdb.DuckDBPyConnection, sql: str) -> np.ndarray:
    """Pairs of rows."""
    table = connection.execute(sql).fetchnumpy()
    return np.column_stack([table["row_l"], table["row_r"]]).astype(np.int64)


def greedy(connection: duckdb.DuckDBPyConnection, pairs: str) -> np.ndarray:
    """One to one, the heaviest pair first."""
    sure = f"{pairs} WHERE match_probability >= 0.5 ORDER BY match_weight DESC, row_l, row_r"
    return one_partner_each(fetched(connection, f"SELECT row_l, row_r FROM {sure}"))


def run(folder: Path, seed: int) -> dict[str, Any]:
    """One run, in this process."""
    with tempfile.TemporaryDirectory() as work:
        start = time.perf_counter(), time.process_time()
        connection, pairs, clusters = linked(folder, seed, Path(work))
        found = {
            "threshold .5": at_threshold(connection, pairs),
            "one to one": one_to_one(connection, clusters),
        }
        seconds, cpu = time.perf_counter() - start[0], time.process_time() - start[1]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        found["greedy"] = greedy(connection, pairs)
        scores = {way: f1_scores(folder, links) for way, links in found.items()}
    return {"seconds": seconds, "cpu": cpu, "peak": peak, "ways": scores, "f1": scores["one to one"]}


def measured(folder: Path, seed: int = 1) -> dict[str, Any]:
    """One run in a process of its own: seconds, cpu, peak (GB), F1 by way and group.

    Parameters
    ----------
    folder : pathlib.Path
        A simulated reference pair.
    seed : int
        Of the shuffled numbers and of the sample for u.
    """
    command = [sys.executable, __file__, "--one", str(folder), "--seed", str(seed)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--one", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    chosen = asked.parse_args()
    if chosen.one:
        print(json.dumps(run(chosen.one, chosen.seed)))
    for folder in chosen.folders:
        found = measured(folder, chosen.seed)
        print(f"{folder.name}: {found['seconds']:.0f} s, {found['cpu']:.0f} s CPU, {found['peak']:.2f} GB")
        for way, scores in found["ways"].items():
            print(f"  {way:<14}" + "  ".join(f"{group} {score:.4f}" for group, score in scores.items()))


if __name__ == "__main__":
    main()

"""The same cases on both engines: what the verbs do, how blocks are split, what Splink finds in parts."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from comparison.registers import loaded, write
from comparison.test_linking import TWINS, others
from evenborn.comparison.backends.backend import DUCKDB, Backend
from evenborn.comparison.backends.opening import open_backend
from evenborn.comparison.candidates import bound_candidates, make_rest
from evenborn.comparison.compare import RegisterFile, compare
from evenborn.comparison.plain import load_plain
from evenborn.comparison.scoring import ScoredPairs, chunks, score
from evenborn.registers.engine import EngineError
from evenborn.registers.limits import Limits
from evenborn.registers.partial_folders import working_folder
from quick_spark import SPARK, loopback, quick_spark  # noqa: F401 -- a fixture

pytestmark = loopback
NUMBERS = pa.table(
    {
        "record": pa.array([0, 1], pa.int32()),
        "block": pa.array([(1 << 64) - 1, None], pa.uint64()),
        "name": pa.array([(1 << 32) - 1, 7], pa.uint32()),
    }
)


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that the engines may read."""
    path = tmp_path_factory.mktemp("numbers") / "numbers.parquet"
    pq.write_table(NUMBERS, path)
    return path


@pytest.fixture(scope="module", params=[DUCKDB, SPARK], ids=lambda choice: choice.engine)
def backend(request: pytest.FixtureRequest, numbers: Path) -> Iterator[Backend]:
    if request.param is SPARK:
        request.getfixturevalue("quick_spark")
    with working_folder() as folder, open_backend(request.param, folder, Limits(), [numbers]) as opened:
        yield opened


def test_a_table_is_made_grows_changes_and_shrinks(backend: Backend) -> None:
    backend.make("verbs", "SELECT 1 AS record, 5::BIGINT AS block")
    backend.append("verbs", "SELECT 2, 6")
    backend.append("verbs", "SELECT record + 2, NULL FROM verbs")
    backend.change("verbs", "block", "block * 10", "record IN (SELECT record FROM verbs WHERE record < 3)")
    assert backend.rows("SELECT record, block FROM verbs ORDER BY record") == [
        (1, 50), (2, 60), (3, None), (4, None),
    ]  # fmt: skip
    backend.remove("verbs", "block > 50")
    assert backend.rows("SELECT record FROM verbs ORDER BY record") == [(1,), (3,), (4,)]
    backend.make("verbs", "SELECT record * 2 AS record FROM verbs")
    assert backend.table("SELECT record FROM verbs ORDER BY record DESC").to_pydict() == {"record": [8, 6, 2]}
    backend.drop("verbs")
    with pytest.raises(EngineError):
        backend.rows("SELECT * FROM verbs")


def test_a_view_is_pointed_at_another_table(backend: Backend) -> None:
    backend.make("all_births", "SELECT 1 AS record UNION ALL SELECT 2")
    backend.view("some_births", "SELECT record FROM all_births UNION ALL SELECT 3")
    backend.make("kept", "SELECT record FROM some_births WHERE record IN (FROM all_births)")
    backend.view("some_births", "FROM kept")
    assert backend.rows("SELECT record FROM some_births ORDER BY record") == [(1,), (2,)]


def test_numbers_without_a_sign_keep_their_order_and_what_is_the_same(
    backend: Backend, numbers: Path
) -> None:
    more = pa.table({"record": [2], "block": [3], "name": [7]}).cast(NUMBERS.schema)
    for batch in (NUMBERS.slice(0, 0), pa.concat_tables([NUMBERS, more])):
        backend.hold("numbers", batch)
    source = backend.parquet("numbers_file", numbers)
    assert backend.rows("SELECT record FROM numbers WHERE block IS NOT NULL ORDER BY block") == [(2,), (0,)]
    same = "FROM numbers a JOIN numbers b ON a.name = b.name AND a.record < b.record"
    assert backend.rows(f"SELECT a.record, b.record {same}") == [(1, 2)]
    assert backend.rows(f"SELECT a.record FROM {source} a JOIN numbers b USING (block)") == [(0,)]


def test_what_is_held_comes_back_as_it_was(backend: Backend) -> None:
    day = pa.array([19_000, None], pa.date32())
    held = pa.table(
        {"record": pa.array([0, 1], pa.int32()), "sex": pa.array([-1, 2], pa.int8()), "month": day}
    )
    held = held.append_column("county", pa.array(["甘州", None]))
    backend.hold("held", held)
    found = backend.table("SELECT record, sex, month, county FROM held ORDER BY record")
    assert found.to_pydict() == held.to_pydict()
    assert backend.held("held") is held
    assert [one.type for one in found.schema][:3] == [pa.int32(), pa.int8(), pa.date32()]
    backend.drop("held")
    assert backend.held("held") is None
    with pytest.raises(EngineError):
        backend.rows("SELECT * FROM held")


def test_what_cannot_be_run_is_told_alike(backend: Backend) -> None:
    for sql in ("SELECT nothing FROM nowhere", "SELECT 1 +"):
        with pytest.raises(EngineError):
            backend.rows(sql)


def test_blocks_are_split_alike(backend: Backend, tmp_path: Path) -> None:
    births = [
        {"mother_name": "", "mother_id_number": "", "father_name": "", "newborn_name": "", "child_name": "",
         "weight": str(3000 + place), "facility": f"YX62000{place % 3}" if place % 7 else "",
         "birth_facility": f"YX62000{place % 3}"}
        for place in range(60)
    ]  # fmt: skip
    names = _loaded(backend, "split", _pair(tmp_path, births, births))
    counts = {one.rule: one for one in bound_candidates(backend, *names, most=400)}
    one = counts["day_and_township"]
    assert (one.pairs, one.split, one.left_out) == (3 * 17 * 20, 1, 0)  # nine births state no facility
    made = "SELECT count(*) FROM split0_rest l JOIN split1_rest r USING (rule, block)"
    assert backend.rows(made)[0][0] == sum(count.pairs for count in counts.values())
    counts = {one.rule: one for one in bound_candidates(backend, *names, most=100)}
    assert counts["day_and_township"].left_out > 0
    assert backend.rows(made)[0][0] == sum(count.pairs for count in counts.values())


def test_pairs_scored_in_parts_are_those_scored_at_once(backend: Backend, tmp_path: Path) -> None:
    one = TWINS + others(40)
    other = [birth | {"mother_id_number": "", "weight": ""} for birth in one]
    pair = _pair(tmp_path, one, other)
    learned = compare(pair).linked[0, 1].learned
    with loaded(*pair) as (duckdb, given, _):
        for name in given:
            make_rest(duckdb, name, "SELECT 0 WHERE false")
        expected = score(duckdb, *given, learned)
    names = _loaded(backend, "parts", pair)
    assert chunks(len(expected.left), most=20) == 3
    found = score(backend, *names, learned, candidates=len(expected.left), most=20)
    _require_same(found, expected)


def _require_same(found: ScoredPairs, expected: ScoredPairs) -> None:
    assert found.left.tolist() == expected.left.tolist()
    assert found.right.tolist() == expected.right.tolist()
    assert {name: level.tolist() for name, level in found.levels.items()} == {
        name: level.tolist() for name, level in expected.levels.items()
    }
    assert np.abs(found.strangers - expected.strangers).max() <= 1e-9


def _pair(folder: Path, one: list[dict[str, str]], other: list[dict[str, str]]) -> list[RegisterFile]:
    return [write(folder, "delivery", one), write(folder, "immunisation", other)]


def _loaded(backend: Backend, name: str, pair: list[RegisterFile]) -> list[str]:
    """Names of two registers, none of whose births has a certain link."""
    names = [f"{name}{place}" for place in range(len(pair))]
    for one, file in zip(names, pair, strict=True):
        assert file.definition is not None
        load_plain(backend, one, file.path, file.definition, file.options)
        make_rest(backend, one, "SELECT 0 WHERE false")
    return names

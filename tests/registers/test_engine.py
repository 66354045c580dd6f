from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest

from evenborn.registers.engine import Engine, EngineError, open_engine
from evenborn.registers.limits import Limits
from evenborn.registers.partial_folders import working_folder


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    outside = tmp_path / "allowed.csv"
    outside.write_text("a\n1\n")
    with (
        working_folder() as folder,
        open_engine(folder, Limits(memory="100MB", threads=2), [outside]) as opened,
    ):
        opened.link(outside, "births.csv")
        yield opened


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{outside}')",
        "COPY (SELECT 1) TO '{outside}'",
        "ATTACH '{outside}'",
        "INSTALL httpfs",
        "SET memory_limit = '10GB'",
        "SET enable_external_access = true",
        "SELECT * FROM pg_missing_table",
    ],
)
def test_nothing_beyond_its_folder_and_its_limits(engine: Engine, tmp_path: Path, sql: str) -> None:
    outside = tmp_path / "secret.csv"
    outside.write_text("a\n1\n")
    with pytest.raises(EngineError):
        engine.rows(sql.format(outside=outside))
    assert outside.read_text() == "a\n1\n"


def test_a_linked_file_is_readable(engine: Engine) -> None:
    linked = str(engine.folder / "births.csv")
    assert engine.rows("SELECT * FROM read_csv(?, header = true)", [linked]) == [(1,)]


def test_the_limits_are_set(engine: Engine) -> None:
    assert engine.rows("SELECT current_setting('memory_limit')") == [("95.3 MiB",)]
    assert engine.rows("SELECT current_setting('threads')") == [(2,)]


def test_the_folder_is_gone_afterwards() -> None:
    with working_folder() as folder, open_engine(folder, Limits()) as opened:
        opened.rows("SELECT 1")
        assert folder.is_dir()
    assert not folder.exists()


def test_a_long_query_reports_a_growing_share(engine: Engine) -> None:
    shares: list[float] = []
    engine.run("CREATE TABLE t AS SELECT sum(hash(i)) FROM range(30000000) r(i)", shares.append)
    assert engine.rows("SELECT count(*) FROM t") == [(1,)]
    assert shares == sorted(shares)
    assert all(0 < share <= 1 for share in shares)


def test_a_failing_query_that_is_watched_says_so(engine: Engine) -> None:
    with pytest.raises(EngineError):
        engine.run("SELECT nothing", lambda _: None)


def one(number: int) -> pa.Table:
    return pa.table({"i": [number]})


def test_what_is_inserted_in_the_background_is_there_for_the_next_call(engine: Engine) -> None:
    engine.rows("CREATE TABLE t (i BIGINT)")
    for number in range(50):
        engine.insert("INSERT INTO t SELECT i FROM batch", "batch", partial(one, number))
    assert engine.rows("SELECT list(i ORDER BY rowid), count(*) FROM t") == [(list(range(50)), 50)]
    engine.insert("INSERT INTO t SELECT i FROM batch", "batch", partial(one, 50))
    assert engine.table("SELECT max(i) AS last FROM t").to_pydict() == {"last": [50]}
    engine.insert("INSERT INTO t SELECT i FROM batch", "batch", partial(one, 51))
    engine.register("other", one(7))
    assert engine.rows("SELECT max(t.i), max(other.i) FROM t, other") == [(51, 7)]
    with pytest.raises(EngineError, match="batch"):
        engine.rows("SELECT * FROM batch")


def test_what_fails_in_the_background_is_raised_by_the_next_call(engine: Engine) -> None:
    engine.insert("INSERT INTO nowhere SELECT i FROM batch", "batch", partial(one, 1))
    with pytest.raises(EngineError, match="nowhere"):
        engine.rows("SELECT 1")
    assert engine.rows("SELECT 1") == [(1,)]


def test_many_that_fail_are_raised_by_one_of_them(engine: Engine) -> None:
    with pytest.raises(EngineError, match="nowhere"):  # noqa: PT012 - one of the first few raises it
        for number in range(10):
            engine.insert("INSERT INTO nowhere SELECT i FROM batch", "batch", partial(one, number))


def test_closing_ends_what_runs_and_drops_what_waits() -> None:
    with working_folder() as folder, open_engine(folder, Limits(memory="100MB", threads=1)) as opened:
        opened.rows("CREATE TABLE t (i UBIGINT)")
        opened.insert(
            "INSERT INTO t SELECT max(hash(j)) FROM range(20000000) r(j), batch", "batch", partial(one, 1)
        )
        waiting = [opened.insert("SELECT nothing", "batch", partial(one, number)) for number in range(3)]
    assert waiting == [None] * 3
    with pytest.raises(RuntimeError):
        opened.insert("SELECT 1", "batch", partial(one, 1))

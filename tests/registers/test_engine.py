from collections.abc import Iterator
from pathlib import Path

import pytest

from evenborn.registers.engine import Engine, EngineError, open_engine, working_folder
from evenborn.registers.limits import Limits


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

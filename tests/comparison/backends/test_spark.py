"""Spark is refused where it is not there, and leaves nothing behind where it was."""

import sys
import tempfile
from pathlib import Path

import pytest

from evenborn.comparison.backends.backend import Backend, EngineChoice
from evenborn.comparison.backends.opening import open_backend
from evenborn.comparison.backends.spark_session import spark_settings
from evenborn.comparison.backends.spark_sql import spark_sql
from evenborn.registers.engine import EngineError
from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal
from quick_spark import SPARK, java_processes, loopback, quick_spark  # noqa: F401 -- a fixture


def refused(choice: EngineChoice, folder: Path) -> Refusal:
    """Why Spark does not open."""
    with pytest.raises(Refusal) as told, open_backend(choice, folder, Limits()):
        pass
    return told.value


def fail_at_work(backend: Backend) -> None:
    """A run that goes well at first."""
    backend.make("births", "SELECT 1 AS record")
    assert len(java_processes()) == 1
    backend.rows("SELECT nothing FROM births")


def test_without_pyspark_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    told = refused(SPARK, tmp_path)
    assert (told.code, told.facts["missing"]) == ("engine-not-installed", "pyspark")


def test_without_java_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    told = refused(SPARK, tmp_path)
    assert (told.code, told.facts["missing"]) == ("engine-not-installed", "java")


def test_a_java_that_ends_at_once_is_refused_with_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho Error: this is no Java >&2\nexit 1\n", "utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    folder = tmp_path / "run"
    folder.mkdir()
    told = refused(SPARK, folder)
    assert (told.code, told.facts["cause"]) == ("engine-not-started", "Error: this is no Java")


@loopback
def test_a_master_that_is_none_is_refused_and_java_ends(tmp_path: Path, quick_spark: None) -> None:  # noqa: F811
    told = refused(EngineChoice("spark", "moon"), tmp_path)
    assert told.code == "engine-not-started"
    assert str(told.facts["cause"]).startswith("Master must")
    assert java_processes() == []


@loopback
def test_after_a_failure_java_has_ended_and_all_it_wrote_lay_in_the_folder(
    tmp_path: Path,
    quick_spark: None,  # noqa: F811
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = set(Path(tempfile.gettempdir()).iterdir())
    with pytest.raises(EngineError), open_backend(SPARK, tmp_path, Limits()) as backend:
        fail_at_work(backend)
    assert java_processes() == []
    left = {path.name for path in set(Path(tempfile.gettempdir()).iterdir()) - before}
    assert {name for name in left if "spark" in name or "artifact" in name} == set()
    assert capfd.readouterr() == ("", "")


def test_inside_one_machine_spark_listens_to_that_machine_alone() -> None:
    settings = spark_settings("local[2]", Path("/run"), Limits())
    assert settings["spark.driver.bindAddress"] == settings["spark.driver.host"] == "127.0.0.1"
    assert settings["spark.ui.enabled"] == "false"
    assert settings["spark.sql.shuffle.partitions"] == "4"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("FROM births", "SELECT * FROM births"),
        ('SELECT "order" FROM t', "SELECT `order` FROM t"),
        ('SELECT arg_max("a", b) FROM t', "SELECT MAX_BY(`a`, b) FROM t"),
        ('"sex_l" = "sex_r"', "`sex_l` = `sex_r`"),
        ("SELECT hash(a, b) FROM t", "SELECT XXHASH64(a, b) FROM t"),
    ],
)
def test_sql_in_the_words_of_spark(sql: str, expected: str) -> None:
    assert spark_sql(sql) == expected

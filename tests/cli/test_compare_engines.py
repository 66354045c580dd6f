"""`evenborn compare --engine`: whichever engine compares, everything that is written is the same."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cli.answers import ask
from cli.comparing import REGISTERS, Comparison, compared, everything_in, refused
from quick_spark import loopback, quick_spark  # noqa: F401 -- a fixture

SPARK = ("--engine", "spark", "--spark-master", "local[2]")


def record(run: Path) -> dict[str, object]:
    """The record of a run without the programs that did it."""
    content = json.loads((run / "record.json").read_text("utf-8"))
    versions = content.pop("versions")
    assert set(versions) - {"pyspark"} == {"evenborn", "splink", "duckdb"}
    return dict(content)


@loopback
def test_spark_writes_what_duckdb_writes(
    comparison: Comparison,
    tmp_path: Path,
    quick_spark: None,  # noqa: F811
) -> None:
    """Links, weights and levels of every pair, sheets, patterns, and what was learned: to the last digit."""
    again = compared(comparison.files, tmp_path / "run", *SPARK)
    for kind in ("links", "pairs"):
        name = f"{kind}-delivery-immunisation.parquet"
        assert pq.read_table(again.run / name).equals(pq.read_table(comparison.run / name)), kind
    for register in REGISTERS:
        assert everything_in(again.sheet(register)) == everything_in(comparison.sheet(register))
    assert (again.run / "patterns.csv").read_bytes() == (comparison.run / "patterns.csv").read_bytes()
    assert record(again.run) == record(comparison.run)
    versions = json.loads((again.run / "record.json").read_text("utf-8"))["versions"]
    assert versions["pyspark"].startswith("4.")


@pytest.mark.long
@loopback
def test_spark_repeats_an_encoded_comparison_of_duckdb(
    encoded_comparison: Comparison,
    quick_spark: None,  # noqa: F811
) -> None:
    answer = ask("compare", *encoded_comparison.files, "--repeat", encoded_comparison.run, *SPARK, code=0)
    assert "match weights agree within 1e-9" in answer.out


def test_an_engine_that_is_none_is_refused(comparison: Comparison, tmp_path: Path) -> None:
    code, answer = refused("compare", *comparison.files, "--out", tmp_path / "run", "--engine", "hadoop")
    assert code == "not-a-choice"
    assert "duckdb, spark" in answer.err


def test_a_master_without_spark_is_refused(comparison: Comparison, tmp_path: Path) -> None:
    code, _ = refused("compare", *comparison.files, "--out", tmp_path / "run", "--spark-master", "local[2]")
    assert code == "master-without-spark"


def test_without_java_the_way_out_is_named(
    comparison: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    why = ("--purpose", "correcting-registers", "--legal-basis", "x")
    code, answer = refused("compare", *comparison.files, "--out", tmp_path / "run", *why, *SPARK)
    assert code == "engine-not-installed"
    assert "openjdk-17-jre-headless" in answer.err
    assert not (tmp_path / "run").exists()

"""Spark for tests: two cores, loopback only, and none of the compiling that pays on large tables alone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from evenborn.comparison.backends.backend import EngineChoice
from evenborn.comparison.backends.spark_session import lacking

SPARK = EngineChoice("spark", "local[2]")
"""Spark as tests ask for it; they carry :data:`loopback`."""

loopback = pytest.mark.allow_hosts(["127.0.0.1"])
"""Python and Java talk to each other over this machine's own network, and to nobody else."""

_SETTINGS = """\
spark.sql.adaptive.enabled false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.codegen.wholeStage false
spark.sql.shuffle.partitions 2
"""


@pytest.fixture(scope="session")
def quick_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings as an operator gives them: a spark-defaults.conf, and options of Java."""
    missing = lacking()
    if missing is not None:
        pytest.skip(f"SKIPPED FOR LACK OF {missing.upper()}: whether Spark finds the same was not checked")
    folder = tmp_path_factory.mktemp("spark")
    (folder / "spark-defaults.conf").write_text(_SETTINGS, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(folder))
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:+UseSerialGC")
        yield


def java_processes() -> list[int]:
    """Java machines that this process has started and that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text("utf-8").partition("(")[2].rpartition(")")
        except OSError:  # it has ended meanwhile
            continue
        state, parent = rest.split()[:2]
        if name == "java" and state != "Z" and int(parent) == os.getpid():
            found.append(int(stat.parent.name))
    return found

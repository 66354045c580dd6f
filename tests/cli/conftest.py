"""Tables of births for commands."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.comparing import Comparison, compared, encoded
from evenborn.apps.audit.anchor_key import KEY_FILE, make_key
from evenborn.simulation.reference import write_reference
from evenborn.site.config import load

Write = Callable[..., Path]

YEARS = """\
年份,地区,孩次,男,女,不明
2010,甘州区,1,2610,2480,1
2010,甘州区,2,1330,1090,0
2010,临泽县,1,820,790,0
2010,临泽县,2,410,322,0
2011,甘州区,1,2550,2430,0
2011,甘州区,2,1300,1130,1
2011,临泽县,1,800,780,0
2011,临泽县,2,400,350,0
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a table of births into a folder of its own, apart from results."""

    def make(content: str | bytes, name: str = "births.csv") -> Path:
        folder = tmp_path / "input"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def years(write: Write) -> Path:
    """Two years, two areas, two birth orders: 19,592 births and two of unclear sex."""
    return write(YEARS)


@pytest.fixture
def months(write: Write) -> Path:
    """Two areas by month: all of 2010, and 2011 until September."""
    lines = ["统计月份,县区,机构,男婴数,女婴数"]
    for year, last in ((2010, 12), (2011, 9)):
        for month in range(1, last + 1):
            lines.append(f"{year}-{month:02},甘州区,区医院,330,290")
            lines.append(f"{year}-{month:02},临泽县,县医院,110,100")
    return write("\n".join(lines) + "\n", "months.csv")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder for results."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def anchor_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The public half of a key for anchors that the office in this process has."""
    mask = os.umask(0o022)  # which commands of the office narrow
    keys = tmp_path / "keys"
    keys.mkdir()
    monkeypatch.setenv("EVENBORN_KEYS", str(keys))
    load.cache_clear()
    yield make_key(keys / KEY_FILE)
    os.umask(mask)
    monkeypatch.undo()
    load.cache_clear()


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two registers of the same births, with their truth."""
    folder = tmp_path_factory.mktemp("reference") / "pair"
    write_reference(folder, births=1_200, seed=5)
    return folder


@pytest.fixture(scope="session")
def comparison(pair: Path, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The two held against each other as they are."""
    files = [pair / f"{name}.parquet" for name in ("delivery", "immunisation")]
    return compared(files, tmp_path_factory.mktemp("plain") / "run")


@pytest.fixture(scope="session")
def encoded_comparison(pair: Path, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The two encoded with one key and then held against each other."""
    folder = tmp_path_factory.mktemp("encoded")
    return compared(encoded(pair, folder), folder / "run")

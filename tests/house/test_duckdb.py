"""DuckDB is opened in one place, which sets its memory, its spill folder and that it stays offline."""

import ast
from pathlib import Path

from house.tree import parsed, plant, require_none

ENGINE = "registers/engine.py"


def other_openings(package: Path) -> list[str]:
    """Modules beside the engine that import DuckDB."""
    return [
        f"{name}:{node.lineno}"
        for name, module in parsed(package)
        for node in ast.walk(module)
        if name != ENGINE and isinstance(node, ast.Import | ast.ImportFrom)
        if "duckdb" in {alias.name.split(".")[0] for alias in node.names} | {getattr(node, "module", None)}
    ]


def test_only_the_engine_opens_duckdb(project: Path) -> None:
    require_none(other_openings(project / "src/evenborn"))


def test_another_opening_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "registers/engine.py", "import duckdb\n")
    plant(tmp_path, "registers/births.py", "def read() -> None:\n    import duckdb\n    duckdb.connect()\n")
    plant(tmp_path, "cli/ratio.py", "from duckdb import connect\n")
    assert other_openings(tmp_path) == ["cli/ratio.py:1", "registers/births.py:2"]

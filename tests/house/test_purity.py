"""The statistics depend on their arguments alone: no clock, no file, no chance that was not given."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import parsed, plant, require_none

IMPURE_MODULES = {
    "time",
    "datetime",
    "random",
    "secrets",
    "uuid",
    "os",
    "io",
    "sys",
    "pathlib",
    "socket",
    "subprocess",
}
IMPURE_CALLS = {
    "open",
    "print",
    "input",
    "eval",
    "exec",
    "load",
    "save",
    "savez",
    "loadtxt",
    "savetxt",
    "genfromtxt",
    "fromfile",
}
FREE_OF_RANDOM = {"Generator"}
"""Of numpy.random only the type may be named: the generator itself is an argument."""


def impurities(root: Path) -> list[str]:
    """Where a module reaches for something that was not given to it."""
    return [
        f"{name}:{node.lineno} {what}"
        for name, module in parsed(root)
        for node in ast.walk(module)
        for what in _impure(node)
        if isinstance(node, ast.stmt | ast.expr)
    ]


def _impure(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        names = (alias.name for alias in node.names)
        yield from (f"import {name}" for name in names if name.split(".")[0] in IMPURE_MODULES)
    elif isinstance(node, ast.ImportFrom) and node.module is not None:
        if node.module.split(".")[0] in IMPURE_MODULES:
            yield f"from {node.module}"
        if node.module in ("numpy.random", "scipy.stats.sampling"):
            yield from (f"random {alias.name}" for alias in node.names if alias.name not in FREE_OF_RANDOM)
    elif isinstance(node, ast.Attribute) and _is_numpy_random(node.value) and node.attr not in FREE_OF_RANDOM:
        yield f"random {node.attr}"
    elif isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in IMPURE_CALLS:
            yield f"call of {called}"
        if called == "rvs" and "random_state" not in {keyword.arg for keyword in node.keywords}:
            yield "random rvs"


def _is_numpy_random(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "random" and isinstance(node.value, ast.Name)


def test_the_statistics_are_pure(project: Path) -> None:
    require_none(impurities(project / "src/evenborn/sexratio"))


@pytest.mark.parametrize(
    "line",
    [
        "import time",
        "from datetime import datetime",
        "import random",
        "from pathlib import Path",
        "x = np.random.normal(0, 1)",
        "generator = np.random.default_rng()",
        "from numpy.random import default_rng",
        "text = open('births.csv').read()",
        "x = np.loadtxt('births.csv')",
        "print('107')",
        "x = stats.norm.rvs(size=3)",
    ],
)
def test_impurity_is_caught(tmp_path: Path, line: str) -> None:
    plant(tmp_path, "ratio.py", f"import numpy as np\n{line}\n")
    assert len(impurities(tmp_path)) == 1


def test_a_given_generator_is_pure(tmp_path: Path) -> None:
    plant(tmp_path, "ratio.py", "def draw(rng: np.random.Generator) -> float:\n    return rng.beta(2, 3)\n")
    assert impurities(tmp_path) == []

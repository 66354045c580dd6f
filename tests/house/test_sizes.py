"""Small is the style: what decays a house is one file that grows."""

import ast
from pathlib import Path

import numpy as np

from house.tree import FUNCTION, files, functions, parsed, plant, require_none

LINES_OF_A_FILE = 250
LINES_OF_A_TEST_FILE = 300
LINES_OF_A_REGISTER = 450  # a register is read whole; it has fields, and none of them decays the others
LINES_OF_A_FUNCTION = 25  # at the 90th percentile; signature and docstring apart
LINES_OF_ANY_FUNCTION = 50

COUNTED = ("*.py", "*.sh", "*.toml", "*.html", "*.css", "*.js", "Makefile")


def long_files(root: Path) -> list[str]:
    """Files over their limit."""
    over = []
    for path in files(root, *COUNTED):
        lines = len(path.read_text("utf-8").splitlines())
        limit = _limit(path.relative_to(root))
        if lines > limit:
            over.append(f"{path.relative_to(root)}: {lines} lines, limit {limit}")
    return over


def _limit(path: Path) -> int:
    if path.parent.name == "definitions":
        return LINES_OF_A_REGISTER
    return LINES_OF_A_TEST_FILE if "tests" in path.parts else LINES_OF_A_FILE


def length(function: FUNCTION) -> int:
    """Lines of a function's body: without its docstring, and without a signature of many options."""
    described = ast.get_docstring(function) is not None
    body = function.body[1:] if described else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def long_functions(root: Path) -> list[str]:
    """Functions over the limit for any, and the 90th percentile if it is over its own."""
    lengths = {
        f"{name}:{function.lineno} {function.name}": length(function)
        for name, module in parsed(root)
        for function in functions(module)
    }
    over = [f"{where}: {lines} lines" for where, lines in lengths.items() if lines > LINES_OF_ANY_FUNCTION]
    percentile = float(np.percentile(list(lengths.values()), 90)) if lengths else 0.0
    if percentile > LINES_OF_A_FUNCTION:
        over.append(f"90th percentile of {len(lengths)} functions: {percentile:.0f} lines")
    return over


def test_files_are_small(project: Path) -> None:
    require_none(long_files(project))


def test_functions_are_small(project: Path) -> None:
    require_none(long_functions(project / "src"))
    require_none(long_functions(project / "tests"))
    require_none(long_functions(project / "scripts"))


def test_a_long_file_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "src/long.py", "x = 1\n" * 251)
    plant(tmp_path, "src/allowed.py", "x = 1\n" * 250)
    plant(tmp_path, "tests/test_long.py", "x = 1\n" * 301)
    plant(tmp_path, "src/vendor/chart.js", "x\n" * 9000)
    assert long_files(tmp_path) == [
        "src/long.py: 251 lines, limit 250",
        "tests/test_long.py: 301 lines, limit 300",
    ]


def test_a_long_function_is_caught_and_its_docstring_is_free(tmp_path: Path) -> None:
    described = 'def described():\n    """' + "word\n" * 60 + '"""\n    return 1\n'
    plant(tmp_path, "a.py", described)
    assert long_functions(tmp_path) == []
    plant(tmp_path, "b.py", "def endless():\n" + "    x = 1\n" * 51)
    assert "b.py:1 endless: 51 lines" in long_functions(tmp_path)


def test_many_middling_functions_are_caught(tmp_path: Path) -> None:
    plant(tmp_path, "a.py", "".join(f"def f{i}():\n" + "    x = 1\n" * 26 for i in range(10)))
    assert long_functions(tmp_path) == ["90th percentile of 10 functions: 26 lines"]

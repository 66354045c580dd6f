"""Every argument and every result has its type, in tests and scripts too."""

import ast
from pathlib import Path

from house.tree import FUNCTION, functions, parsed, plant


def unannotated(root: Path) -> list[str]:
    """Functions that leave the type of an argument or of their result out."""
    return [
        f"{name}:{function.lineno} {function.name}: {', '.join(gaps)}"
        for name, module in parsed(root)
        for function in functions(module)
        if (gaps := _gaps(function))
    ]


def _gaps(function: FUNCTION) -> list[str]:
    spec = function.args
    given = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg]
    arguments = [argument for argument in given if isinstance(argument, ast.arg)]
    own = {"self", "cls"} if arguments and arguments[0].arg in ("self", "cls") else set()
    gaps = [argument.arg for argument in arguments if argument.annotation is None and argument.arg not in own]
    return gaps if function.returns is not None else [*gaps, "its result"]


def test_everything_is_annotated(project: Path) -> None:
    assert [
        gap for room in ("src", "tests", "scripts", "benchmarks") for gap in unannotated(project / room)
    ] == []


def test_gaps_are_caught(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "ratio.py",
        "class A:\n"
        "    def complete(self, male: int, *rest: int, key: int = 1, **more: int) -> int: ...\n"
        "    def partial(self, male, *rest, key=1, **more) -> int: ...\n"
        "    def endless(self, male: int):\n"
        "        def inner(x: int): ...\n",
    )
    assert unannotated(tmp_path) == [
        "ratio.py:3 partial: male, key, rest, more",
        "ratio.py:4 endless: its result",
        "ratio.py:5 inner: its result",
    ]

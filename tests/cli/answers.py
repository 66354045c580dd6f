"""What a command answered, and how tests ask it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import offices
from evenborn.cli import app


@dataclass(frozen=True)
class Answer:
    """Exit code, standard output and error output of one run."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The answer as data; fails where it is not JSON, or holds a number that JSON does not know."""
        return json.loads(self.out, parse_constant=_refuse)


Ask = Callable[..., Answer]


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


def ask(*arguments: object, code: int = 0) -> Answer:
    """Run a command in this process; fails where it ends with another code than ``code``."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"EVENBORN_LANG": "en"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, f"{result.exit_code}: {result.stdout[-500:]}{result.stderr[-500:]}"
    return Answer(result.exit_code, result.stdout, result.stderr)


def forked(*arguments: object, lang: str = "en") -> Answer:
    """Run a command to its end as a process of its own, whose imports are done: what is typed is tried."""
    environment = os.environ | {"EVENBORN_LANG": lang, "COLUMNS": "100"}
    done = offices.finished(tuple(map(str, arguments)), environment)
    return Answer(done.returncode, done.stdout, done.stderr)


def started(*arguments: object, lang: str = "en", **settings: str) -> subprocess.Popen[str]:
    """Start a command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "evenborn", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"EVENBORN_LANG": lang, "COLUMNS": "100"} | settings,
    )


def finished(process: subprocess.Popen[str]) -> Answer:
    """What a process answered, once it has ended; one that does not end is killed."""
    with process:
        try:
            out, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return Answer(process.returncode, out, err)


def figures_in(answer: object) -> Iterator[dict[str, Any]]:
    """Every object of a JSON answer that states a ratio, however deep."""
    if isinstance(answer, dict):
        if "ratio" in answer and "births" in answer:
            yield answer
        for value in answer.values():
            yield from figures_in(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from figures_in(value)


def names_in(folder: Path) -> list[str]:
    """Names of everything in a folder and below, hidden files too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))

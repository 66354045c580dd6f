"""Imports, withdrawals and recoveries killed with -9, and what must be in the stores afterwards."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from sys import executable
from typing import Any

from offices import Office, killed, started

ROWS = 120


@dataclass
class Launcher:
    """The process that forks off work and kills it."""

    process: Any

    def ask(self, do: str, *, killed_after: float | None = None, **given: Any) -> Any:  # noqa: ANN401
        """Have a piece of work done; None where it was killed before it answered."""
        line = {"do": do, "given": given, "killed_after": killed_after}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert not (isinstance(answer, dict) and "fault" in answer), answer["fault"]
        return answer


@dataclass
class Counted:
    """What happened in all."""

    kills: int = 0
    cut_off: int = 0
    undone: int = 0
    completed: int = 0
    during: dict[str, int] = field(default_factory=dict)


@contextmanager
def launched(office: Office) -> Iterator[Launcher]:
    """The launcher of an office, ended afterwards."""
    path = str(Path(__file__).with_name("import_launcher.py"))
    process = started([executable, path], office.environment)
    try:
        yield Launcher(process)
    finally:
        killed(process.pid)
        process.communicate()


def kill_imports(office: Office, kills: int, seed: int) -> Counted:
    """Kill so many pieces of work; after each the stores must say what was decided, and nothing else."""
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    counted = Counted()
    with launched(office) as launcher:
        scenes = _Scenes(launcher, draw)
        while counted.kills < kills:
            scenes.one(counted)
    return counted


class _Scenes:
    """One batch after the other: some rows new, some corrected, some as they are."""

    def __init__(self, launcher: Launcher, draw: random.Random) -> None:
        self._ask, self._draw = launcher.ask, draw
        self._held: dict[str, str] = {}
        self._next = 1
        batch, self._held = self._received()
        self._took = self._ask("take", batch=batch)
        self._long = {"take": self._took, "take_back": self._took, "recover": self._took / 2}
        self._check(self._held, self._ask("settle"))

    def _received(self) -> tuple[int, dict[str, str]]:
        """A batch that waits, and what would be seen with it."""
        rows, after = [], dict(self._held)
        numbers = [*self._draw.sample(range(1, self._next), min(self._next - 1, ROWS // 4))]
        numbers += range(self._next, self._next + ROWS - len(numbers))
        self._next = max(numbers) + 1
        for number in numbers:
            sex = self._draw.choice("男女")
            rows.append((number, sex))
            after[f"2025-{number:06}"] = "male" if sex == "男" else "female"
        return self._ask("receive", rows=rows), after

    def one(self, counted: Counted) -> None:
        """Take a batch in, killed; settle it, perhaps killed again; then withdraw it, killed, or keep it."""
        before = self._held
        batch, after = self._received()
        self._killed("take", counted, batch=batch)
        assert self._ask("seen") in (before, after), "a batch is half visible"
        if self._draw.random() < 0.5:
            self._killed("recover", counted)
            assert self._ask("seen") in (before, after), "a batch is half visible"
        if self._settled(batch, {"accepted": after, "checked": before}, counted) == "checked":
            self._ask("take", batch=batch)
            self._check(after, self._ask("settle"))
        self._held = after
        if self._draw.random() < 0.5:
            self._killed("take_back", counted, batch=batch)
            self._settled(batch, {"accepted": after, "withdrawn": before}, counted)

    def _killed(self, do: str, counted: Counted, **given: int) -> None:
        answer = self._ask(do, killed_after=self._draw.uniform(0, 1.1 * self._long[do]), **given)
        counted.kills += 1
        counted.cut_off += answer is None
        if answer is not None:  # it was done sooner than the first one, which had the machine less to itself
            self._long[do] *= 0.8
        counted.during[do] = counted.during.get(do, 0) + 1

    def _settled(self, batch: int, wanted: dict[str, dict[str, str]], counted: Counted) -> str:
        """Start once more; the batch is now in one of the states, and what is seen is what that one says."""
        found = self._ask("settle")
        state: str = found["batches"][str(batch)]
        assert state in wanted, state
        self._held = wanted[state]
        self._check(self._held, found)
        counted.undone += state == "checked"
        counted.completed += state != "checked"
        return state

    @staticmethod
    def _check(wanted: dict[str, str], state: dict[str, Any]) -> None:
        assert state["seen"] == wanted, "rows are lost, doubled or another’s"
        assert state["differences"] == 0, "vault and statistics differ"
        assert (state["prepared"], state["waiting"], state["broken"]) == (0, 0, [])
        assert state["left"] == 0, "rows of an undone import are left"

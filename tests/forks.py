"""Programs that start at once: each is forked off a process in which their imports are done."""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
PATHS = os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)])


@cache
def warm(*modules: str) -> "subprocess.Popen[bytes]":
    """The process of :mod:`warm` with these modules besides, one for all tests of this process."""
    process = subprocess.Popen(
        [sys.executable, str(TESTS / "warm.py"), *modules], env=os.environ | {"PYTHONPATH": PATHS},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, bufsize=0,
    )  # fmt: skip
    atexit.register(lambda: (process.kill(), process.communicate()))
    return process


class Forked:
    """One program on its way; the next is asked for when this one has ended.

    Parameters
    ----------
    wanted : mapping
        ``arguments``, ``environment``, ``folder``, ``script``, and the files ``out`` and ``error``.
    modules : tuple of str
        What its process has imported besides what all have.
    """

    def __init__(self, wanted: Mapping[str, object], modules: tuple[str, ...] = ()) -> None:
        process = warm(*modules)
        assert process.stdin
        assert process.stdout
        self._answers = process.stdout
        process.stdin.write(json.dumps(dict(wanted)).encode() + b"\n")
        self.pid = int(self._answers.readline())

    def wait(self) -> int:
        """Exit code, negative where a signal ended it."""
        return int(self._answers.readline())

    def kill_after(self, seconds: float) -> int:
        """Kill it with -9 after some time, unless it has ended; give its exit code."""
        if not select.select([self._answers], [], [], seconds)[0]:
            os.kill(self.pid, signal.SIGKILL)
        return self.wait()

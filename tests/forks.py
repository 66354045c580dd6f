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
from threading import Timer

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


class Started:
    """One program that runs beside others; as ``subprocess.Popen`` it is asked, and killed with its group.

    Parameters
    ----------
    wanted : mapping
        ``arguments``, ``environment``, ``folder`` and ``script``.

    Attributes
    ----------
    pid : int
        Number of the program and of its process group.
    stdout : file
        What it and those that it starts say, errors too.
    returncode : int or None
        None as long as nobody has seen that it ended.
    """

    def __init__(self, wanted: Mapping[str, object]) -> None:
        process = warm()
        assert process.stdin
        heard, said = os.pipe()
        ending, ended = os.pipe()
        own = f"/proc/{os.getpid()}/fd"
        pipes = {"out": f"{own}/{said}", "error": f"{own}/{said}", "ending": f"{own}/{ended}"}
        process.stdin.write(json.dumps(dict(wanted) | pipes).encode() + b"\n")
        self.stdout = os.fdopen(heard, encoding="utf-8")
        self._ending = os.fdopen(ending, "rb", buffering=0)
        self.pid = int(self._ending.readline())
        self.returncode: int | None = None
        for handle in (said, ended):
            os.close(handle)

    def poll(self) -> int | None:
        """Exit code, or None as long as it runs."""
        if self.returncode is None and select.select([self._ending], [], [], 0)[0]:
            self.returncode = int(self._ending.readline())
            self._ending.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def communicate(self, timeout: float = 600) -> tuple[str, None]:
        """Wait for its end; what it has said since. What takes too long is killed, as its code then tells."""
        timer = Timer(timeout, self.send_signal, [signal.SIGKILL])
        timer.start()
        try:
            said = "" if self.stdout.closed else self.stdout.read()
            self.stdout.close()
            while self.poll() is None:
                select.select([self._ending], [], [])
        finally:
            timer.cancel()
        return said, None

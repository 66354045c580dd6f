"""The worker of a demonstration, beside its server: one command starts both and ends both."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["working_beside"]

_LONGEST_STOP: Final = 30.0
"""Seconds that the task at hand may take to end."""


@contextmanager
def working_beside() -> Iterator[int]:
    """Have a worker, by its process number, for as long as the block lasts; it takes this environment."""
    worker = subprocess.Popen([sys.executable, "-m", "evenborn", "worker"])
    try:
        yield worker.pid
    finally:
        worker.terminate()
        try:
            worker.wait(_LONGEST_STOP)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()

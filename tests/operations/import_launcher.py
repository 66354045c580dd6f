"""Imports in processes of their own that are killed: each line read is a piece of work, answered by a line.

Everything is imported once; whatever touches a store is forked off. ``PART`` is small here, so that a short
file has many instants in which it can be cut off.
"""

import gc
import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from evenborn.site.start import start

PART = 40


def main() -> None:
    """Do what is asked for, until nothing more is."""
    start()
    from django.db import connections

    from evenborn.apps.intake import preparing, rows

    preparing.in_parts = partial(rows.in_parts, rows=PART)
    import pandas  # noqa: F401 - Arrow looks for it

    from evenborn.registers.definition import REGISTERS, register
    from operations import import_work  # imported once for all processes

    for name in REGISTERS:
        register(name)  # read once, too
    gc.freeze()  # what is forked off copies nothing that it only looks through
    for line in sys.stdin:
        asked = json.loads(line)
        connections.close_all()
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            _done(getattr(import_work, asked["do"]), asked["given"], writing)
        os.close(writing)
        if (seconds := asked.get("killed_after")) is not None:
            select.select([reading], [], [], seconds)
            os.kill(process, signal.SIGKILL)
        with os.fdopen(reading) as answers:
            answer = answers.read()
        os.waitpid(process, 0)
        print(answer or "null", flush=True)


def _done(work: Callable[..., Any], given: dict[str, Any], writing: int) -> None:
    """Work in the process that was forked off, and end it."""
    try:
        os.write(writing, json.dumps(work(**given)).encode())
        os._exit(0)
    except BaseException:
        os.write(writing, json.dumps({"fault": traceback.format_exc()}).encode())
        os._exit(1)


if __name__ == "__main__":
    main()

"""Run many short programs without importing the same packages for each: every one is a process, forked off.

Reads one line of JSON a program (arguments, environment, folder, script, files for its output) and answers
with its number at once and its exit code at its end. Modules that its own arguments name are imported
beforehand too. What is imported beforehand knows nothing of any configuration.
"""

import json
import os
import sys
import traceback
from importlib import import_module
from typing import Any

import cryptography.hazmat.primitives.kdf.scrypt  # noqa: F401
import django.db.models
import django.forms
import django.template  # noqa: F401
import psycopg  # noqa: F401
import pydantic  # noqa: F401
import pypinyin  # noqa: F401
import structlog  # noqa: F401

import evenborn.cli
import evenborn.registers.codes.area_sounds
import evenborn.registers.codes.names_simplified  # noqa: F401


def run(wanted: dict[str, Any]) -> None:
    """Become the program that is wanted."""
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    for number, name in enumerate(("out", "error"), start=1):
        handle = os.open(wanted[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    sys.argv = ["evenborn", *wanted["arguments"]]
    try:
        if wanted["script"]:
            exec(wanted["script"], {"__name__": "__main__"})  # noqa: S102 - a test's own
        else:
            from evenborn.cli import main

            main()
    except Exception:
        traceback.print_exc()
        sys.exit(1)
    sys.exit(0)


def still() -> None:
    """End the thread that DuckDB starts on import: a fork would wait for it in vain."""
    if "duckdb" in sys.modules:
        connection = sys.modules["duckdb"].default_connection()
        connection.execute("SET threads = 1")
        connection.close()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        import_module(name)
    still()
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            run(json.loads(line))
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)

"""Run many short programs without importing the same packages for each: every one is a process, forked off.

Reads one line of JSON a program (arguments, environment, folder, script, files for its output) and answers
with its number at once and its exit code at its end; where a pipe for these is named (``ending``) they go
there, and the next may be asked for at once. Modules that its own arguments name are imported
beforehand too, and so is from then on whatever a program has imported and can be without a configuration.
"""

import atexit
import gc
import json
import os
import sys
import threading
import traceback
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import cryptography.hazmat.primitives.kdf.scrypt  # noqa: F401
import django.apps
import django.conf
import django.db
import django.db.models
import django.forms
import django.template
import psycopg  # noqa: F401
import pydantic  # noqa: F401
import pypinyin  # noqa: F401
import structlog  # noqa: F401

import evenborn.cli
import evenborn.registers.codes.area_sounds
import evenborn.registers.codes.names_simplified
import evenborn.site.config

CONFIGURED = {"evenborn.site.settings", "evenborn.site.wsgi"}
"""What reads the configuration when it is imported."""
TRIED: set[str] = set()
"""What a program had and was imported for the next, or could not be."""


def run(wanted: dict[str, Any], told: int) -> None:
    """Become the program that is wanted, and tell at its end what it has imported."""
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    for number, name in enumerate(("out", "error"), start=1):
        handle = os.open(wanted[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    # The one of before was perhaps a file, in which there are places to be asked for; a pipe has none.
    sys.stderr = os.fdopen(2, "w", 1, encoding=sys.stderr.encoding, errors="backslashreplace", closefd=False)
    sys.argv = ["evenborn", *wanted["arguments"]]
    code: object = 0
    try:
        if wanted["script"]:
            exec(wanted["script"], {"__name__": "__main__"})  # noqa: S102 - a test's own
        else:
            from evenborn.cli import main

            main()
    except SystemExit as end:
        code = end.code
    except Exception:
        traceback.print_exc()
        code = 1
    finally:
        os.write(told, "\n".join(of_no_test()).encode())
    leave(code)


def run_beside(wanted: dict[str, Any]) -> None:
    """Become what starts a program and writes its number, and at its end its exit code, into a pipe."""
    opened = {name: os.open(wanted[name], os.O_WRONLY) for name in ("out", "error", "ending")}
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):  # which whoever asks has for asking
        os.dup2(nowhere, stream)
    process = os.fork()
    if process == 0:
        os.setsid()
        os.close(opened.pop("ending"))
        told = os.memfd_create("told")
        run(wanted | {name: f"/proc/self/fd/{handle}" for name, handle in opened.items()}, told)
    os.write(opened["ending"], f"{process}\n".encode())
    os.close(opened["out"])
    os.close(opened["error"])
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.write(opened["ending"], f"{code}\n".encode())
    os._exit(0)


def leave(code: object) -> NoReturn:
    """End as Python would, but leave it to the system to take the memory back, which is much quicker."""
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    if django.apps.apps.ready:
        django.db.connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


def of_no_test() -> list[str]:
    """Names of the modules that are here and that no test wrote."""
    here = str(Path(__file__).parent)
    return [
        name for name, of in sys.modules.items() if not str(getattr(of, "__file__", here)).startswith(here)
    ]


def learn(names: Iterable[str]) -> None:
    """Import for the next program what this one had, as far as that asks for no configuration."""
    for name in names:
        if name not in sys.modules and name not in CONFIGURED | TRIED:
            TRIED.add(name)
            with suppress(Exception):
                import_module(name)
    assert not django.conf.settings.configured
    assert not django.apps.apps.models_ready
    assert evenborn.site.config.load.cache_info().currsize == 0
    still()


def still() -> None:
    """End the thread that DuckDB starts on import: a fork would wait for it in vain."""
    if "duckdb" in sys.modules:
        connection = sys.modules["duckdb"].default_connection()
        connection.execute("SET threads = 1")
        connection.close()


def begin(wanted: dict[str, Any]) -> None:
    """Set a program going and be free for the next: what waits for its end is no child of this process."""
    between = os.fork()
    if between == 0:
        if os.fork() == 0:
            run_beside(wanted)
        os._exit(0)
    os.waitpid(between, 0)


def main() -> None:
    """Fork programs off until no more are asked for."""
    for name in [name for name in os.environ if name.startswith(("EVENBORN_", "DJANGO_"))]:
        del os.environ[name]
    for name in sys.argv[1:]:
        import_module(name)
    still()
    for line in sys.stdin:
        gc.freeze()  # else each program would copy what it only looks through
        wanted = json.loads(line)
        if "ending" in wanted:
            begin(wanted)
            continue
        told = os.memfd_create("told")
        process = os.fork()
        if process == 0:
            run(wanted, told)
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
        with os.fdopen(told, encoding="utf-8") as names:
            names.seek(0)
            learn(names.read().split())


if __name__ == "__main__":
    main()

"""PostgreSQL’s own tools, ``pg_dump`` and ``pg_restore``; a password never stands among their arguments."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from evenborn.registers.refusal import Refusal

__all__ = ["dump", "is_empty", "load_dump"]

ANY_TABLE = """
SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))
"""
INSTALLED = Path("/usr/lib/postgresql")


def dump(url: str, snapshot: str, path: Path) -> None:
    """Write a store as it was at a snapshot."""
    _run("pg_dump", url, "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")


def load_dump(url: str, path: Path, *, replace: bool) -> None:
    """Bring a store back, all of it or nothing."""
    cleaning = ("--clean", "--if-exists") if replace else ()
    _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", *cleaning, str(path))


def is_empty(url: str) -> bool:
    """Whether a database has no table yet."""
    tables = (
        "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))"
    )
    with psycopg.connect(url) as server:
        row = server.execute(tables).fetchone()
    return not (row and row[0])


def _run(tool: str, url: str, *arguments: str) -> None:
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    command = [_found(tool), f"--dbname={make_conninfo('', **parts)}", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refusal("postgresql-tool-failed", tool=tool, problem=done.stderr.strip()[-400:])


def _found(tool: str) -> str:
    """The newest one of Debian, which reads the dumps of all servers before it, or the one on the path."""
    versions = sorted(INSTALLED.glob(f"*/bin/{tool}"), key=lambda path: float(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(tool)
    if found is None:
        raise Refusal("no-postgresql-tools", tool=tool)
    return found

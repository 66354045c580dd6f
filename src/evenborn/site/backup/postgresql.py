"""PostgreSQL’s own tools, ``pg_dump``, ``pg_restore``, ``psql``; no password stands among their arguments."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from evenborn.registers.refusal import Refusal

__all__ = ["dump", "is_empty", "load_dump"]

EMPTIED: Final = b"""\
BEGIN;
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT c.oid,
            CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i', 'a')
            )
    LOOP
        IF EXISTS (SELECT FROM pg_class WHERE oid = one.oid) THEN  -- else it went with another one
            EXECUTE format('DROP %s %s CASCADE', one.kind, one.oid::regclass);
        END IF;
    END LOOP;
END
$$;
"""
"""Begins a transaction and takes out every table, view and sequence, but those of extensions, and those that
belong to a table and go with it."""
INSTALLED = Path("/usr/lib/postgresql")


def dump(url: str, snapshot: str, path: Path) -> None:
    """Write a store as it was at a snapshot."""
    _run("pg_dump", url, "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")


def load_dump(url: str, path: Path, *, replace: bool) -> None:
    """Bring a store back, all of it or nothing; nothing that was there before stays beside it.

    Raises
    ------
    Refusal
        ``no-postgresql-tools``, ``postgresql-tool-failed``. The database is then as it was.
    """
    if not replace:
        _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", str(path))
        return
    script = [_found("pg_restore"), "--single-transaction", "--no-owner", "--clean", "--if-exists"]
    loading = _command("psql", url, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")
    with (
        _process([*script, "--file=-", str(path)], os.environ, stdout=subprocess.PIPE) as source,
        _process(loading, _environment(url), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as target,
        suppress(BrokenPipeError),
    ):
        # The COMMIT is the last line that pg_restore writes: whatever ends before it changes nothing.
        given, taken = _pipe(source.stdout), _pipe(target.stdin)
        taken.write(EMPTIED)
        shutil.copyfileobj(given, taken)
        taken.close()


def is_empty(url: str) -> bool:
    """Whether a database has no table yet."""
    tables = (
        "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))"
    )
    with psycopg.connect(url) as server:
        row = server.execute(tables).fetchone()
    return not (row and row[0])


def _run(tool: str, url: str, *arguments: str) -> None:
    with _process(_command(tool, url, *arguments), _environment(url)):
        pass


def _command(tool: str, url: str, *arguments: str) -> list[str]:
    parts = conninfo_to_dict(url)
    parts.pop("password", None)
    return [_found(tool), f"--dbname={make_conninfo('', **parts)}", *arguments]


def _environment(url: str) -> Mapping[str, str]:
    password = conninfo_to_dict(url).get("password")
    return os.environ | ({"PGPASSWORD": str(password)} if password else {})


@contextmanager
def _process(
    command: list[str], environment: Mapping[str, str], *, stdin: int | None = None, stdout: int | None = None
) -> "Iterator[subprocess.Popen[bytes]]":
    """A tool at work; afterwards its end is waited for, and what it complained of is said."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 - PostgreSQL’s own, found where Debian puts them
            command, env=environment, stdin=stdin, stdout=stdout, stderr=complaints
        )
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
            process.wait()
        if process.returncode:
            complaints.seek(0)
            problem = complaints.read().decode("utf-8", "replace").strip()[-400:]
            raise Refusal("postgresql-tool-failed", tool=Path(command[0]).name, problem=problem)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise TypeError("The process has no such pipe.")
    return pipe


def _found(tool: str) -> str:
    """The newest one of Debian, which reads the dumps of all servers before it, or the one on the path."""
    versions = sorted(INSTALLED.glob(f"*/bin/{tool}"), key=lambda path: float(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(tool)
    if found is None:
        raise Refusal("no-postgresql-tools", tool=tool)
    return found

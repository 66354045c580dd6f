"""Two processes write one trail at once, on each database; outside a transaction nothing is written."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
import pytest

from evenborn.apps.stores import Store
from offices import run, surroundings

WRITERS: Final = 2
ENTRIES: Final = 150

BEGIN: Final = """
import sys
import django
django.setup()
from django.db import transaction
from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import record
from evenborn.apps.audit.verification import verified
from evenborn.apps.stores import Store
events.register("test.write", ("turn",))
def add(turn):
    return record(Store.VAULT, "test.write", actor=sys.argv[1], facts={"turn": turn})
"""
WRITE: Final = (
    BEGIN
    + f"""
print("ready", flush=True)
sys.stdin.readline()
for turn in range({ENTRIES}):
    with transaction.atomic(using=Store.VAULT):
        add(turn)
"""
)
JUDGE: Final = (
    BEGIN.replace("sys.argv[1]", "'judge'")
    + """
from evenborn.apps.audit.models import Entry
found = verified(Store.VAULT)
print(found.entries, found.broken)
for actor in ("first", "second"):
    turns = [e.facts for e in Entry.objects.using(Store.VAULT).filter(actor=actor)]
    print(turns == ['{"turn":%d}' % turn for turn in range(len(turns))], len(turns))
"""
)
OUTSIDE: Final = BEGIN.replace("sys.argv[1]", "'nobody'") + "add(1)\n"
POSTGRESQL: Final = os.environ.get("EVENBORN_STORES__VAULT", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def env(request: pytest.FixtureRequest, office: Path) -> Iterator[dict[str, str]]:
    """Surroundings of an empty vault on each kind of database."""
    if request.param == "sqlite":
        yield surroundings(office)
        return
    if not POSTGRESQL:
        pytest.skip("EVENBORN_STORES__VAULT names no PostgreSQL")
    name = f"writers_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        at = f"postgresql://{connection.info.user}@/{name}?host={connection.info.host}"
        found = surroundings(office, EVENBORN_STORES__VAULT=at)
        run(
            "import django; django.setup()\n"
            "from django.core.management import call_command\n"
            "call_command('migrate', database='vault', verbosity=0)",
            found,
        )
        yield found
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def writer(name: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start a process that waits for a word and then adds its entries."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, name],
        env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_writers_at_once_leave_one_whole_chain(env: dict[str, str]) -> None:
    writers = [writer(name, env) for name in ("first", "second")]
    for process in writers:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in writers:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in writers:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    each = f"True {ENTRIES}\n"
    assert run(JUDGE, env) == f"{WRITERS * ENTRIES} None\n" + each * WRITERS


def test_outside_a_transaction_nothing_is_entered(office: Path) -> None:
    env = surroundings(office)
    done = subprocess.run(
        [sys.executable, "-c", OUTSIDE], env=env, capture_output=True, text=True, check=False
    )
    assert "within a transaction of the store vault" in done.stderr
    assert run(JUDGE, env).startswith("0 None")
    assert Store.VAULT.label == "vault"

"""Two processes write one trail at once, on each database; outside a transaction nothing is written."""

import subprocess
import sys
from typing import Final

import pytest

from offices import Office, started

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


def writer(name: str, office: Office) -> "subprocess.Popen[str]":
    """Start a process that waits for a word and then adds its entries."""
    process = started([sys.executable, "-c", WRITE, name], office.environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_writers_at_once_leave_one_whole_chain(office: Office) -> None:
    writers = [writer(name, office) for name in ("first", "second")]
    for process in writers:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in writers:
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
    each = f"True {ENTRIES}\n"
    assert office.python(JUDGE).stdout == f"{WRITERS * ENTRIES} None\n" + each * WRITERS


def test_outside_a_transaction_nothing_is_entered(office: Office) -> None:
    with pytest.raises(AssertionError, match="within a transaction of the store vault"):
        office.python(OUTSIDE)
    assert office.python(JUDGE).stdout.startswith("0 None")

"""`evenborn audit verify` and `evenborn audit anchor`; two tests run them as an operator does."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from django.db import connections

from apps.audit.trails import end_at, fill, rows, run, without_triggers
from cli.answers import ask
from evenborn.apps.audit.anchor_key import KEY_FILE, make_key
from evenborn.apps.audit.anchors import read
from evenborn.apps.stores import Store
from offices import Office, new_office

VAULT: Final = Store.VAULT
pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def public(anchor_key: str) -> str:
    """The public half of the office’s key; five entries in the vault."""
    fill(VAULT, 5)
    return anchor_key


def cut_off(number: int) -> None:
    """Take the last entries away and move the mark of the end."""
    without_triggers(VAULT)
    run(VAULT, "DELETE FROM audit_entry WHERE number > %s", [number])
    end_at(VAULT, number, rows(VAULT)[-1]["hash"])


def test_whole_stores_are_said_to_be_whole(public: str) -> None:
    assert ask("audit", "verify").out.splitlines() == [
        "Office: whole. Entries: 0.",
        "Vault: whole. Entries: 5.",
        "Statistics: whole. Entries: 0.",
        "Enforcement: whole. Entries: 0.",
        "Reporters: whole. Entries: 0.",
        "Benefits: whole. Entries: 0.",
    ]
    chinese = ask("audit", "verify", "--store", "vault", "--lang", "zh")
    assert chinese.out == "密封档案库：完整无改动，共 5 条记录。\n"


def test_a_changed_byte_is_named_and_the_exit_code_is_three(public: str) -> None:
    without_triggers(VAULT)
    run(VAULT, "UPDATE audit_entry SET facts = '{\"box\":9}' WHERE number = 3")
    answer = ask("audit", "verify", code=3)
    assert "Vault: broken. Entry 3 was changed. Entries that hold before it: 2." in answer.out.splitlines()
    assert "Benefits: whole. Entries: 0." in answer.out.splitlines()
    assert ask("audit", "verify", "--store", "benefits").out == "Benefits: whole. Entries: 0.\n"


def test_verifying_and_anchoring_write_nothing(public: str) -> None:
    before = rows(VAULT)
    ask("audit", "verify")
    ask("audit", "anchor")
    assert rows(VAULT) == before


def test_an_anchor_shows_what_the_chain_cannot(public: str, tmp_path: Path) -> None:
    file = tmp_path / "anchors.jsonl"
    made = ask("audit", "anchor", "--out", file)
    assert made.out == "Anchors added to anchors.jsonl: 6.\n"
    assert made.err == f"Public key: {public}\n"
    assert ask("audit", "verify", "--store", "vault", "--anchors", file).out == (
        "Vault: whole. Entries: 5. Anchors that hold: 1.\n"
    )
    cut_off(4)
    assert ask("audit", "verify", "--store", "vault").out == "Vault: whole. Entries: 4.\n"
    answer = ask("audit", "verify", "--store", "vault", "--anchors", file, code=3)
    assert "Entry 5 is named by an anchor and is gone: the trail was cut off at its end." in answer.out
    (tmp_path / "keys" / KEY_FILE).unlink()
    ask("audit", "verify", "--anchors", file, "--public-key", public, code=3)
    assert "no key anchor_key.pem" in ask("audit", "verify", "--anchors", file, code=2).err


def test_anchors_are_printed_where_no_file_is_named(public: str, tmp_path: Path) -> None:
    answer = ask("audit", "anchor")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert [line["store"] for line in lines] == [store.label for store in Store]
    assert [line["number"] for line in lines] == [0, 5, 0, 0, 0, 0]
    (tmp_path / "printed").write_text(answer.out, "ascii")
    assert len(read(tmp_path / "printed", public).signed) == 6


def test_flaws_of_the_anchors_are_named(public: str, tmp_path: Path) -> None:
    file = tmp_path / "anchors.jsonl"
    ask("audit", "anchor", "--out", file)
    file.write_bytes(file.read_bytes().replace(b'"number": 5', b'"number": 4')[:-9])
    answer = ask("audit", "verify", "--anchors", file, code=3)
    assert "Anchors, line 2: the signature does not fit; the line was changed." in answer.out
    assert "Anchors, line 6: cut off." in answer.out
    other = make_key(tmp_path / "other.pem")
    answer = ask("audit", "verify", "--anchors", file, "--public-key", other, code=3)
    assert "Anchors, line 1: signed with another key, perhaps of another office." in answer.out


def test_a_broken_trail_gets_no_anchor(public: str) -> None:
    without_triggers(VAULT)
    run(VAULT, "DELETE FROM audit_entry WHERE number = 2")
    answer = ask("audit", "anchor", code=3)
    stores = [json.loads(line)["store"] for line in answer.out.splitlines()]
    assert stores == [store.label for store in Store if store is not VAULT]
    assert "Vault: broken. Entry 2 is missing." in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "--store", "cellar"], "--store: “cellar” cannot be chosen."),
        (["verify", "--anchors", "nowhere.jsonl"], "nowhere.jsonl could not be read"),
        (["verify", "--anchors", "x", "--public-key", "12"], "“12” is no public key."),
        (["anchor", "--out", "nowhere/anchors.jsonl"], "anchors.jsonl was not written: the folder does not"),
    ],
)
def test_refusals(public: str, arguments: list[str], said: str) -> None:
    assert said in ask("audit", *arguments, code=2).err


def test_tables_that_are_not_there_are_named(public: str) -> None:
    run(VAULT, "ALTER TABLE audit_entry RENAME TO audit_entries")
    answer = ask("audit", "verify", "--store", "vault", code=2)
    assert "The trail of the store vault could not be read:" in answer.err
    assert "audit_entry" in answer.err
    assert connections[VAULT].vendor in {"sqlite", "postgresql"}


def test_an_office_that_was_never_set_up(tmp_path: Path) -> None:
    done = Office(tmp_path).run("audit", "verify")
    assert (done.returncode, done.stdout) == (2, "")
    assert "The trail of the store office could not be read: no such table" in done.stderr


FILL: Final = """
import django
django.setup()
from django.db import transaction
from evenborn.apps.audit.record import CLOCK_SET_BACK, record
from evenborn.apps.stores import Store
with transaction.atomic(using=Store.VAULT):
    for seconds in range(5):
        record(Store.VAULT, CLOCK_SET_BACK, actor="clock", facts={"before": "x", "seconds": seconds})
"""


def test_a_changed_byte_in_the_file_of_a_store(tmp_path: Path) -> None:
    office = new_office(tmp_path / "data")
    office.python(FILL)
    file = office.folder / "vault.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = file.read_bytes()
    assert content.count(b'"seconds":3}') == 1
    file.write_bytes(content.replace(b'"seconds":3}', b'"seconds":8}'))
    done = office.run("audit", "verify", "--store", "vault")
    said = "Vault: broken. Entry 4 was changed. Entries that hold before it: 3.\n"
    assert (done.returncode, done.stdout) == (3, said)

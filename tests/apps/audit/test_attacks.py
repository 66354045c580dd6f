"""What somebody who owns the database can do to the trail, and that verification finds it."""

from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connections, transaction

from apps.audit.trails import (
    FIELDS,
    START,
    broken,
    end_at,
    fill,
    recomputed,
    rows,
    run,
    verdict,
    without_triggers,
    write,
)
from evenborn.apps.audit.anchor_key import public_key
from evenborn.apps.audit.anchors import Anchor, Anchors
from evenborn.apps.audit.models import Entry, Head
from evenborn.apps.stores import Store

pytestmark = pytest.mark.django_db(databases="__all__")
VAULT = Store.VAULT
COPY = (
    "SELECT {number}, at, 'officer:8', event, subject, area, facts, previous, hash FROM audit_entry "
    "WHERE number = 2"
)


@pytest.fixture
def opened() -> None:
    """Six entries in the vault, and no trigger to guard them."""
    fill(VAULT)
    without_triggers(VAULT)


def anchors(number: int, hashed: object) -> Anchors:
    return Anchors((Anchor("vault", number, str(hashed), START.isoformat(), "ab" * 32),), ())


@pytest.mark.parametrize("number", [1, 3, 6])
@pytest.mark.parametrize("field", [name for name in FIELDS if name not in ("number", "at")])
def test_one_changed_byte_is_found(opened: None, field: str, number: int) -> None:
    text = str(rows(VAULT)[number - 1][field])
    other = text[:-1] + ("0" if text[-1] != "0" else "1")
    run(VAULT, f"UPDATE audit_entry SET {field} = %s WHERE number = %s", [other, number])
    assert broken() == ("detached" if field == "previous" else "changed", number)


def test_a_time_moved_by_a_microsecond_is_found(opened: None) -> None:
    moved = Entry.objects.using(VAULT).get(number=4).at + timedelta(microseconds=1)
    Entry.objects.using(VAULT).filter(number=4).update(at=moved)
    assert broken() == ("changed", 4)


@pytest.mark.parametrize("text", ["2026-13-01 08:00:00", "", "T", "2026-03-01T08:00:00", "2026-03-01 08:00"])
def test_what_is_no_moment_as_we_write_it_is_found(opened: None, text: str) -> None:
    if connections[VAULT].vendor == "postgresql":
        pytest.skip("PostgreSQL keeps moments, not text")
    Entry.objects.using(VAULT).filter(number=4).update(at=START)
    whole = recomputed(rows(VAULT), VAULT)
    run(VAULT, "DELETE FROM audit_entry")
    write(VAULT, whole)
    end_at(VAULT, 6, whole[-1]["hash"])
    assert broken() is None
    run(VAULT, "UPDATE audit_entry SET at = %s WHERE number = 4", [text])
    assert broken() == ("changed", 4)


@pytest.mark.parametrize("value", ["CAST(X'ff7b7d' AS TEXT)", "X'7b7d'", "CAST(X'7b00' AS TEXT)", "17"])
def test_bytes_that_are_no_text_are_found(opened: None, value: str) -> None:
    if connections[VAULT].vendor == "postgresql":
        pytest.skip("PostgreSQL keeps text, not bytes")
    run(VAULT, f"UPDATE audit_entry SET facts = {value} WHERE number = 2")
    assert broken() == ("changed", 2)


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_deleted_entry_is_found(opened: None, number: int) -> None:
    run(VAULT, "DELETE FROM audit_entry WHERE number = %s", [number])
    assert broken() == ("missing", number)
    run(VAULT, "UPDATE audit_entry SET number = number - 1 WHERE number > %s", [number])
    end_at(VAULT, 5, rows(VAULT)[-1]["hash"])
    assert broken() == ("detached", number)


def test_the_last_entry_deleted_is_found(opened: None) -> None:
    run(VAULT, "DELETE FROM audit_entry WHERE number = 6")
    assert broken() == ("head", 6)


def test_all_entries_deleted_is_found(opened: None) -> None:
    run(VAULT, "DELETE FROM audit_entry")
    assert broken() == ("head", 6)


@pytest.mark.parametrize(("number", "kind"), [(0, "order"), (7, "changed"), (9, "missing")])
def test_an_inserted_entry_is_found(opened: None, number: int, kind: str) -> None:
    last = rows(VAULT)[-1]
    write(VAULT, [last | {"number": number, "hash": "ab" * 32, "previous": last["hash"]}])
    assert broken() == (kind, 7 if number == 9 else number)


def test_an_entry_between_two_others_is_found(opened: None) -> None:
    kept = rows(VAULT)
    run(VAULT, "DELETE FROM audit_entry WHERE number > 3")
    write(VAULT, [kept[2] | {"number": 4, "hash": "ab" * 32, "previous": kept[2]["hash"]}])
    write(VAULT, [row | {"number": place} for place, row in enumerate(kept[3:], start=5)])
    end_at(VAULT, 7, kept[-1]["hash"])
    assert broken() == ("changed", 4)


def test_two_swapped_entries_are_found(opened: None) -> None:
    kept = rows(VAULT)
    run(VAULT, "DELETE FROM audit_entry WHERE number IN (2, 5)")
    write(VAULT, [kept[1] | {"number": 5}, kept[4] | {"number": 2}])
    assert broken() == ("detached", 2)


def test_an_entry_of_another_store_does_not_fit(opened: None) -> None:
    fill(Store.BENEFITS)
    run(VAULT, "DELETE FROM audit_entry")
    write(VAULT, rows(Store.BENEFITS))
    end_at(VAULT, 6, rows(Store.BENEFITS)[-1]["hash"])
    assert broken() == ("changed", 1)
    assert broken(Store.BENEFITS) is None


@pytest.mark.parametrize("statement", ["DELETE FROM audit_head", "UPDATE audit_head SET number = 5"])
def test_a_lost_or_moved_end_is_found(opened: None, statement: str) -> None:
    run(VAULT, statement)
    assert broken() == ("head", 6)


def test_a_tail_cut_off_shows_only_against_an_anchor(opened: None) -> None:
    kept = rows(VAULT)
    anchored = anchors(5, kept[4]["hash"])
    run(VAULT, "DELETE FROM audit_entry WHERE number > 4")
    end_at(VAULT, 4, kept[3]["hash"])
    assert broken() is None
    assert broken(anchors=anchored) == ("cut", 5)


def test_a_chain_computed_anew_shows_only_against_an_anchor(opened: None) -> None:
    kept = rows(VAULT)
    forged = recomputed([kept[0], kept[1] | {"actor": "officer:8"}, *kept[2:]], VAULT)
    run(VAULT, "DELETE FROM audit_entry")
    write(VAULT, forged)
    end_at(VAULT, 6, forged[-1]["hash"])
    assert broken() is None
    assert broken(anchors=anchors(4, kept[3]["hash"])) == ("anchor", 4)
    assert broken(anchors=anchors(1, kept[0]["hash"])) is None


def test_anchors_that_hold_are_counted(opened: None) -> None:
    kept = rows(VAULT)
    both = (*anchors(2, kept[1]["hash"]).signed, *anchors(6, kept[5]["hash"]).signed)
    found = verdict(anchors=Anchors(both, ()))
    assert (found.broken, found.anchored, found.entries) == (None, 2, 6)


def test_an_anchor_of_another_history_is_found(opened: None) -> None:
    key = Ed25519PrivateKey.generate()
    nothing = Anchors((Anchor("vault", 0, "ab" * 32, START.isoformat(), public_key(key)),), ())
    assert broken(anchors=nothing) == ("anchor", 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'officer:8' WHERE number = 2",
        "DELETE FROM audit_entry WHERE number = 6",
        "TRUNCATE audit_entry",
        f"INSERT OR REPLACE INTO audit_entry {COPY.format(number=2)}",
        f"REPLACE INTO audit_entry {COPY.format(number=99)}",
        f"INSERT INTO audit_entry {COPY.format(number=2)} ON CONFLICT (number) DO UPDATE SET actor = 'x'",
    ],
)
def test_the_database_refuses_to_change_an_entry(statement: str) -> None:
    fill(VAULT)
    before = rows(VAULT)
    with pytest.raises(DatabaseError), transaction.atomic(using=VAULT):
        run(VAULT, statement)
    assert rows(VAULT) == before


def test_the_model_refuses_too() -> None:
    fill(VAULT)
    with pytest.raises(DatabaseError), transaction.atomic(using=VAULT):
        Entry.objects.using(VAULT).filter(number=1).update(actor="officer:8")
    with pytest.raises(DatabaseError), transaction.atomic(using=VAULT):
        Entry.objects.using(VAULT).get(number=1).delete()
    assert Head.objects.using(VAULT).get().number == 6
    assert isinstance(Entry.objects.using(VAULT).get(number=1).at, datetime)

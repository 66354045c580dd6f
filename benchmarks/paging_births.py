"""Millions of births taken in through the whole protocol, then paged through as a county and as the city.

    .venv/bin/python benchmarks/paging_births.py delivery-1.parquet delivery-2.parquet …
    .venv/bin/python benchmarks/paging_births.py --filled 3500000
    scripts/postgresql.sh .venv/bin/python benchmarks/paging_births.py --filled 3500000

Each file is a batch of its own: received, sealed at rest, checked, taken in. Beside them stand 60,000 batches
that never came, so that their list is long too. A page is what the list reads for it: how many there are, and
the fifty rows; best of three. ``--sorted`` asks once more as the list did before, with a sort. ``--filled``
puts so many records of ten counties straight into the table, sealed by nobody, for the lists alone.
"""
# ruff: noqa: PLC0415 - the office's models can be imported only once it is set up

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

COUNTY, CITY = "990103", "9901"


def most_memory() -> float:
    """Megabytes at most until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def taken_in(paths: list[Path]) -> None:
    """Take in each file; print how long it took."""
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.intake.actions.batches import Arrived, receive_batch
    from evenborn.apps.intake.checking import check
    from evenborn.apps.intake.kept_files import PIECE, seal_file
    from evenborn.apps.intake.models import Sender
    from evenborn.apps.intake.rules import LegalBasis, Way
    from evenborn.apps.intake.taking_in import take_in

    by = program("benchmark", *Permission)
    print("| batch | rows taken in | check s | take in s | take in, processor s | MB at most | load |")
    print("|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    for number, path in enumerate(paths, 1):
        sender = Sender.objects.create(
            code=f"X{number}", name=f"X{number}", kind=Sender.Kind.FACILITY, area=COUNTY
        )
        arrived = Arrived("delivery", path.name, Way.COMMAND, LegalBasis.MATERNAL_HEALTH)
        batch = receive_batch(by=by, sender=sender, area=sender.area, arrived=arrived)
        with path.open("rb") as file:
            seal_file(iter(lambda source=file: source.read(PIECE), b""), batch.pk)  # type: ignore[misc]
        begun = time.monotonic()
        check(batch, by=by)
        checked = time.monotonic()
        batch.refresh_from_db()
        used = time.process_time()
        take_in(batch, by=by)
        done, processor = time.monotonic(), time.process_time() - used
        print(
            f"| {number} | {batch.accepted_rows:,} | {checked - begun:.1f} | {done - checked:.1f} | "
            f"{processor:.1f} | {most_memory():,.0f} | {os.getloadavg()[0]:.1f} |",
            flush=True,
        )


def filled(records: int) -> None:
    """Put records of the usual width into the vault, as seven imports of ten counties."""
    from datetime import date

    from django.db import transaction
    from django.utils import timezone

    from evenborn.apps.bulk_insert import insert_rows, room_for_many
    from evenborn.apps.intake.models import Sender
    from evenborn.apps.vault.models import Import, ImportState, SealedRecord
    from evenborn.apps.vault.sealing import new_tokens

    now, step = timezone.now(), 50_000
    Sender.objects.create(code="X1", name="X1", kind=Sender.Kind.FACILITY, area=COUNTY)
    imports = [
        Import.objects.create(
            batch=number, register="delivery", area=COUNTY, began_at=now, state=ImportState.VISIBLE
        )
        for number in range(1, 8)
    ]
    with room_for_many():
        for first in range(0, records, step):
            octets = [[os.urandom(size) for _ in range(step)] for size in (273, 16, 16, 16)]
            columns = {
                "token": new_tokens(step), "area": [f"9901{place % 10 + 1:02}" for place in range(step)],
                "ciphertext": octets[0], "record_index": sorted(octets[1]), "content": octets[2],
                "birth_index": octets[3],
            }  # fmt: skip
            constant = {
                "register": "delivery", "birth_month": date(2025, 3, 1), "kept_since": now.date(),
                "version": 1, "key_id": "1-example", "nonce": bytes(12), "sealed_at": now,
                "sealed_by": "benchmark", "imported": imports[first * 7 // records].pk,
            }  # fmt: skip
            with transaction.atomic(using="vault"):
                insert_rows(SealedRecord, constant, columns)


def many_batches() -> None:
    """Batches of ten counties, for the length of their list alone."""
    from django.utils import timezone

    from evenborn.apps.intake.models import Batch, BatchState, Sender
    from evenborn.apps.intake.rules import LegalBasis, Way

    sender, now = Sender.objects.regardless("a benchmark").first(), timezone.now()
    Batch.objects.bulk_create(
        (
            Batch(
                sender=sender, area=f"9901{number % 10 + 1:02}", register="delivery", received_at=now,
                received_by="benchmark", state=BatchState.REFUSED, file_name=f"{number}.csv",
                file_sha256=f"{number:064}", way=Way.COMMAND, legal_basis=LegalBasis.MATERNAL_HEALTH,
            )
            for number in range(60_000)
        ), batch_size=500,
    )  # fmt: skip


def paged(what: str, rows_of: Callable[[], Any], explained: bool = True) -> None:
    """First page, page 1,000, one in the middle, last page of a list, and the plan."""
    from evenborn.web.paging import Pages

    pages = Pages(rows_of(), 50)
    last = pages.num_pages
    for name, number in (("first", 1), ("1,000", 1000), ("middle", max(last // 2, 1)), ("last", last)):
        if number > last:
            continue
        best = [float("inf")] * 2
        for _ in range(3):
            begun, used = time.monotonic(), time.process_time()
            pages = Pages(rows_of(), 50)
            _ = pages.count
            shown = list(pages.page(number))
            took = time.monotonic() - begun, time.process_time() - used
            best = [min(one, other) for one, other in zip(best, took, strict=True)]
        print(
            f"| {what} | {name} ({number:,} of {last:,}) | {len(shown)} | {best[0] * 1000:,.0f} | "
            f"{best[1] * 1000:,.0f} |",
            flush=True,
        )
    if explained:
        PLANS.append(f"{what}:\n{rows_of()[:50].explain()}")


PLANS: list[str] = []


def main(paths: list[Path], before: bool, records: int) -> None:
    """Take in, page through, print."""
    from django.db import connections
    from django.utils import timezone

    from evenborn.apps.access.actor import Actor, Grant
    from evenborn.apps.access.roles import Permission, RoleCode, permissions_of
    from evenborn.apps.intake.batches import queries as batch_queries
    from evenborn.apps.vault import queries

    store = connections["vault"]
    print(f"stores on {store.vendor}; load {os.getloadavg()[0]:.1f}\n")
    if records:
        filled(records)
    else:
        taken_in(paths)
    many_batches()
    with store.cursor() as cursor:
        if store.vendor == "postgresql":
            cursor.execute("ANALYZE")  # as its autovacuum does
        cursor.execute("SELECT area, count(*) FROM vault_sealedrecord GROUP BY area ORDER BY area")
        held = cursor.fetchall()
    total = sum(number for _, number in held)
    print(f"\n{total:,} records of {len(held)} areas; {COUNTY}: {dict(held)[COUNTY]:,}")
    print("\n| list | page | rows | ms | processor ms |\n|---|---|---:|---:|---:|")
    may = permissions_of(RoleCode.CLERK) | {Permission.VAULT_SEE}

    def somebody(area: str) -> Actor:
        grant = Grant("clerk", area, None, frozenset(may))
        return Actor("officer:1", 1, "", timezone.now(), (grant,))

    for area in (COUNTY, CITY):
        by = somebody(area)
        paged(f"records, {area}", lambda by=by: queries.listed(by))  # type: ignore[misc]
        if before:
            paged(f"records, {area}, sorted", lambda by=by: queries.records(by))  # type: ignore[misc]
        paged(f"batches, {area}", lambda by=by: batch_queries.batches(by))  # type: ignore[misc]
    print("\n" + "\n\n".join(PLANS))
    print(f"\nmemory at most {most_memory():,.0f} MB; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--filled", type=int, default=0)
    parser.add_argument("--sorted", action="store_true")
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp())
    os.environ |= {"EVENBORN_FOLDER": str(place / "data"), "EVENBORN_HTTPS": "false"}
    from evenborn.site.setting_up import set_up

    set_up()
    try:
        main(asked.files, asked.sorted, asked.filled)
    finally:
        shutil.rmtree(place)

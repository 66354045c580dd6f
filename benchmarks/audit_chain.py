"""How fast is the audit trail verified, written and paged, beside the bare tools?

Prints entries a second of the verification of a store beside SHA-256 of the same bytes by hashlib alone, and
beside reading the same rows alone; milliseconds of pages of the list beside the same page by OFFSET (both in
seconds of this process on the processor, best of three); and entries a second that ``record`` adds beside an
INSERT of a row as long (by the clock). SQLite in a folder that is gone afterwards, or the empty PostgreSQL
that EVENBORN_STORES__VAULT names.
"""

import argparse
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START = datetime(2026, 1, 1, tzinfo=UTC)
RUNS = 3


def office(folder: Path) -> None:
    """Make the vault of an office, in this process."""
    (folder / "keys").mkdir()
    (folder / "keys/cookie_secret").write_text("a secret of a measurement, " * 3, "ascii")
    os.environ |= {"EVENBORN_FOLDER": str(folder), "EVENBORN_MODE": "test", "EVENBORN_HTTPS": "false"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenborn.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", database="vault", interactive=False, verbosity=0)


def fill(entries: int) -> list[Any]:
    """Write a chain as fast as can be; return its links."""
    from django.db import transaction

    from evenborn.apps.audit.chain import GENESIS, Link, facts_text, link_hash
    from evenborn.apps.audit.models import Entry, Head
    from evenborn.apps.stores import Store

    links, rows, previous = [], [], GENESIS
    for number in range(1, entries + 1):
        event = "trail.look" if number % 10 else "access.appoint"
        link = Link(
            "vault", number, START + timedelta(seconds=number), f"officer:{number % 40}", event,
            f"record:{number % 5000}", f"9901{number % 12:02}", facts_text({"filter": "", "page": 1}),
            previous,
        )  # fmt: skip
        previous = link_hash(link)
        links.append(link)
        rows.append(
            Entry(number=number, at=link.at, actor=link.actor, event=event, subject=link.subject,
                  area=link.area, facts=link.facts, previous=link.previous, hash=previous)
        )  # fmt: skip
    with transaction.atomic(using=Store.VAULT):
        Entry.objects.using(Store.VAULT).bulk_create(rows, batch_size=1000)
        Head.objects.using(Store.VAULT).update(number=entries, hash=previous)
    return links


def best(work: Callable[[], object]) -> float:
    """Seconds on the processor, the best of a few runs."""
    times = []
    for _ in range(RUNS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def verification(links: list[Any]) -> Iterator[tuple[str, float, float]]:
    """What verifying takes, beside reading the rows and hashing the bytes alone."""
    from evenborn.apps.audit.reading import Trail
    from evenborn.apps.audit.verification import verified
    from evenborn.apps.stores import Store

    texts = ["".join(map(str, astuple(link))).encode() for link in links]

    def ours() -> None:
        found = verified(Store.VAULT)
        assert found.broken is None
        assert found.entries == len(links)

    bare = best(lambda: [hashlib.sha256(text).hexdigest() for text in texts])
    read = best(lambda: [None for _ in Trail(Store.VAULT)])
    whole = best(ours)
    for name, seconds in (("verify", whole), ("reading alone", read), ("hashlib alone", bare)):
        yield name, len(links) / seconds, seconds / whole


def writing(entries: int) -> Iterator[tuple[str, float]]:
    """What adding takes, a transaction each, beside an INSERT each and all in one transaction."""
    from django.db import connections, transaction

    from evenborn.apps.audit.events import events
    from evenborn.apps.audit.record import record
    from evenborn.apps.stores import Store

    events.register("test.write", ("turn",))
    connection = connections[Store.VAULT]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (number bigint PRIMARY KEY, at varchar(40), rest varchar(400))")

    def recorded() -> None:
        for turn in range(entries):
            with transaction.atomic(using=Store.VAULT):
                record(Store.VAULT, "test.write", actor="worker", facts={"turn": turn})

    def inserted() -> None:
        for turn in range(entries):
            with transaction.atomic(using=Store.VAULT), connection.cursor() as cursor:
                cursor.execute("INSERT INTO bare VALUES (%s, %s, %s)", [turn, "x" * 26, "x" * 250])

    def together() -> None:
        with transaction.atomic(using=Store.VAULT):
            for turn in range(entries):
                record(Store.VAULT, "test.write", actor="worker", facts={"turn": turn})

    for name, work in (
        ("record, a transaction each", recorded),
        ("bare INSERT, a transaction each", inserted),
        ("record, one transaction", together),
    ):
        begun = time.perf_counter()
        work()
        yield name, entries / (time.perf_counter() - begun)


def paging(entries: int) -> Iterator[tuple[str, float, float]]:
    """Milliseconds of the rows of a page, ours and by OFFSET."""
    from django.core.paginator import Paginator

    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.audit.models import Entry
    from evenborn.apps.stores import Store
    from evenborn.apps.trail.queries import entries as listed
    from evenborn.apps.trail.wanted import Wanted

    by = program("measurement", Permission.AUDIT_SEE)
    everything = Entry.objects.using(Store.VAULT).order_by("-number")
    last = Paginator(everything, 50).num_pages
    day = (START + timedelta(seconds=entries / 2)).date()
    for name, wanted, plain, page in (
        ("first page", Wanted(Store.VAULT), everything, 1),
        ("last page", Wanted(Store.VAULT), everything, last),
        ("one event of ten entries, last", Wanted(Store.VAULT, event="access.appoint"),
         everything.filter(event="access.appoint"), entries // 500),
        ("one area, last", Wanted(Store.VAULT, area="990101"), everything.filter(area="990101"),
         entries // 600),
        ("since the middle, first", Wanted(Store.VAULT, since=day), everything.filter(at__date__gte=day), 1),
        ("one subject", Wanted(Store.VAULT, subject="record:7"), everything.filter(subject="record:7"), 1),
    ):  # fmt: skip
        ours = best(lambda wanted=wanted, page=page: list(Paginator(listed(by, wanted), 50).get_page(page)))  # type: ignore[misc]
        bare = best(lambda plain=plain, page=page: list(Paginator(plain.all(), 50).get_page(page)))  # type: ignore[misc]
        yield name, ours * 1000, bare * 1000


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--writes", type=int, default=1_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        office(Path(folder))
        links = fill(wanted.entries)
        print(f"{wanted.entries:,} entries\n")
        print(f"{'':<34}{'entries/s':>12}{'time':>8}")
        for name, rate, share in verification(links):
            print(f"{name:<34}{rate:>12,.0f}{share:>8.2f}")
        print(f"\n{'page of 50':<34}{'ours ms':>12}{'OFFSET ms':>12}")
        for name, ours, bare in paging(wanted.entries):
            print(f"{name:<34}{ours:>12.1f}{bare:>12.1f}")
        print(f"\n{'':<34}{'entries/s':>12}")
        for name, rate in writing(wanted.writes):
            print(f"{name:<34}{rate:>12,.0f}")


if __name__ == "__main__":
    main()

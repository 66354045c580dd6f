"""Server time of the pages of figures with 50 readers who think 5 s between pages, beside an empty page.

``python benchmarks/figures_pages.py [--births 3500000] [--readers 50] [--seconds 60] [--workers 2]``

An office of its own is made: a city of twelve counties with 16 townships each, their boundaries, and the
sums of so many births over ten years. Readers are logged in and open, in turn, the front page, the page of
the city, its map, a county, what is behind a figure, and the page of indicators, which reads no figure.
Printed is the time that the server itself says it took: median and 95th percentile by page. PostgreSQL:
``scripts/postgresql.sh python benchmarks/figures_pages.py``.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

PASSWORD = "a long password of a benchmark"  # noqa: S105
COUNTIES, TOWNSHIPS, YEARS = 12, 16, range(2016, 2026)
PAGES = {
    "desk": "/",
    "figures-area": "/figures/9901/",
    "figures-map": "/figures/9901/map/",
    "figures-area (county)": "/figures/990103/",
    "figures-behind": "/figures/990103/behind/?register=delivery&start=2025-01-01&end=2025-12-31",
    "figures-indicators": "/figures/indicators/",
}
EMPTY = "figures-indicators"


def environment(folder: Path, port: int, workers: int) -> dict[str, str]:
    """Options of the office, on the databases that are asked for."""
    return os.environ | {
        "EVENBORN_FOLDER": str(folder), "EVENBORN_MODE": "test", "EVENBORN_HTTPS": "false",
        "EVENBORN_AREA": "9901", "EVENBORN_SECOND_FACTOR": "optional", "EVENBORN_PORT": str(port),
        "EVENBORN_WORKERS": str(workers), "DJANGO_SETTINGS_MODULE": "evenborn.site.settings",
    }  # fmt: skip


def furnish(births: int) -> None:
    """Make the office, in a process that has its environment."""
    from evenborn.site.setting_up import set_up  # noqa: PLC0415

    set_up()
    from django.db import transaction  # noqa: PLC0415

    from evenborn.apps.access import actions  # noqa: PLC0415
    from evenborn.apps.access.actor import program  # noqa: PLC0415
    from evenborn.apps.access.models import Officer  # noqa: PLC0415
    from evenborn.apps.access.roles import Permission, RoleCode  # noqa: PLC0415
    from evenborn.apps.areas.models import Area, Boundary  # noqa: PLC0415

    everyone = program("benchmark", *Permission)
    home = actions.add_department(by=everyone, name="Commission", kind="health", area="9901")
    who = actions.add_officer(by=everyone, username="reader", name="R", department=home, password=PASSWORD)
    Officer.objects.filter(pk=who.pk).update(must_change_password=False)
    actions.appoint(who, by=everyone, role=RoleCode.ANALYST, area="9901", department=home,
                    since=date(2020, 1, 1), until=None)  # fmt: skip
    with transaction.atomic(using="default"):
        named = [("99", "省", 1), ("9901", "市", 2)]
        for place in range(1, COUNTIES + 1):
            code = f"9901{place:02}"
            named.append((code, f"县{place}", 3))
            named += [(f"{code}{town:03}", f"乡{place}-{town}", 4) for town in range(1, TOWNSHIPS + 1)]
        Area.objects.bulk_create(
            Area(code=code, name_zh=name, pinyin=code, initials=code, level=level, lies_in=code[:-2])
            for code, name, level in named
        )
        Boundary.objects.bulk_create(
            Boundary(
                code=f"9901{place:02}", source="simulated", geometry=square(place), outline=square(place)
            )
            for place in range(1, COUNTIES + 1)
        )
    _cube(births)


def square(place: int) -> str:
    """A square county with many corners."""
    x, y, edge = place % 4, place // 4, 60
    steps = [at / edge for at in range(edge)]
    ring = [(x + s, y) for s in steps] + [(x + 1, y + s) for s in steps]
    ring += [(x + 1 - s, y + 1) for s in steps] + [(x, y + 1 - s) for s in steps]
    return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


def _cube(births: int) -> None:
    from evenborn.apps.access.actor import program  # noqa: PLC0415
    from evenborn.apps.access.roles import Permission  # noqa: PLC0415
    from evenborn.apps.figures.actions import replace_cube  # noqa: PLC0415
    from evenborn.apps.figures.adding_up import added_up  # noqa: PLC0415
    from evenborn.apps.intake.models import Batch, BatchState, Sender  # noqa: PLC0415

    chance = random.Random(7)  # noqa: S311
    each = births // (COUNTIES * len(YEARS) * 12 * 3)

    def of(number: int) -> tuple[int, int]:
        share = 0.514 + chance.random() * 0.03
        return round(number * share), number - round(number * share)

    months = [
        (f"9901{place:02}", date(year, month, 1), order, *of(each + chance.randrange(40)), 0)
        for place in range(1, COUNTIES + 1) for year in YEARS for month in range(1, 13)
        for order in ("1", "2", "3+")
    ]  # fmt: skip
    towns = [
        (f"9901{place:02}{town:03}", date(year, 1, 1), order, *of(12 * each // TOWNSHIPS), 0)
        for place in range(1, COUNTIES + 1) for town in range(1, TOWNSHIPS + 1) for year in YEARS
        for order in ("1", "2", "3+")
    ]  # fmt: skip
    sender = Sender.objects.create(code="9901-MCH", name="MCH", kind=Sender.Kind.DEPARTMENT, area="9901")
    batch = Batch.objects.create(
        sender=sender, area="9901", register="delivery", state=BatchState.ACCEPTED, file_name="x.csv",
        file_sha256="0" * 64, received_at=datetime.now(UTC), received_by="1", way="command",
        legal_basis="statistics", decided_at=datetime.now(UTC), cut_off=date(2026, 3, 31),
    )  # fmt: skip
    total = sum(one[3] + one[4] for one in months)
    replace_cube(
        by=program("figures", Permission.INTAKE_DECIDE), register="delivery", last=batch,
        cut_off=batch.cut_off, sums=[*added_up(months), *towns], births=total, no_month=0,
    )  # fmt: skip
    print(f"{total:,} births in {COUNTIES} counties, {COUNTIES * TOWNSHIPS} townships, {len(YEARS)} years")


class Reader:
    """Somebody who is logged in."""

    def __init__(self, port: int) -> None:
        self._port, self._cookies = port, {}
        token = (
            self._ask("GET", "/access/login/").split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        )
        form = {"login": "reader", "password": PASSWORD, "csrfmiddlewaretoken": token}
        self._ask("POST", "/access/login/", urlencode(form))

    def open(self, address: str) -> None:
        """Open a page."""
        self._ask("GET", address)

    def _ask(self, method: str, address: str, body: str = "") -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, address, body or None, headers)
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        text = answer.read().decode()
        connection.close()
        if answer.status >= 400:
            raise SystemExit(f"{address}: {answer.status}")
        return text


def read(port: int, readers: int, seconds: float) -> None:
    """Let readers open pages in turn, thinking between them."""
    one, enough, ends = Reader(port), Event(), time.monotonic() + seconds
    for address in PAGES.values():
        one.open(address)  # what a process keeps is made once for all readers

    def reading(number: int) -> None:
        enough.wait(5 * number / readers)
        addresses = list(PAGES.values())
        while time.monotonic() < ends:
            one.open(addresses[number % len(addresses)])
            number += 1
            enough.wait(5)

    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(reading, range(readers)))


def times(log: Path) -> dict[str, list[int]]:
    """Milliseconds by page, as the server says; a county's page apart from the city's is not told."""
    found: dict[str, list[int]] = defaultdict(list)
    for line in log.read_text("utf-8", errors="replace").splitlines():
        if line.startswith("{") and '"event": "request"' in line:
            said = json.loads(line)
            if said.get("method") == "GET" and said.get("page") in PAGES:
                found[said["page"]].append(said["ms"])
    return found


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--births", type=int, default=3_500_000)
    arguments.add_argument("--readers", type=int, default=50)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--port", type=int, default=8631)
    arguments.add_argument("--furnish", action="store_true", help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.furnish:
        furnish(asked.births)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        options = environment(folder, asked.port, asked.workers)
        command = [sys.executable, __file__, "--furnish", "--births", str(asked.births)]
        subprocess.run(command, env=options, check=True)
        with (folder / "server.log").open("wb") as log:
            serve = [sys.executable, "-c", "from evenborn.cli import main; main()", "serve"]
            server = subprocess.Popen(serve, env=options, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(asked.port)
            read(asked.port, asked.readers, asked.seconds)
        finally:
            server.terminate()
            server.wait(30)
        found = times(folder / "server.log")
    empty = statistics.median(found[EMPTY])
    print(f"{asked.readers} readers, 5 s between pages, {asked.workers} workers; server time in milliseconds")
    print(f"{'page':22} {'answers':>8} {'median':>8} {'95 %':>8} {'beside an empty page':>22}")
    for page, spent in found.items():
        ordered = sorted(spent)
        middle, late = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
        print(f"{page:22} {len(ordered):8} {middle:8.0f} {late:8.0f} {middle / max(empty, 1):20.1f} ×")


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/access/login/")
            return
        except OSError:
            Event().wait(0.5)
    raise SystemExit("The server did not answer.")


if __name__ == "__main__":
    main()

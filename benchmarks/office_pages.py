"""What a page and a list of 100,000 rows of the office cost, beside a bare Django doing the same.

``python benchmarks/office_pages.py [--rows 100000] [--times 60]``

Ours: session, login, appointments read anew, permission, scope, an audit entry for each look at the list,
headers, words in two languages, sorting, filter, pages. Bare: a view, a template, a paginator; no middleware,
no login, nothing scoped or written; then the same with the range of area codes of our scope in its query.
All in one process, on one SQLite file, by Django's own test client, turn by turn; medians.
"""

import argparse
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(tempfile.mkdtemp())
(FOLDER / "keys").mkdir()
(FOLDER / "keys/cookie_secret").write_text("a secret that only this benchmark uses, " * 2)
os.environ |= {"EVENBORN_FOLDER": str(FOLDER), "EVENBORN_MODE": "test", "EVENBORN_HTTPS": "false"}
os.environ["EVENBORN_SECOND_FACTOR"] = "optional"
os.environ["DJANGO_SETTINGS_MODULE"] = "evenborn.site.settings"

import django  # noqa: E402
import structlog  # noqa: E402

django.setup()

from django import forms  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.template import Context, Engine  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import include, path  # noqa: E402

from evenborn.apps.access import actions  # noqa: E402
from evenborn.apps.access.action import look  # noqa: E402
from evenborn.apps.access.actor import program  # noqa: E402
from evenborn.apps.access.models import Officer  # noqa: E402
from evenborn.apps.access.page import DeskRequest, page  # noqa: E402
from evenborn.apps.access.roles import Permission, RoleCode  # noqa: E402
from evenborn.apps.access.scope import within  # noqa: E402
from evenborn.apps.audit.chain import GENESIS, Link, link_hash  # noqa: E402
from evenborn.apps.audit.events import events  # noqa: E402
from evenborn.apps.audit.models import Entry, Head  # noqa: E402
from evenborn.apps.stores import Store  # noqa: E402
from evenborn.web.filters import Filter  # noqa: E402
from evenborn.web.listing import Column, listing  # noqa: E402

STORE = Store.OFFICE
PASSWORD = "a long password of a benchmark"  # noqa: S105
LOOKED = events.register("benchmark.look", ("page",))
BARE_PAGE = "<!doctype html><html><head><title>Desk</title></head><body><h1>{{ title }}</h1></body></html>"
BARE_LIST = """<!doctype html><html><head><title>List</title></head><body><table>
{% for row in page %}<tr><td>{{ row.number }}</td><td>{{ row.at|date:"Y-m-d H:i:s" }}</td>
<td>{{ row.actor }}</td><td>{{ row.event }}</td><td>{{ row.area }}</td></tr>{% endfor %}</table>
<p>{{ page.paginator.count }}</p></body></html>"""
COLUMNS = (
    Column[Entry]("components.code", lambda row: row.number, "count", sort="number"),
    Column[Entry]("components.day", lambda row: row.at, "moment", sort="at"),
    Column[Entry](
        "components.sender",
        lambda row: row.actor,
        "code",
        link=lambda row: f"?actor={row.actor}",
        sort="actor",
    ),
    Column[Entry]("components.state", lambda row: row.event, "code"),
    Column[Entry]("components.area", lambda row: row.area, "code"),
)


class OfEntries(Filter):
    """By the code of an area."""

    narrows = {"area": "area__startswith"}  # noqa: RUF012
    area = forms.CharField(required=False, max_length=12)


@page(Permission.DESK_SEE)
def our_page(request: DeskRequest) -> HttpResponse:
    """An empty page of the office."""
    return render(request, "web/base.html", {})


@page(Permission.AUDIT_SEE)
def our_list(request: DeskRequest) -> HttpResponse:
    """A list of the office: scoped, filtered, sorted, and the look at it entered into the trail."""
    look(
        request.actor, Permission.AUDIT_SEE, LOOKED, store=STORE, facts={"page": request.GET.get("page", "1")}
    )
    rows = Entry.objects.using(STORE).filter(within("area", ("9901",)))
    found = listing(request, rows, COLUMNS, empty="components.empty", filter=OfEntries)
    return render(request, "benchmark.html", {"listing": found})


def bare_page(_request: HttpRequest) -> HttpResponse:
    """A page of nothing but Django."""
    return HttpResponse(TEMPLATES["page"].render(Context({"title": "Desk"})))


def bare_list(request: HttpRequest, *, everywhere: bool = True) -> HttpResponse:
    """A list of nothing but Django; not everywhere: of the same areas as ours."""
    rows = Entry.objects.using(STORE).order_by(request.GET.get("sort", "number"))
    if not everywhere:
        rows = rows.filter(within("area", ("9901",)))
    if area := request.GET.get("area"):
        rows = rows.filter(area__startswith=area)
    shown = Paginator(rows, 50).get_page(request.GET.get("page"))
    return HttpResponse(TEMPLATES["list"].render(Context({"page": shown})))


LIST_TEMPLATE = (
    """{% extends "web/base.html" %}{% block main %}{% include "web/listing.html" %}{% endblock %}"""
)
TEMPLATES = {"page": Engine().from_string(BARE_PAGE), "list": Engine().from_string(BARE_LIST)}
urlpatterns = [
    path("ours/page/", our_page), path("ours/list/", our_list),
    path("bare/page/", bare_page), path("bare/list/", bare_list),
    path("bare/areas/", bare_list, {"everywhere": False}),
    path("", include("evenborn.site.urls")),
]  # fmt: skip


def scene(rows: int) -> Client:
    """The stores, an officer over the city, and so many entries of it."""
    for store in Store:
        call_command("migrate", database=store.value, verbosity=0)
    everyone = program("benchmark", *Permission)
    home = actions.add_department(by=everyone, name="Commission", kind="health", area="9901")
    who = actions.add_officer(by=everyone, username="a", name="A", department=home, password=PASSWORD)
    Officer.objects.filter(pk=who.pk).update(must_change_password=False)
    actions.appoint(who, by=everyone, role=RoleCode.AUDIT_ADMINISTRATOR, area="9901", department=home,
                    since=datetime(2020, 1, 1, tzinfo=UTC).date(), until=None)  # fmt: skip
    _entries(rows)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _entries(rows: int) -> None:
    head = Head.objects.using(STORE).get()
    number, previous, made = head.number, head.hash or GENESIS, []
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for place in range(rows):
        number += 1
        link = Link(STORE.label, number, start + timedelta(seconds=place), f"officer:{place % 97}", LOOKED,
                    "", f"9901{place % 12 + 1:02}", '{"page":"1"}', previous)  # fmt: skip
        previous = link_hash(link)
        made.append(Entry(number=number, at=link.at, actor=link.actor, event=LOOKED, area=link.area,
                          facts=link.facts, previous=link.previous, hash=previous))  # fmt: skip
    Entry.objects.using(STORE).bulk_create(made, batch_size=2_000)
    Head.objects.using(STORE).update(number=number, hash=previous)


def turn_by_turn(asking: Sequence[tuple[Client, str]], times: int) -> tuple[list[float], float]:
    """Median milliseconds of the processor for each address, turn by turn; of the clock for the first."""
    spent: list[list[float]] = [[] for _ in asking]
    waited: list[float] = []
    for number in range(times + 3):
        for place, (client, address) in enumerate(asking):
            start, clock = time.process_time(), time.perf_counter()
            answer = client.get(address)
            taken = time.process_time() - start
            assert answer.status_code == 200
            if number > 2:
                spent[place].append(1_000 * taken)
                waited += [1_000 * (time.perf_counter() - clock)] if place == 0 else []
    return [statistics.median(kept) for kept in spent], statistics.median(waited)


def bare_client() -> Client:
    """A client without any middleware; its handler keeps what it was made with."""
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="__main__"):
        client = Client(HTTP_HOST="127.0.0.1")
        client.get("/bare/page/")
    return client


def templates() -> list[dict[str, Any]]:
    """The office's, and the list's own beside them."""
    engine = settings.TEMPLATES[0]
    loaders = [
        ("django.template.loaders.locmem.Loader", {"benchmark.html": LIST_TEMPLATE}),
        "django.template.loaders.app_directories.Loader",
    ]
    options = {**engine["OPTIONS"], "loaders": [("django.template.loaders.cached.Loader", loaders)]}
    return [{"BACKEND": engine["BACKEND"], "OPTIONS": options}]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--times", type=int, default=60)
    chosen = options.parse_args()
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    client, bare = scene(chosen.rows), bare_client()
    last = chosen.rows // 50
    asked = {
        "list": "",
        f"page {last:,}": f"?page={last}",
        "by time": "?sort=-at",
        "one county": "?area=990107",
    }
    print(
        f"{chosen.rows:,} rows, {chosen.times} times each; milliseconds of the processor, and of the clock\n"
    )
    print("| page | ours | clock | bare Django | ratio | bare, same areas | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    with override_settings(ROOT_URLCONF="__main__", TEMPLATES=templates()):
        (ours, other), clock = turn_by_turn([(client, "/ours/page/"), (bare, "/bare/page/")], chosen.times)
        print(f"| empty page | {ours:.1f} | {clock:.1f} | {other:.1f} | {ours / other:.1f} | | |")
        for name, said in asked.items():
            lists = [
                (client, f"/ours/list/{said}"),
                (bare, f"/bare/list/{said}"),
                (bare, f"/bare/areas/{said}"),
            ]
            (ours, other, same), clock = turn_by_turn(lists, chosen.times)
            beside = f"{other:.1f} | {ours / other:.1f} | {same:.1f} | {ours / same:.1f}"
            print(f"| {name} | {ours:.1f} | {clock:.1f} | {beside} |", flush=True)


if __name__ == "__main__":
    main()

"""Releases of a city, and of a county with small townships, through the office’s own actions."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from apps.figures import scene
from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.figures.actions import replace_cube
from evenborn.apps.figures.adding_up import Sum, added_up
from evenborn.apps.figures.models import Cube, Release
from evenborn.apps.figures.releases import actions, queries
from evenborn.apps.figures.releases.contents import TableKind
from evenborn.apps.figures.releases.making import AskedTable, made
from people import CITY, everyone, officer

YEARS: Final = (2023, 2024, 2025)
Townships = Mapping[str, tuple[tuple[int, int], ...]]
"""Boys and girls of each year, by the code of a township."""

SMALL: Final[Townships] = {
    "990101001": ((612, 588), (655, 601), (640, 610)),
    "990101002": ((41, 37), (38, 40), (44, 39)),
    "990101003": ((33, 30), (29, 31), (30, 28)),
    "990101004": ((36, 28), (35, 39), (31, 36)),
    "990101005": ((3, 9), (6, 4), (5, 8)),
}
"""The worked example of docs/methods/disclosure.md, with another year."""


LATER: Final[Townships] = dict(SMALL) | {
    "990101001": ((614, 590), (660, 605), (640, 611)),
    "990101003": ((33, 30), (30, 31), (30, 28)),
    "990101005": ((5, 9), (6, 5), (5, 8)),
}
"""Half a year later: late registrations have come in, and nothing is small any more."""


def analyst(area: str = CITY, name: str = "first") -> Actor:
    """A statistician over an area, made once."""
    username = f"{name}-{area}"
    known = Officer.objects.filter(username=username).first()
    return actor_of(known or officer(username, RoleCode.ANALYST, area))


def county(
    townships: Townships = SMALL, months: Townships | None = None, cut_off: date | None = date(2026, 1, 15)
) -> Cube:
    """A cube of Niwu: its townships, and the same births by county and month."""
    sums = [*added_up(_months(months or townships)), *_years(townships)]
    number = sum(one[3] + one[4] for one in sums if len(one[0]) == 6)
    return replace_cube(
        by=program("figures", Permission.INTAKE_DECIDE), register="delivery", last=scene.batch(),
        cut_off=cut_off, sums=sums, births=number, no_month=0,
    )  # fmt: skip


def _years(townships: Townships) -> Iterator[Sum]:
    for code, years in townships.items():
        for year, (male, female) in zip(YEARS, years, strict=True):
            yield code, date(year, 1, 1), "1", male, female, 0


def _months(townships: Townships) -> Iterator[Sum]:
    """A year’s births in its twelve months: as many as there are in each but the last."""
    for code, years in townships.items():
        for year, (male, female) in zip(YEARS, years, strict=True):
            for month in range(1, 13):
                last = month == 12
                boys = male - 11 * (male // 12) if last else male // 12
                girls = female - 11 * (female // 12) if last else female // 12
                yield code[:6], date(year, month, 1), "1", boys, girls, 0


def prepared(
    area: str = "9901", *, table: TableKind = TableKind.AREAS, years: tuple[int, int] = (2023, 2025),
    reason: str = "", explanation: str = "",
) -> Release:  # fmt: skip
    """An issue that waits for a second person."""
    by, cube = analyst(), Cube.objects.get(register="delivery")
    earlier = [row.read for row in queries.issues_of(table, area, cube.register)]
    contents = made(everyone(), cube, AskedTable(table, area, *years), earlier)
    return actions.prepare_release(
        by=by, area=area, contents=contents, after=len(earlier),
        reason=reason or ("late-births" if earlier else "first"),
        explanation=explanation or ("Late registrations." if earlier else ""),
    )  # fmt: skip


def released(area: str = "9901", **more: Any) -> Release:  # noqa: ANN401 - as prepared
    """An issue that a second person has released."""
    return actions.release_issue(prepared(area, **more), by=analyst(name="second"))


def release_in(area: str) -> dict[str, Any]:
    """The parts of an address of an issue of an area that waits."""
    found = Release.objects.regardless("a scene of a test").filter(area=area, state="prepared").first()
    if found is None:
        county()
        found = prepared(area)
    return {"pk": found.pk}


def file_in(area: str) -> dict[str, Any]:
    """The parts of an address of its file."""
    return release_in(area) | {"form": "xlsx"}


def open_table(_: str) -> dict[str, Any]:
    """The parts of a public address of a table: that of the city, by county."""
    if not Release.objects.regardless("a scene of a test").filter(state="released").exists():
        county()
        released(CITY)
    return {"name": f"areas-{CITY}-delivery"}


def open_issue(area: str) -> dict[str, Any]:
    """Those of an issue."""
    return open_table(area) | {"number": 1}


def open_file(area: str) -> dict[str, Any]:
    """Those of its file."""
    return open_issue(area) | {"form": "csv"}

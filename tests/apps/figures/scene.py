"""Sums of births of a small city: one county selects, the others do not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from apps.intake.scene import sender
from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.actions import replace_cube
from evenborn.apps.figures.adding_up import Sum, added_up
from evenborn.apps.figures.models import Cube, Target
from evenborn.apps.figures.targets.actions import Asked, set_target
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rules import LegalBasis, Way

YEARS: Final = (2023, 2024, 2025)
SHARES: Final = {"990101": 0.5165, "990102": 0.5495, "990103": 0.5155, "990104": 0.516}
"""Shares of boys by county; the second one selects: about 122 boys for 100 girls."""


def months(births: int = 240) -> Iterator[Sum]:
    """Births of each county and month, in two orders."""
    for county, share in SHARES.items():
        for year in YEARS:
            for month in range(1, 13):
                for order, part in (("1", 0.6), ("2", 0.4)):
                    number = round(births * part) + (year + month) % 5
                    male = round(number * (share + ((year * 31 + month * 17) % 7 - 3) / 900))
                    yield county, date(year, month, 1), order, male, number - male, 1 if month == 6 else 0


def townships(births: int = 900) -> Iterator[Sum]:
    """Births of two townships of each county and year."""
    for county, share in SHARES.items():
        for year in YEARS:
            for place in (1, 2):
                male = round(births * share)
                yield f"{county}00{place}", date(year, 1, 1), "1", male, births - male, 0


def batch(area: str = "9901", code: str = "9901-MCH") -> Batch:
    """A batch that was taken in."""
    number = Batch.objects.regardless("a scene of a test").count()
    return Batch.objects.create(
        sender=sender(code, area), area=area, register="delivery", state=BatchState.ACCEPTED,
        file_name="2025.csv", received_by="1", file_sha256=f"{number:064}",
        received_at=datetime(2026, 1, 20, 9, 0, tzinfo=UTC), way=Way.PAGE,
        legal_basis=LegalBasis.MATERNAL_HEALTH,
        decided_at=datetime(2026, 1, 20, 9, 30, tzinfo=UTC), cut_off=date(2026, 1, 15),
    )  # fmt: skip


def cube(births: int = 240) -> Cube:
    """A cube of the city’s deliveries."""
    sums = [*added_up(months(births)), *townships(births * 4)]
    return replace_cube(
        by=program("figures", Permission.INTAKE_DECIDE), register="delivery", last=batch(),
        cut_off=date(2026, 1, 15), sums=sums,
        births=sum(one[3] + one[4] + one[5] for one in sums if len(one[0]) == 6), no_month=2,
    )  # fmt: skip


def area_in(code: str) -> dict[str, Any]:
    """A page of an area."""
    cube()
    return {"code": code}


def target(area: str = "9901", year: int = 2025) -> Target:
    """A target of an area: 10 % of the excess of 2023 over 107 has to go; made once."""
    asked = Asked("delivery", "calendar", 2023, Decimal("0.10"), Decimal(107))
    rows = Target.objects.regardless("a scene of a test").filter(area=area, year=year)
    return rows.first() or set_target(
        by=program("scene", Permission.FIGURES_TARGETS), area=area, year=year, letter="1", asked=asked
    )


def target_in(area: str) -> dict[str, Any]:
    """A page of a target."""
    return {"pk": target(area).pk}

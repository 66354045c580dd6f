"""Facilities, their registrars, and returns that are filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from evenborn.apps.access import actions
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Department, Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.births.actions.returns import Sent, Standing, begin_return, send_return
from evenborn.apps.births.models import MonthlyReturn, ReturnedCount, ReturnVersion
from evenborn.apps.births.returns.contents import cells_of
from evenborn.apps.intake.models import Sender
from people import NIWU, SINCE, everyone, officer

MARCH: Final = date(2025, 3, 1)


def hospital(code: str = "YX990101", area: str = NIWU, *, whose: str = "") -> Sender:
    """A facility of an area with its own department; made once. Without ``whose`` it is the commission’s."""
    found = Sender.objects.regardless("a scene of a test").filter(code=code).first()
    if found is not None:
        return found
    home = own_department(area, whose or "Health commission")
    return Sender.objects.create(
        code=code, name=f"Hospital {code}", kind=Sender.Kind.FACILITY, area=area, department=home.pk
    )


def own_department(area: str, name: str) -> Department:
    """A department by its name; made once."""
    found = Department.objects.filter(area=area, name=name).first()
    return found or actions.add_department(by=everyone(), name=name, kind="health", area=area)


def registrar(username: str = "registrar", area: str = NIWU, *, whose: str = "Health commission") -> Actor:
    """The registrar of a facility."""
    made = Officer.objects.filter(username=username).first()
    if made is None:
        made = officer(username)
        actions.appoint(
            made, by=everyone(), role=RoleCode.FACILITY_REGISTRAR, area=area,
            department=own_department(area, whose), since=SINCE, until=None,
        )  # fmt: skip
    return actor_of(made)


def filled(register: str, **numbers: int) -> dict[str, int]:
    """Zero in every cell, but for some, whose key is written with two underscores for each bar."""
    cells = dict.fromkeys(cells_of(register), 0)
    given = {key.replace("__", "|").replace("_lt_", "<"): number for key, number in numbers.items()}
    assert set(given) <= set(cells), set(given) - set(cells)
    return cells | given


def terminations(number: int = 12, **more: int) -> dict[str, int]:
    """A return of terminations with so many by one method in one band."""
    cells = filled("termination_return", **more)
    return cells | {"terminations|<10|own-decision|medical": number}


def begun(
    by: Actor | None = None, register: str = "termination_return", month: date = MARCH,
    sender: Sender | None = None,
) -> MonthlyReturn:  # fmt: skip
    """A return that is begun."""
    sender = sender or hospital()
    return begin_return(
        by=by or registrar(), sender=sender, area=sender.area, department=sender.department,
        register=register, month=month,
    )  # fmt: skip


def sent(
    of: MonthlyReturn, amounts: Mapping[str, int], by: Actor | None = None, *, key: str = "",
    reasons: Mapping[str, str] | None = None,
) -> Standing:  # fmt: skip
    """A return that is sent in as the next version."""
    of.refresh_from_db()
    form = Sent(amounts, key or f"{of.pk}-{of.version}", of.version, reasons or {})
    return send_return(of, by=by or registrar(), sent=form)


def counted(register: str = "termination_return") -> dict[tuple[str, str, str], float]:
    """What the office counts: by facility, month and the other codes; zeros are left out."""
    sums: dict[tuple[str, str, str], float] = {}
    rows = ReturnedCount.objects.visible_to(everyone(), Permission.BIRTHS_SEE).filter(register=register)
    for row in rows:
        key = row.facility, row.period, "|".join(str(row.told[name]) for name in sorted(row.told))
        sums[key] = sums.get(key, 0) + row.amount
    return {key: number for key, number in sums.items() if number}


def return_in(area: str) -> dict[str, object]:
    """Parts of the address of a return of a facility in an area."""
    return {"sender": hospital(f"YX{area}", area).pk, "register": "termination_return", "month": "2025-03"}


def version_in(area: str) -> dict[str, object]:
    """Parts of the address of a version that a facility in an area sent in; made once."""
    found = ReturnVersion.objects.regardless("a scene of a test").filter(of__area=area).first()
    if found is None:
        of = begun(everyone(), sender=hospital(f"YX{area}", area))
        sent(of, terminations(12), everyone())
        found = ReturnVersion.objects.regardless("a scene of a test").get(of=of)
    return {"pk": found.pk}


def batch_in(area: str) -> dict[str, object]:
    """Parts of the address of the batch of such a version."""
    parts = version_in(area)
    return {"pk": ReturnVersion.objects.regardless("a scene of a test").get(pk=parts["pk"]).batch_id}

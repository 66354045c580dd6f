"""What senders owe, and months that came in."""

from datetime import UTC, date, datetime

from apps.births.returns.scene import hospital
from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.actions.completeness import Said, expect_return, write_letter
from evenborn.apps.births.calendar.queries import OwedMonth, lines_of, owed
from evenborn.apps.births.models import ExpectedReturn, Letter
from evenborn.apps.births.returns.rules import previous
from evenborn.apps.intake.models import Sender
from people import everyone

A_DAY = datetime(2026, 3, 12, 9, tzinfo=UTC)
"""A working day of a year whose holidays are announced."""
THIS_MONTH = everyone().today.replace(day=1)
LAST = previous(THIS_MONTH, 2)
"""The last month whose due day has passed whatever day it is."""


def expected(
    sender: Sender | None = None,
    register: str = "termination_return",
    *,
    births: int | None = None,
    since: date | None = None,
) -> ExpectedReturn:
    """What a facility owes; made once."""
    sender = sender or hospital()
    found = ExpectedReturn.objects.regardless("a scene").filter(sender=sender, register=register).first()
    return found or expect_return(
        by=everyone(), sender=sender, area=sender.area, register=register, due_day=5,
        since=since or previous(THIS_MONTH, 4), births_a_month=births,
    )  # fmt: skip


def again(sender: Sender, register: str = "termination_return") -> ExpectedReturn:
    """The same owed a second time."""
    return expect_return(
        by=everyone(), sender=sender, area=sender.area, register=register, due_day=5, since=THIS_MONTH
    )


def cell(of: ExpectedReturn, month: date = LAST, by: Actor | None = None) -> OwedMonth:
    """One cell of the calendar."""
    rows = owed(by or everyone(), Permission.INTAKE_SEE).filter(pk=of.pk)
    [line] = lines_of(by or everyone(), rows, [previous(month, n) for n in range(11, -1, -1)])
    found = line.months[-1]
    assert found is not None
    return found


def owed_in(area: str) -> ExpectedReturn:
    """What a facility of an area owes."""
    return expected(hospital(f"YX{area}", area))


def owed_parts(area: str) -> dict[str, object]:
    """Parts of the address of what a facility of an area owes."""
    return {"pk": owed_in(area).pk}


def month_parts(area: str) -> dict[str, object]:
    """Parts of the address of a cell."""
    return {"pk": owed_in(area).pk, "month": f"{LAST:%Y-%m}"}


def letter_in(area: str) -> Letter:
    """A letter to a facility of an area; made once."""
    found = Letter.objects.regardless("a scene of a test").filter(area=area).first()
    if found is not None:
        return found
    sender = hospital(f"YX{area}", area)
    facts = {"months": [{"register": "delivery", "month": "2025-03", "state": "missing", "records": 0,
                         "due": "2025-04-07", "expected": 40}]}  # fmt: skip
    said = Said(Letter.Kind.MONTH, area, "霓坞区卫生健康局", facts)
    by = program("scene", *Permission, now=A_DAY)
    return write_letter(by=by, sender=sender, area=area, said=said).letter


def letter_parts(area: str) -> dict[str, object]:
    """Parts of the address of a letter."""
    return {"pk": letter_in(area).pk, "form": "html"}

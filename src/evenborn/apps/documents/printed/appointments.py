"""Who holds which role today: the list that is signed and filed."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.queries import appointments_in_force
from evenborn.apps.documents.cells import Day, Entry, Missing, Text
from evenborn.apps.documents.heads import Head
from evenborn.apps.documents.printed.wording import both, one_day
from evenborn.apps.documents.table import StatutoryTable
from evenborn.apps.documents.wording import Both
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.web.area_names import name_of

__all__ = ["appointments_table"]

COLUMNS = ("officer", "department", "area", "since", "until")


def appointments_table(by: Actor, area: str) -> StatutoryTable:  # noqa: ARG001 - roles are of the whole office
    """Describe the appointments that are in force today, by role.

    Raises
    ------
    Forbidden
        To whom may not see officers.
    """
    held = list(appointments_in_force(by))
    rows: list[tuple[Entry, ...]] = [
        (
            Text(one.officer.name),
            Text(one.department.name),
            Text(_area(one.area)),
            Day(one.since),
            Day(one.until) if one.until else Missing(),
        )
        for one in held
    ]
    return StatutoryTable(
        title=both("printed.appointments"),
        period=one_day(by.today),
        source=both("printed.source-appointments"),
        unit=both("printed.unit-person"),
        made=by.today,
        heads=tuple(Head(both(f"printed.head.{name}")) for name in COLUMNS),
        corner=(both("printed.head.role"),),
        sides=tuple(Head(both(f"role.name.{one.role}")) for one in held),
        rows=tuple(rows),
        signers=(both("printed.signer"),),
    )


def _area(code: str) -> Both:
    def said(language: Language) -> str:
        return f"{name_of(code, language)} {code}" if code else say("printed.whole-office", language)

    return Both(said("en"), said("zh"))

"""The cast of the office's tests, and how each comes to be: through the same actions as at a real office.

The city is 9901, the simulated one; its county Niwu is 990101, Xize 990102.
"""

from datetime import date, timedelta
from typing import Final

from django.test import Client
from django.utils import timezone

from evenborn.apps.access import actions
from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.models import Attempts, Department, Officer, ProgramToken
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.access.tokens.actions import give_token
from evenborn.apps.access.tokens.secret import new_token

CITY: Final = "9901"
NIWU: Final = "990101"
XIZE: Final = "990102"
SINCE: Final = date(2020, 1, 1)
PASSWORD: Final = "a long password of a test"  # noqa: S105

BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


def everyone() -> Actor:
    """A program that may do all, to set a scene."""
    return program("scene", *Permission)


def department(area: str = NIWU, name: str = "Health commission") -> Department:
    """The health commission of an area, made once."""
    found = Department.objects.filter(area=area, name=name).first()
    return found or actions.add_department(by=everyone(), name=name, kind="health", area=area)


def officer(
    username: str, role: RoleCode | None = None, area: str = NIWU, *, until: date | None = None
) -> Officer:
    """An officer of an area's health commission, past the first login, with a role over that area."""
    home = department(area or CITY)
    made = actions.add_officer(
        by=everyone(),
        username=username,
        name=f"{username} of {area or CITY}",
        department=home,
        password=PASSWORD,
    )
    Officer.objects.filter(pk=made.pk).update(must_change_password=False)
    if role is not None:
        actions.appoint(made, by=everyone(), role=role, area=area, department=home, since=SINCE, until=until)
    made.refresh_from_db()
    return made


def actor(role: RoleCode, area: str = NIWU) -> Actor:
    """Somebody with a role over an area."""
    return actor_of(officer(f"{role}-{area or 'all'}", role, area))


def clerk() -> Officer:
    """The registers clerk of Niwu."""
    return officer("clerk", RoleCode.CLERK)


def keeper() -> Officer:
    """The keeper of Niwu's sealed records."""
    return officer("keeper", RoleCode.RECORDS_KEEPER)


def analyst() -> Officer:
    """The statistician of the city."""
    return officer("analyst", RoleCode.ANALYST, CITY)


def leader() -> Officer:
    """Who answers for the city: sees its figures and changes nothing."""
    return officer("leader", RoleCode.LEADER, CITY)


def stranger() -> Officer:
    """Somebody who has a login and no appointment."""
    return officer("stranger")


def subject(area: str = NIWU) -> Officer:
    """An analyst of an area whom administrators do something about; made once."""
    found = Officer.objects.filter(username=f"subject-{area}").first()
    return found or officer(f"subject-{area}", RoleCode.ANALYST, area)


def locked() -> Attempts:
    """A login name that is locked for a year; made once."""
    until = timezone.now() + timedelta(days=365)
    row, _ = Attempts.objects.get_or_create(
        kind=Attempts.Kind.PASSWORD, key="0" * 64, defaults={"since": until, "locked_until": until}
    )
    return row


def token(area: str = NIWU, shown: str | None = None) -> ProgramToken:
    """A token of the health commission of an area, over that area, for a month."""
    made, until = everyone(), timezone.localdate() + timedelta(days=30)
    return give_token(
        by=made, program="hospital system", department=department(area), area=area, until=until,
        token=shown or new_token(),
    )  # fmt: skip


def browser_of(who: Officer | None) -> Client:
    """Django's client, logged in as somebody, or as nobody."""
    client = Client(HTTP_HOST="127.0.0.1")
    if who is not None:
        client.force_login(who, backend=BACKEND)
    return client

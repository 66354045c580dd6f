"""The office of the simulated city, for trying out: areas, departments, one officer for each role.

Everything is made through the same actions as at a real office, so that the audit trail tells of it. The
persons are invented, the passwords new each time; the server listens on the loopback only.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from evenborn.apps.access import actions
from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.first_password import first_password
from evenborn.apps.access.models import Department, Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import Permission, RoleCode

__all__ = ["CITY", "HOSPITAL", "OFFICE", "Login", "demonstrator", "furnish", "person"]

CITY: Final = "9901"
COUNTY: Final = "990101"
OFFICE: Final = "云禾市卫生健康委员会"
HOSPITAL: Final = "霓坞区人民医院"
"""A hospital of the simulated city, by the name that its list of facilities gives it."""

_DEPARTMENTS: Final = (
    (OFFICE, Department.Kind.HEALTH, CITY),
    ("霓坞区卫生健康局", Department.Kind.HEALTH, COUNTY),
    ("云禾市统计局", Department.Kind.STATISTICS, CITY),
    (HOSPITAL, Department.Kind.HEALTH, COUNTY),
)
_OFFICERS: Final = (
    ("system", "林知衡", RoleCode.SYSTEM_ADMINISTRATOR, "", 0),
    ("security", "周岚", RoleCode.SECURITY_ADMINISTRATOR, "", 0),
    ("audit", "陈砚", RoleCode.AUDIT_ADMINISTRATOR, "", 0),
    ("clerk", "何禾", RoleCode.CLERK, COUNTY, 1),
    ("approver", "方行简", RoleCode.CLERK, CITY, 0),
    ("keeper", "苏棠", RoleCode.RECORDS_KEEPER, CITY, 0),
    ("analyst", "许澄", RoleCode.ANALYST, CITY, 2),
    ("registrar", "沈苗", RoleCode.FACILITY_REGISTRAR, COUNTY, 3),
    ("licensing", "程屿", RoleCode.LICENSING_OFFICER, CITY, 0),
    ("leader", "顾长川", RoleCode.LEADER, CITY, 0),
    ("comparison", "贺临", RoleCode.COMPARISON_OFFICER, CITY, 0),
    ("owner", "唐砚秋", RoleCode.REGISTER_OWNER, CITY, 0),
)
"""Login name, name, role, area and department of each; two of them can release what a third has prepared."""


@dataclass(frozen=True, slots=True)
class Login:
    """What is printed for one role."""

    username: str
    password: str
    role: RoleCode
    area: str


def demonstrator() -> Actor:
    """The set-up, with what it needs to make the office of the city and nothing else."""
    return program(
        "setup", Permission.DEPARTMENT_MANAGE, Permission.OFFICER_MANAGE, Permission.OFFICER_APPOINT,
        Permission.AREAS_SEE, Permission.AREAS_MANAGE, Permission.INTAKE_SENDERS, Permission.INTAKE_SEND,
        Permission.INTAKE_DECIDE, Permission.FIGURES_TARGETS,
    )  # fmt: skip


def furnish(by: Actor, *, today: date) -> list[Login]:
    """Make departments, officers and appointments, and say how each officer logs in.

    Parameters
    ----------
    by : Actor
        A program that may add departments and officers and appoint.
    today : datetime.date
        From when the appointments hold.
    """
    departments = [
        actions.add_department(by=by, name=name, kind=kind, area=area) for name, kind, area in _DEPARTMENTS
    ]
    logins = []
    for username, name, role, area, home in _OFFICERS:
        password = first_password()
        department = departments[home]
        officer = actions.add_officer(
            by=by, username=username, name=name, department=department, password=password, temporary=False
        )
        actions.appoint(officer, by=by, role=role, area=area, department=department, since=today, until=None)
        logins.append(Login(username, password, role, area))
    return logins


def person(username: str) -> Actor:
    """One of the officers, who acts."""
    return actor_of(Officer.objects.get(username=username))

"""What a role may do: the one place. A later capability adds its permissions and roles here.

The words of each, ``permission.<code>`` and ``role.<code>``, stand in ``words.toml``; the page *Roles and
permissions* and docs/roles.md are made of both.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, unique
from typing import Final

__all__ = [
    "ADMINISTRATORS",
    "EVERY_OFFICER",
    "OF_PROGRAMS",
    "ROLES",
    "Permission",
    "Reach",
    "Role",
    "RoleCode",
    "permissions_of",
]


class Reach(Enum):
    """Over what a permission is given."""

    OFFICE = "office"
    """Over the office as a whole; the area of the appointment does not narrow it."""
    AREA = "area"
    """Over the area of the appointment and all areas in it."""
    DEPARTMENT = "department"
    """Over what belongs to the department of the appointment, within its area: a facility sees its own."""


@unique
class Permission(StrEnum):
    """One thing that an officer may do; the value is its code in the audit trail and in words."""

    reach: Reach

    def __new__(cls, code: str, reach: Reach) -> "Permission":
        """Make a member of a code and a reach."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.reach = reach
        return member

    DESK_SEE = "desk.see", Reach.OFFICE
    ROLES_SEE = "access.see-roles", Reach.OFFICE
    ACCOUNT_KEEP = "access.keep-own-account", Reach.OFFICE
    OFFICERS_SEE = "access.see-officers", Reach.OFFICE
    DEPARTMENT_MANAGE = "access.manage-departments", Reach.OFFICE
    OFFICER_MANAGE = "access.manage-officers", Reach.OFFICE
    OFFICER_APPOINT = "access.appoint", Reach.OFFICE
    SECOND_FACTOR_RESET = "access.reset-second-factor", Reach.OFFICE
    LOCK_RELEASE = "access.release-lock", Reach.OFFICE
    TOKENS_MANAGE = "access.manage-tokens", Reach.OFFICE
    WORK_HAND_OVER = "access.hand-over", Reach.OFFICE
    AREAS_SEE = "areas.see", Reach.OFFICE
    AREAS_MANAGE = "areas.manage", Reach.OFFICE
    AUDIT_SEE = "audit.see", Reach.OFFICE
    AUDIT_EXPORT = "audit.export", Reach.OFFICE
    AUDIT_VERIFY = "audit.verify", Reach.OFFICE
    VAULT_SEE = "vault.see", Reach.AREA
    VAULT_SEAL = "vault.seal", Reach.AREA
    VAULT_ASK = "vault.ask", Reach.AREA
    VAULT_CORRECT = "vault.correct", Reach.AREA
    VAULT_APPROVE = "vault.approve", Reach.AREA
    VAULT_RECEIVE = "vault.receive", Reach.AREA
    VAULT_ANSWER = "vault.answer", Reach.AREA
    VAULT_HOLD = "vault.hold", Reach.AREA
    VAULT_RETAIN = "vault.retain", Reach.AREA
    VAULT_KEYS = "vault.keys", Reach.OFFICE
    INTAKE_SEE = "intake.see", Reach.AREA
    INTAKE_SEND = "intake.send", Reach.AREA
    INTAKE_DECIDE = "intake.decide", Reach.AREA
    INTAKE_SENDERS = "intake.senders", Reach.AREA
    INTAKE_REMIND = "intake.remind", Reach.AREA
    OWN_INTAKE = "intake.own", Reach.DEPARTMENT
    BIRTHS_SEE = "births.see", Reach.AREA
    BIRTHS_ENTER = "births.enter", Reach.DEPARTMENT
    BIRTHS_BOOK = "births.book", Reach.DEPARTMENT
    RETURNS_ENTER = "births.enter-returns", Reach.DEPARTMENT
    FIGURES_SEE = "figures.see", Reach.AREA
    FIGURES_EXACT = "figures.see-exact", Reach.AREA
    SIGNALS_SEE = "signalling.see", Reach.AREA
    SIGNALS_DECIDE = "signalling.decide", Reach.AREA
    SIGNALS_CONTEST = "signalling.contest", Reach.DEPARTMENT
    MATCHING_SEE = "matching.see", Reach.AREA
    MATCHING_RUN = "matching.run", Reach.AREA
    MATCHING_OVERSEE = "matching.oversee", Reach.AREA
    MATCHING_DEPOSIT = "matching.deposit", Reach.DEPARTMENT
    MATCHING_ANSWER = "matching.answer", Reach.DEPARTMENT
    MATCHING_REVIEW = "matching.review", Reach.DEPARTMENT
    FIGURES_TARGETS = "figures.set-targets", Reach.AREA
    FIGURES_PREPARE = "figures.prepare-release", Reach.AREA
    FIGURES_APPROVE = "figures.approve-release", Reach.AREA


@unique
class RoleCode(StrEnum):
    """A role by its code."""

    SYSTEM_ADMINISTRATOR = "system-administrator"
    SECURITY_ADMINISTRATOR = "security-administrator"
    AUDIT_ADMINISTRATOR = "audit-administrator"
    CLERK = "clerk"
    RECORDS_KEEPER = "records-keeper"
    ANALYST = "analyst"
    FACILITY_REGISTRAR = "facility-registrar"
    LICENSING_OFFICER = "licensing-officer"
    COMPARISON_OFFICER = "comparison-officer"
    REGISTER_OWNER = "register-owner"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Role:
    """A role and what it may do."""

    code: RoleCode
    permissions: frozenset[Permission]


EVERY_OFFICER: Final = frozenset(
    {Permission.DESK_SEE, Permission.ROLES_SEE, Permission.ACCOUNT_KEEP, Permission.AREAS_SEE}
)
"""What whoever is logged in may do, with or without an appointment."""


def _role(code: RoleCode, *permissions: Permission) -> Role:
    return Role(code, EVERY_OFFICER | frozenset(permissions))


ROLES: Final[dict[RoleCode, Role]] = {
    role.code: role
    for role in (
        _role(
            RoleCode.SYSTEM_ADMINISTRATOR,
            Permission.OFFICERS_SEE, Permission.DEPARTMENT_MANAGE, Permission.OFFICER_MANAGE,
            Permission.LOCK_RELEASE, Permission.AREAS_MANAGE,
        ),
        _role(
            RoleCode.SECURITY_ADMINISTRATOR,
            Permission.OFFICERS_SEE, Permission.OFFICER_APPOINT, Permission.WORK_HAND_OVER,
            Permission.SECOND_FACTOR_RESET, Permission.LOCK_RELEASE, Permission.TOKENS_MANAGE,
            Permission.VAULT_KEYS,
        ),
        _role(
            RoleCode.AUDIT_ADMINISTRATOR,
            Permission.OFFICERS_SEE, Permission.AUDIT_SEE, Permission.AUDIT_EXPORT, Permission.AUDIT_VERIFY,
        ),
        _role(
            RoleCode.CLERK,
            Permission.VAULT_SEE, Permission.VAULT_SEAL, Permission.VAULT_ASK, Permission.VAULT_CORRECT,
            Permission.VAULT_RECEIVE,
            Permission.INTAKE_SEE, Permission.INTAKE_SEND, Permission.INTAKE_DECIDE,
            Permission.INTAKE_SENDERS, Permission.INTAKE_REMIND, Permission.BIRTHS_SEE,
            Permission.FIGURES_SEE, Permission.FIGURES_APPROVE,
        ),
        _role(
            RoleCode.RECORDS_KEEPER,
            Permission.VAULT_SEE, Permission.VAULT_APPROVE, Permission.VAULT_ANSWER, Permission.VAULT_HOLD,
            Permission.VAULT_RETAIN,
        ),
        _role(
            RoleCode.ANALYST,
            Permission.INTAKE_SEE, Permission.BIRTHS_SEE, Permission.FIGURES_SEE, Permission.FIGURES_EXACT,
            Permission.MATCHING_SEE,
            Permission.FIGURES_TARGETS,
            Permission.FIGURES_PREPARE, Permission.FIGURES_APPROVE,
        ),
        _role(
            RoleCode.FACILITY_REGISTRAR,
            Permission.OWN_INTAKE, Permission.BIRTHS_ENTER, Permission.BIRTHS_BOOK, Permission.RETURNS_ENTER,
            Permission.SIGNALS_CONTEST,
            Permission.MATCHING_ANSWER, Permission.MATCHING_REVIEW,
        ),
        # reads the figures that the verdict explains, as everybody at the office does: no exact count, and
        # no target or release, by which the work that is compared is judged
        _role(
            RoleCode.COMPARISON_OFFICER,
            Permission.MATCHING_SEE, Permission.MATCHING_RUN, Permission.FIGURES_SEE,
        ),
        _role(
            RoleCode.REGISTER_OWNER,
            Permission.MATCHING_DEPOSIT, Permission.MATCHING_ANSWER, Permission.MATCHING_REVIEW,
        ),
        _role(RoleCode.LICENSING_OFFICER, Permission.SIGNALS_SEE, Permission.SIGNALS_DECIDE),
        _role(RoleCode.LEADER, Permission.FIGURES_SEE, Permission.MATCHING_SEE, Permission.MATCHING_OVERSEE),
    )
}  # fmt: skip
"""Every role, in the order in which pages list them."""

OF_PROGRAMS: Final = frozenset({Permission.INTAKE_SEND, Permission.INTAKE_SEE})
"""What a department's program may do that shows its token; see :mod:`evenborn.apps.access.tokens`."""

ADMINISTRATORS: Final = frozenset(
    {RoleCode.SYSTEM_ADMINISTRATOR, RoleCode.SECURITY_ADMINISTRATOR, RoleCode.AUDIT_ADMINISTRATOR}
)
"""The three whose powers nobody holds together, nor beside any other role (GB/T 22239-2019, 8.1.5)."""


def permissions_of(role: str) -> frozenset[Permission]:
    """What a role may do, by its code; nothing for a code that no longer exists.

    Examples
    --------
    >>> Permission.OFFICER_APPOINT in permissions_of("security-administrator")
    True
    >>> permissions_of("mayor")
    frozenset()
    """
    known = ROLES.get(RoleCode(role)) if role in set(RoleCode) else None
    return known.permissions if known else frozenset()

"""Tables of officers, departments and appointments."""

from datetime import date, datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from evenborn.apps.access.roles import RoleCode
from evenborn.apps.classification import NOTHING, OFFICER, Holds


class Department(models.Model):
    """A department of an area: the health commission of a county, the police of a city."""

    holds: ClassVar[Holds] = {
        "id": NOTHING,
        "name": NOTHING,
        "kind": NOTHING,
        "area": NOTHING,
        "closed_on": NOTHING,
    }

    class Kind(models.TextChoices):
        """What a department does in the programme (DOMAIN 1.1, row 4)."""

        HEALTH = "health"
        POPULATION = "population"
        POLICE = "police"
        DRUG = "drug"
        MARKET = "market"
        STATISTICS = "statistics"
        WOMEN = "women"
        BROADCASTING = "broadcasting"
        OTHER = "other"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=Kind)
    area = models.CharField(max_length=12, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "name"], name="access_department_once")
        ]
        ordering: ClassVar = ["area", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def area_code(self) -> str:
        """Code of the area that it works for."""
        return self.area


class LoginAccounts(BaseUserManager["Officer"]):
    """What the login machinery asks; pages ask :mod:`evenborn.apps.access.queries`."""


class Officer(AbstractBaseUser):
    """Somebody who works at the office, and the login of that person."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "password": OFFICER, "last_login": NOTHING, "username": OFFICER, "name": OFFICER,
        "department": NOTHING, "must_change_password": NOTHING, "left_on": NOTHING,
    }  # fmt: skip

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="officers")
    must_change_password = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)

    objects = LoginAccounts()
    USERNAME_FIELD = "username"

    class Meta:
        ordering: ClassVar = ["username"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the person may still log in."""
        return self.left_on is None or timezone.localdate() < self.left_on

    @property
    def area_code(self) -> str:
        """Code of the area of the department."""
        return self.department.area


class Appointment(models.Model):
    """A role, over an area, for a department, for a time: all that an officer may do comes from these."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "officer": NOTHING, "role": NOTHING, "area": NOTHING, "department": NOTHING,
        "since": NOTHING, "until": NOTHING,
    }  # fmt: skip

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in RoleCode])
    area = models.CharField(max_length=12, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="access_appointment_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["officer", "since"], name="access_appointment_of")]
        ordering: ClassVar = ["officer", "since", "id"]

    def __str__(self) -> str:
        return f"{self.role} {self.area}"

    @property
    def area_code(self) -> str:
        """Code of the area that it is over."""
        return self.area

    def is_in_force(self, on: date) -> bool:
        """Whether it gives its role on a day; the last day still counts."""
        return self.since <= on and (self.until is None or on <= self.until)

    def overlaps(self, since: date, until: date | None) -> bool:
        """Whether it shares a day with a period."""
        return (until is None or self.since <= until) and (self.until is None or since <= self.until)


class Attempts(models.Model):
    """Attempts to log in with one login name, or from one address, that have not succeeded yet."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "kind": NOTHING, "key": NOTHING, "shown": OFFICER, "failures": NOTHING,
        "since": NOTHING, "locked_until": NOTHING,
    }  # fmt: skip

    class Kind(models.TextChoices):
        """What is counted, and codes of one time that were used up."""

        PASSWORD = "password"  # noqa: S105 - the kind, not a password
        CODE = "code"
        ADDRESS = "address"
        USED_CODE = "used-code"

    kind = models.CharField(max_length=16, choices=Kind)
    key = models.CharField(max_length=64)
    shown = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="access_attempts_once")]
        ordering: ClassVar = ["-locked_until", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.shown}"


class ProgramToken(models.Model):
    """By what a program of a department shows whose it is; the token itself is nowhere, only its hash."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "program": NOTHING, "department": NOTHING, "area": NOTHING, "hash": NOTHING,
        "given_at": NOTHING, "until": NOTHING, "revoked_at": NOTHING,
    }  # fmt: skip

    program = models.CharField(max_length=80)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="tokens")
    area = models.CharField(max_length=12, blank=True)
    hash = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    until = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.program

    @property
    def area_code(self) -> str:
        """Code of the area that it is over."""
        return self.area

    def opens(self, now: datetime) -> bool:
        """Whether it opens anything at a moment; its last day still counts."""
        today = timezone.localdate(now)
        closed = self.department.closed_on is not None and self.department.closed_on <= today
        return self.revoked_at is None and today <= self.until and not closed

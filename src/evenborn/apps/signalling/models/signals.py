"""Tables of signals and of what facilities hold against them: counts and scores, never a person."""

from datetime import date
from typing import ClassVar, cast

from django.db import models
from django.db.models import Q
from django.utils import timezone

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.signalling.models.assessments import Assessment
from evenborn.apps.signalling.rules import Ended, Standing, Strength
from evenborn.signals import KINDS, Evidence, Kind

__all__ = ["FacilityContest", "FacilitySignal"]


class FacilitySignal(models.Model):
    """One kind of signal about one facility, as the last assessment shows it.

    It keeps its number while its counts change; it is ended, not deleted, where a contest belongs to it.
    """

    holds: ClassVar[Holds] = {
        "id": NOTHING, "assessment": NOTHING, "facility": COARSE, "name": NOTHING, "area": COARSE,
        "department": NOTHING, "kind": NOTHING, "calls_for": NOTHING, "strength": NOTHING,
        "standing": NOTHING, "observed": COUNT, "lower": COUNT, "upper": COUNT, "expected": COUNT,
        "p_value": COUNT, "q_value": COUNT, "persons": COUNT, "events": COUNT, "total": COUNT,
        "facts": COUNT, "first_month": COARSE, "last_month": COARSE, "listed_on": NOTHING,
        "changed_on": NOTHING, "ended_on": NOTHING, "ended_because": NOTHING,
    }  # fmt: skip

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="signals")
    facility = models.CharField(max_length=32)
    name = models.CharField(max_length=120, blank=True)
    area = models.CharField(max_length=12, blank=True)
    department = models.PositiveBigIntegerField(null=True)
    kind = models.CharField(max_length=32, choices=[(name, name) for name in KINDS])
    calls_for = models.CharField(max_length=12)
    strength = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Strength])
    standing = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Standing])
    observed = models.FloatField()
    lower = models.FloatField()
    upper = models.FloatField()
    expected = models.FloatField()
    p_value = models.FloatField()
    q_value = models.FloatField()
    persons = models.PositiveIntegerField()
    events = models.PositiveIntegerField()
    total = models.FloatField()
    facts = models.JSONField(default=dict)
    first_month = models.DateField(null=True)
    last_month = models.DateField(null=True)
    listed_on = models.DateField()
    changed_on = models.DateField()
    """Since when the facility’s own counts are these."""
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(
        max_length=12, blank=True, choices=[(one.value, one.value) for one in Ended]
    )

    objects = ScopedRows["FacilitySignal"]("area", "department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["facility", "kind"], condition=Q(ended_on__isnull=True), name="signalling_once"
            ),
            models.CheckConstraint(condition=Q(persons__gte=10), name="signalling_ten_persons"),
        ]
        indexes: ClassVar = [models.Index(fields=["area", "standing"], name="signalling_area")]
        ordering: ClassVar = ["calls_for", "strength", "area", "facility", "kind"]

    def __str__(self) -> str:
        return f"{self.facility} {self.kind}"

    @property
    def area_code(self) -> str:
        """Code of the area that the facility lies in."""
        return self.area

    @property
    def evidence(self) -> Evidence:
        """As the signals package has it."""
        return Evidence(
            self.facility, cast(Kind, self.kind), self.observed, self.lower, self.upper, self.expected,
            self.p_value, self.persons, self.events, self.total, self.facts,
        )  # fmt: skip

    @property
    def own_counts(self) -> dict[str, float]:
        """What the facility itself reported; what others reported changes the expectation only."""
        return {"persons": self.persons, "events": self.events, "total": self.total}


class FacilityContest(models.Model):
    """What a facility holds against a signal about it, and what was answered."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "signal": NOTHING, "ground": NOTHING, "text": NOTHING, "counts": COUNT,
        "contested_at": NOTHING, "contested_by": NOTHING, "answer": NOTHING, "answer_text": NOTHING,
        "answered_counts": COUNT, "answered_at": NOTHING, "answered_by": NOTHING,
    }  # fmt: skip

    signal = models.ForeignKey(FacilitySignal, on_delete=models.PROTECT, related_name="contests")
    ground = models.CharField(max_length=24)
    text = models.CharField(max_length=500)
    """In the facility’s own words; about its records, and refused where it names a person by number."""
    counts = models.JSONField()
    """What was contested: observed, interval, expected, counts."""
    contested_at = models.DateTimeField()
    contested_by = models.CharField(max_length=80)
    answer = models.CharField(max_length=12, blank=True)
    answer_text = models.CharField(max_length=500, blank=True)
    answered_counts = models.JSONField(default=dict)
    """The facility’s own counts that the answer was about."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    objects = ScopedRows["FacilityContest"]("signal__area", "signal__department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["signal"], condition=Q(answer=""), name="signalling_one_open_contest"
            )
        ]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.ground} {self.answer}"

    @property
    def area_code(self) -> str:
        """Code of the area that the facility lies in."""
        return self.signal.area

    @property
    def kind(self) -> str:
        """Kind of the signal, for the audit trail."""
        return str(self.signal.kind)

    @property
    def answered_on(self) -> date | None:
        """The day of the answer at the office."""
        return None if self.answered_at is None else timezone.localdate(self.answered_at)

    @property
    def department(self) -> int | None:
        """Key of the facility’s department."""
        return self.signal.department

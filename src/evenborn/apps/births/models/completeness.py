"""Tables of what senders owe and what came in: by facility and month; never a person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.births.models.counts import COUNTED
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.intake.models import Batch, Sender

__all__ = ["ExpectedBirths", "ExpectedReturn", "LateReason", "RecordsReceived", "Reminder"]


class ExpectedReturn(models.Model):
    """A register that a sender owes each month, and by which day of the next."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "sender": NOTHING, "area": NOTHING, "department": NOTHING, "register": NOTHING,
        "due_day": NOTHING, "since": NOTHING, "until": NOTHING, "births_a_month": COUNT,
    }  # fmt: skip

    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="owes")
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField(null=True)
    register = models.CharField(max_length=32)
    due_day = models.PositiveSmallIntegerField()
    since = models.DateField()
    """First day of the first month that is owed."""
    until = models.DateField(null=True)
    """First day of the last month that is owed."""
    births_a_month = models.PositiveIntegerField(null=True)

    objects = ScopedRows["ExpectedReturn"]("area", "department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sender", "register"], condition=Q(until__isnull=True), name="births_owed_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["area", "register"], name="births_owed_area")]
        ordering: ClassVar = ["area", "sender__code", "register", "since"]

    def __str__(self) -> str:
        return f"{self.sender_id} {self.register}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.area


class ExpectedBirths(models.Model):
    """Births of a month that a facility itself counted and stated."""

    holds: ClassVar[Holds] = {"id": NOTHING, "of": NOTHING, "month": COARSE, "births": COUNT}

    of = models.ForeignKey(ExpectedReturn, on_delete=models.CASCADE, related_name="stated")
    month = models.DateField()
    births = models.PositiveIntegerField()

    objects = ScopedRows["ExpectedBirths"]("of__area", "of__department")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "month"], name="births_expected_once")]
        ordering: ClassVar = ["month"]

    def __str__(self) -> str:
        return f"{self.of_id} {self.month}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.of.area


class RecordsReceived(models.Model):
    """Records of a facility and month that a batch adds, less than nothing where it moves them elsewhere."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "batch": NOTHING, "register": NOTHING, "facility": COARSE, "month": COARSE,
        "records": COUNT,
    }  # fmt: skip

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="records_received")
    register = models.CharField(max_length=32)
    facility = models.CharField(max_length=32)
    month = models.DateField()
    records = models.IntegerField()

    objects = ScopedRows["RecordsReceived"]("batch__area", "batch__department", shown=COUNTED)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["register", "facility", "month"], name="births_received_of")
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.register} {self.facility} {self.month}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.batch.area


class LateReason(models.Model):
    """Why a month is late, as the facility states it, and by when it promises it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "of": NOTHING, "month": COARSE, "reason": NOTHING, "promised_on": NOTHING,
        "stated_at": NOTHING, "stated_by": NOTHING,
    }  # fmt: skip

    of = models.ForeignKey(ExpectedReturn, on_delete=models.PROTECT, related_name="late_reasons")
    month = models.DateField()
    reason = models.CharField(max_length=24)
    promised_on = models.DateField(null=True)
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=80)

    objects = ScopedRows["LateReason"]("of__area", "of__department")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["of", "month"], name="births_late_of")]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.of_id} {self.month} {self.reason}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.of.area


class Reminder(models.Model):
    """That a sender was reminded of a month; the letter that says so."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "of": NOTHING, "month": COARSE, "answer_by": NOTHING, "letter": NOTHING,
        "reminded_at": NOTHING, "reminded_by": NOTHING,
    }  # fmt: skip

    of = models.ForeignKey(ExpectedReturn, on_delete=models.PROTECT, related_name="reminders")
    month = models.DateField()
    answer_by = models.DateField()
    letter = models.ForeignKey("births.Letter", on_delete=models.PROTECT, related_name="reminders")
    reminded_at = models.DateTimeField()
    reminded_by = models.CharField(max_length=80)

    objects = ScopedRows["Reminder"]("of__area", "of__department")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["of", "month"], name="births_reminded_of")]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.of_id} {self.month}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.of.area

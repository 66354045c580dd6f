"""Tables of batches and of what was found in them; no row and no value of any."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COARSE, COUNT, NOTHING, Holds
from evenborn.apps.intake.models.senders import Sender
from evenborn.apps.intake.rules import LegalBasis, Way, Work
from evenborn.presentation.text import printable

__all__ = ["Batch", "BatchState", "BrokenRule", "MonthReceived"]


class BatchState(models.TextChoices):
    """Where a batch stands."""

    RECEIVED = "received"
    CHECKED = "checked"
    FAILED = "failed"
    REFUSED = "refused"
    ACCEPTING = "accepting"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Batch(models.Model):
    """One file, or one birth entered, of one register from one sender, and what became of it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "sender": NOTHING, "area": NOTHING, "department": NOTHING, "register": NOTHING,
        "state": NOTHING, "file_name": NOTHING, "file_bytes": NOTHING, "file_sha256": NOTHING,
        "file_kept": NOTHING, "received_at": NOTHING, "received_by": NOTHING, "way": NOTHING,
        "legal_basis": NOTHING, "period_start": NOTHING, "period_end": NOTHING, "cut_off": NOTHING,
        "columns": NOTHING, "reading": NOTHING, "problem": NOTHING, "program": NOTHING, "progress": NOTHING,
        "rows": COUNT, "rejected": COUNT, "warned": COUNT, "new": COUNT, "replaced": COUNT,
        "unchanged": COUNT, "doubled": COUNT, "decided_at": NOTHING, "decided_by": NOTHING,
        "because": NOTHING, "entry": NOTHING, "entry_key": NOTHING, "entry_reason": NOTHING,
        "work": NOTHING, "work_asked_at": NOTHING,
    }  # fmt: skip

    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="batches")
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField(null=True)
    register = models.CharField(max_length=32)
    state = models.CharField(max_length=12, choices=BatchState, default=BatchState.RECEIVED)
    file_name = models.CharField(max_length=200)
    file_bytes = models.PositiveBigIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64)
    file_kept = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=80)
    way = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Way])
    legal_basis = models.CharField(max_length=24, choices=[(one.value, one.value) for one in LegalBasis])
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    cut_off = models.DateField(null=True)
    columns = models.JSONField(default=dict)
    """Header by field, as confirmed."""
    reading = models.JSONField(default=dict)
    """What the file was read with and found to be: format, encoding, sheet, headers as they stand."""
    problem = models.JSONField(default=dict)
    """Code and facts of the refusal of a file that cannot be used as a whole."""
    program = models.CharField(max_length=20, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    replaced = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    doubled = models.PositiveIntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    because = models.CharField(max_length=24, blank=True)
    entry = models.CharField(max_length=12, blank=True)
    """Of one row that somebody typed: what it is, ``birth`` or ``correction``."""
    entry_key = models.CharField(max_length=32, null=True, unique=True)
    """Random name of the form that was filled in; the same form sent twice is one entry."""
    entry_reason = models.CharField(max_length=24, blank=True)
    """Why a birth was entered late, or why it is corrected."""
    work = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Work])
    """What the worker was asked to do with it and has not done yet."""
    work_asked_at = models.DateTimeField(null=True)

    objects = ScopedRows["Batch"]("area", "department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register"], condition=Q(state="accepting"), name="intake_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["sender", "register", "file_sha256"], condition=Q(state="accepted"),
                name="intake_file_once",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["area", "id"], name="intake_batch_area"),
            models.Index(fields=["state"], name="intake_batch_state"),
            models.Index(fields=["file_sha256"], name="intake_batch_file"),
        ]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.register} {self.state}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.area

    @property
    def number(self) -> int:
        """Its number, for the audit trail."""
        return int(self.pk)

    def note_problem(self, code: str, facts: Mapping[str, object]) -> None:
        """Note why it cannot be used, or not be done; signs that not every database keeps are replaced."""
        told = {name: printable(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        self.problem = {"code": code, "facts": told}

    @property
    def problem_code(self) -> str:
        """Code of what was refused; empty where nothing was."""
        return str(self.problem.get("code", ""))

    @property
    def accepted_rows(self) -> int:
        """Rows that passed every rule."""
        return self.rows - self.rejected


class BrokenRule(models.Model):
    """How many rows of a batch a rule pointed out, and the first of them by number; no value."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "batch": NOTHING, "rule": NOTHING, "field": NOTHING, "severity": NOTHING,
        "rows": COUNT, "first_rows": NOTHING,
    }  # fmt: skip

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="broken")
    rule = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    rows = models.PositiveIntegerField()
    first_rows = models.CharField(max_length=120)

    objects = ScopedRows["BrokenRule"]("batch__area", "batch__department")

    class Meta:
        ordering: ClassVar = ["severity", "-rows", "rule", "field"]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.rule} {self.field}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.batch.area


class MonthReceived(models.Model):
    """Rows that a batch holds of a facility and month; what the completeness calendar counts."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "batch": NOTHING, "facility": COARSE, "month": COARSE, "rows": COUNT,
    }  # fmt: skip

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="months")
    facility = models.CharField(max_length=32)
    month = models.DateField()
    rows = models.PositiveIntegerField()

    objects = ScopedRows["MonthReceived"]("batch__area", "batch__department")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "facility", "month"], name="intake_month_once")
        ]
        indexes: ClassVar = [models.Index(fields=["facility", "month"], name="intake_month_of")]
        ordering: ClassVar = ["facility", "month"]

    def __str__(self) -> str:
        return f"{self.facility} {self.month}"

    @property
    def area_code(self) -> str:
        """Code of the area of its sender."""
        return self.batch.area

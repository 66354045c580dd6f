"""Tables of comparisons and of the registers in them: settings, hashes, counts; nothing of one birth."""

from typing import Any, ClassVar

from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COUNT, NOTHING, Holds
from evenborn.apps.matching.rules import Origin, RunState
from evenborn.comparison.commission import PURPOSES

__all__ = ["Run", "RunRegister"]


class Run(models.Model):
    """One comparison: why, on which basis, of which registers, and what it found, in numbers."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "area": NOTHING, "purpose": NOTHING, "legal_basis": NOTHING, "origin": NOTHING,
        "period_start": NOTHING, "period_end": NOTHING, "reply_days": NOTHING, "deadline": NOTHING,
        "deposit_until": NOTHING, "extended_at": NOTHING, "extended_by": NOTHING, "extended_why": NOTHING,
        "state": NOTHING,
        "begun_at": NOTHING, "begun_by": NOTHING, "started_at": NOTHING, "work": NOTHING,
        "progress": NOTHING, "problem": NOTHING, "code": NOTHING, "on": NOTHING, "versions": NOTHING,
        "settings": NOTHING, "pairs": COUNT, "figures": COUNT, "compared_at": NOTHING,
        "ended_at": NOTHING, "ended_by": NOTHING,
    }  # fmt: skip

    area = models.CharField(max_length=12)
    purpose = models.CharField(max_length=24, choices=[(one, one) for one in PURPOSES])
    legal_basis = models.CharField(max_length=500)
    origin = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Origin])
    period_start = models.DateField()
    period_end = models.DateField()
    reply_days = models.PositiveSmallIntegerField()
    deadline = models.DateField(null=True)
    """Day by which owners reply, from the day of the comparison on."""
    deposit_until = models.DateField(null=True)
    """Day by which owners hand their encodings in; none where the registers come out of the vault."""
    extended_at = models.DateTimeField(null=True)
    extended_by = models.CharField(max_length=80, blank=True)
    extended_why = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in RunState], default=RunState.OPEN
    )
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=80)
    started_at = models.DateTimeField(null=True)
    work = models.CharField(max_length=36, blank=True)
    """Number of the task at which a worker is, or will be."""
    progress = models.PositiveSmallIntegerField(default=0)
    problem = models.JSONField(default=dict)
    """Code and facts of the refusal of a comparison that could not be made."""
    code = models.CharField(max_length=24, blank=True)
    """Name of what was compared: the day, and a hash of the files, the answers and the purpose."""
    on = models.DateField(null=True)
    versions = models.JSONField(default=dict)
    settings = models.JSONField(default=dict)
    pairs = models.JSONField(default=list)
    """By two registers: links, what they rest on, what the model learned, and how good they are."""
    figures = models.JSONField(default=dict)
    """Births that no register holds, by area and by month, as they are shown."""
    compared_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)

    objects = ScopedRows["Run"]("area")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["area", "id"], name="matching_run_area"),
            models.Index(fields=["state"], name="matching_run_state"),
        ]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def area_code(self) -> str:
        """Code of the area whose registers are compared."""
        return self.area

    @property
    def number(self) -> int:
        """Its number, for the audit trail."""
        return int(self.pk)

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has it, or will."""
        return self.state in (RunState.QUEUED, RunState.RUNNING)

    @property
    def is_compared(self) -> bool:
        """Whether there is something to see."""
        return self.compared_at is not None


class RunRegister(models.Model):
    """A register in a comparison, the encoding that its owner handed in, and what was found of it."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "run": NOTHING, "place": NOTHING, "register": NOTHING, "area": NOTHING,
        "department": NOTHING, "file_name": NOTHING, "file_bytes": NOTHING, "file_sha256": NOTHING,
        "file_kept": NOTHING, "key_check": NOTHING, "deposited_at": NOTHING, "deposited_by": NOTHING,
        "births": COUNT, "first_month": NOTHING, "last_month": NOTHING, "told": COUNT,
        "left_out": NOTHING, "reminded_at": NOTHING, "reminded": COUNT,
        "raised_at": NOTHING, "raised_to": NOTHING,
    }  # fmt: skip

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="registers")
    place = models.PositiveSmallIntegerField()
    register = models.CharField(max_length=32)
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField()
    """Of its owner; out of the vault, of whoever answers for senders that have no department here."""
    file_name = models.CharField(max_length=200, blank=True)
    file_bytes = models.PositiveBigIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_kept = models.BooleanField(default=False)
    key_check = models.CharField(max_length=64, blank=True)
    deposited_at = models.DateTimeField(null=True)
    deposited_by = models.CharField(max_length=80, blank=True)
    left_out = models.BooleanField(default=False)
    """Whether the comparison was begun without it, because its owner had handed nothing in."""
    reminded_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    raised_at = models.DateTimeField(null=True)
    """When whoever is above its owner was told that it is overdue; none once it is handed in."""
    raised_to = models.CharField(max_length=12, blank=True)
    births = models.PositiveIntegerField(default=0)
    first_month = models.DateField(null=True)
    last_month = models.DateField(null=True)
    told: "models.JSONField[dict[str, int]]" = models.JSONField(default=dict)
    """Records by kind of difference, births elsewhere, and what owners had answered before; numbers."""

    objects = ScopedRows["RunRegister"]("area", "department")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["run", "register"], name="matching_register_once"),
            models.UniqueConstraint(fields=["run", "place"], name="matching_place_once"),
        ]
        ordering: ClassVar = ["run", "place"]

    def __str__(self) -> str:
        return f"{self.run_id} {self.register}"

    @property
    def area_code(self) -> str:
        """Code of the area of its owner."""
        return self.area

    @property
    def number(self) -> int:
        """Number of the comparison, for the audit trail."""
        return int(self.run_id)

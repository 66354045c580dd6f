"""Tables of what an owner is told after a comparison: its own record numbers, sealed, and what it answers.

A record number identifies a birth at its hospital, so it lies here and not beside the comparison’s counts.
Nothing of another register is in these tables, and nothing says where anybody lives.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import COUNT, NOTHING, PERSON, Holds
from evenborn.apps.vault.sealing import Place, Sealed
from evenborn.comparison.differences import KINDS, REPLIES
from evenborn.comparison.review import ANSWERS, STRATA

__all__ = ["Difference", "DifferenceSheet", "ReviewedPair", "SealedOnSheet"]


class DifferenceSheet(models.Model):
    """What one owner is told of one comparison; hidden until the comparison’s final marker is set."""

    holds: ClassVar[Holds] = {
        "id": NOTHING, "token": NOTHING, "run": NOTHING, "code": NOTHING, "register": NOTHING,
        "area": NOTHING, "department": NOTHING, "shown": NOTHING, "encoded": NOTHING, "sha256": NOTHING,
        "purpose": NOTHING, "legal_basis": NOTHING, "on": NOTHING, "deadline": NOTHING,
        "first_month": NOTHING, "last_month": NOTHING, "births": COUNT, "elsewhere": COUNT,
        "still_differs": COUNT, "reminded_at": NOTHING, "reminded": COUNT,
        "raised_at": NOTHING, "raised_to": NOTHING,
    }  # fmt: skip

    token = models.CharField(max_length=32, unique=True)
    run = models.PositiveBigIntegerField()
    code = models.CharField(max_length=24)
    register = models.CharField(max_length=32)
    area = models.CharField(max_length=12)
    department = models.PositiveBigIntegerField()
    shown = models.BooleanField(default=False)
    encoded = models.BooleanField()
    """Whether record numbers are those of an encoding, which only its owner can read."""
    sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=24)
    legal_basis = models.CharField(max_length=500)
    on = models.DateField()
    deadline = models.DateField()
    first_month = models.DateField(null=True)
    last_month = models.DateField(null=True)
    births = models.PositiveIntegerField()
    elsewhere = models.PositiveIntegerField(null=True)
    """Births that other registers have and this one has not; unknown of a part of a register."""
    still_differs = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    raised_at = models.DateTimeField(null=True)
    raised_to = models.CharField(max_length=12, blank=True)
    """Area of whoever is above the owner and was told that it is late; until it has answered."""

    objects = ScopedRows["DifferenceSheet"]("area", "department", shown=Q(shown=True))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "register", "department"], name="vault_sheet_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["department", "deadline"], name="vault_sheet_owner"),
            models.Index(fields=["register", "sha256"], name="vault_sheet_file"),
        ]
        ordering: ClassVar = ["-run", "register", "id"]

    def __str__(self) -> str:
        return f"{self.run} {self.register}"

    @property
    def area_code(self) -> str:
        """Code of the area of the owner."""
        return self.area


class SealedOnSheet(models.Model):
    """What stands on a sheet, sealed in its place."""

    key_id = models.CharField(max_length=32, db_index=True)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()

    WHAT: ClassVar[str]
    sheet: DifferenceSheet
    place_on_sheet: int

    class Meta:
        abstract = True

    @property
    def area_code(self) -> str:
        """Code of the area of the owner."""
        return self.sheet.area

    @property
    def department(self) -> int:
        """Key of the owner."""
        return self.sheet.department

    @property
    def place(self) -> Place:
        """Where its ciphertext belongs; no record has this name for a register."""
        return Place(self.sheet.token, self.WHAT, self.place_on_sheet)

    @property
    def sealed(self) -> Sealed:
        """Its content, sealed."""
        return Sealed(self.key_id, bytes(self.nonce), bytes(self.ciphertext))

    def become(self, sealed: Sealed) -> None:
        """Take other sealed content; the caller saves."""
        self.key_id, self.nonce, self.ciphertext = sealed.key_id, sealed.nonce, sealed.ciphertext


class Difference(SealedOnSheet):
    """One record that differs, and what its owner answers."""

    WHAT = "difference"
    holds: ClassVar[Holds] = {
        "id": NOTHING, "sheet": NOTHING, "place_on_sheet": NOTHING, "kind": NOTHING, "reply": NOTHING,
        "replied_at": NOTHING, "replied_by": NOTHING, "key_id": NOTHING, "nonce": NOTHING,
        "ciphertext": PERSON,
    }  # fmt: skip

    sheet = models.ForeignKey(DifferenceSheet, on_delete=models.CASCADE, related_name="differences")
    place_on_sheet = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=[(one, one) for one in KINDS])
    reply = models.CharField(max_length=20, blank=True, choices=[(one, one) for one in REPLIES])
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=80, blank=True)

    objects = ScopedRows["Difference"]("sheet__area", "sheet__department", shown=Q(sheet__shown=True))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "place_on_sheet"], name="vault_difference_once")
        ]
        ordering: ClassVar = ["sheet", "place_on_sheet"]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.place_on_sheet}"


class ReviewedPair(SealedOnSheet):
    """A pair of records for people to look at: the owner’s own number, how alike the two are, the answer."""

    WHAT = "pair"
    holds: ClassVar[Holds] = {
        "id": NOTHING, "sheet": NOTHING, "place_on_sheet": NOTHING, "other": NOTHING, "stratum": NOTHING,
        "answer": NOTHING, "answered_at": NOTHING, "answered_by": NOTHING, "key_id": NOTHING,
        "nonce": NOTHING, "ciphertext": PERSON,
    }  # fmt: skip

    sheet = models.ForeignKey(DifferenceSheet, on_delete=models.CASCADE, related_name="pairs")
    place_on_sheet = models.PositiveIntegerField()
    other = models.CharField(max_length=32)
    """The other register."""
    stratum = models.CharField(max_length=16, choices=[(one, one) for one in STRATA])
    """From where it was drawn; never shown to who looks at it."""
    answer = models.CharField(max_length=12, blank=True, choices=[(one, one) for one in ANSWERS])
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    objects = ScopedRows["ReviewedPair"]("sheet__area", "sheet__department", shown=Q(sheet__shown=True))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "place_on_sheet"], name="vault_pair_once")
        ]
        ordering: ClassVar = ["sheet", "place_on_sheet"]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.place_on_sheet}"

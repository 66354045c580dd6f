"""The intake for programs: hand a file in, see what became of it. Whose program asks is told by its token."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema, Status

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.actions.batches import Arrived
from evenborn.apps.intake.arriving import arrive
from evenborn.apps.intake.doubled import HELD_RULES
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.intake.of_programs import batches_of_program, senders_of_program
from evenborn.apps.intake.rules import LegalBasis, Way
from evenborn.apps.intake.tasks import check_soon
from evenborn.registers.definition import REGISTERS
from evenborn.registers.refusal import Refusal

__all__ = ["router"]

router = Router(tags=["intake"])

PIECE: Final = 1 << 16
MOST: Final = 100
_LARGEST: Final = 2**63 - 1
_FILE: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The file itself: CSV, TSV, XLSX, Parquet, or a FHIR bundle.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("application/octet-stream", "application/fhir+json", "text/csv")
        },
    }
}
_ENDINGS: Final = {"application/fhir+json": "bundle.json", "text/csv": "file.csv"}
_Plain = r"^[^\x00-\x1f\x7f/\\\\]+$"

RegisterName = Literal[REGISTERS]  # type: ignore[valid-type]
Number = Annotated[int, Field(ge=1, le=_LARGEST)]


class AskedToSend(Schema):
    """What is said of a file."""

    sender: Annotated[str, Field(min_length=1, max_length=32, pattern=_Plain)]
    register_name: Annotated[RegisterName, Field(alias="register")]
    basis: LegalBasis
    file_name: Annotated[str, Field(min_length=1, max_length=200, pattern=_Plain)] | None = None
    period_start: date | None = None
    period_end: date | None = None
    cut_off: date | None = None
    sheet: Annotated[str, Field(max_length=60, pattern=_Plain)] | None = None

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day, where both are said."""
        if self.period_start is None or self.period_end is None:
            return None
        return self.period_start, self.period_end


class Earlier(Schema):
    """Batches with a lower number than the last one seen."""

    before: Number = _LARGEST


class SenderShown(Schema):
    """A sender that the program may send for."""

    code: str
    name: str
    area: str


class BatchShown(Schema):
    """A batch: where it stands, and in numbers what was found and what became of it."""

    number: int
    sender: str
    register_name: Annotated[str, Field(serialization_alias="register")]
    state: str
    file_name: str
    sha256: str
    received_at: datetime
    rows: int
    rejected: int
    new: int
    replaced: int
    unchanged: int
    doubled: int

    @classmethod
    def of(cls, batch: Batch) -> "BatchShown":
        """Make one."""
        return cls(
            number=batch.pk, sender=batch.sender.code, register_name=batch.register, state=batch.state,
            file_name=batch.file_name, sha256=batch.file_sha256, received_at=batch.received_at,
            rows=batch.rows, rejected=batch.rejected, new=batch.new, replaced=batch.replaced,
            unchanged=batch.unchanged, doubled=batch.doubled,
        )  # fmt: skip


class RuleShown(Schema):
    """How many rows a rule pointed out; no value of any row."""

    rule: str
    field: str
    severity: str
    rows: int
    first_rows: str


class Problem(Schema):
    """Why something was refused."""

    code: str
    message: str


_REFUSED: Final[dict[int, Any]] = {401: Problem, 404: Problem, 422: Problem}


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


@router.get(
    "/senders",
    response={200: list[SenderShown], **_REFUSED},
    summary="Senders that this program may send for",
)
def senders(request: HttpRequest) -> list[Sender]:
    """List them by code."""
    return list(senders_of_program(_actor(request)))


@router.post(
    "/batches", response={201: BatchShown, 200: BatchShown, **_REFUSED},
    openapi_extra=_FILE, summary="Hand in a file",
)  # fmt: skip
def send(request: HttpRequest, asked: Query[AskedToSend]) -> Status[BatchShown]:
    """Take a file into keeping and have it checked; the same file again is the batch that it was.

    A file is taken in by an officer, never by a program.
    """
    by = _actor(request)
    sender = senders_of_program(by).filter(code=asked.sender).first()
    if sender is None:
        raise Refusal("intake-no-sender", value=asked.sender)
    name = asked.file_name or _ENDINGS.get(request.content_type or "", "file")
    arrived = Arrived(
        asked.register_name, name, Way.API, asked.basis, asked.period, asked.cut_off, sheet=asked.sheet
    )
    batch, made = arrive(_pieces(request), by=by, sender=sender, arrived=arrived)
    if made:
        check_soon(batch, by=by)
    return Status(201 if made else 200, BatchShown.of(batches_of_program(by).get(pk=batch.pk)))


@router.get("/batches", response={200: list[BatchShown], **_REFUSED}, summary="Batches, the last one first")
def batches(request: HttpRequest, page: Query[Earlier]) -> list[BatchShown]:
    """Up to a hundred at once; ``before`` the number of the last one shown goes on from there."""
    rows = batches_of_program(_actor(request)).filter(pk__lt=page.before)
    return [BatchShown.of(batch) for batch in rows[:MOST]]


@router.get("/batches/{number}", response={200: BatchShown, **_REFUSED}, summary="One batch")
def batch(request: HttpRequest, number: Number) -> BatchShown:
    """Where it stands."""
    return BatchShown.of(_batch(request, number))


@router.get(
    "/batches/{number}/rules", response={200: list[RuleShown], **_REFUSED},
    summary="What rules pointed out in a batch",
)  # fmt: skip
def rules(request: HttpRequest, number: Number) -> list[RuleShown]:
    """By rule and field; the rows themselves are fetched by a person on the page.

    What other records hold is told to an officer, not to the program of a sender.
    """
    found = _batch(request, number).broken.visible_to(_actor(request), Permission.INTAKE_SEE)
    return [RuleShown.from_orm(one) for one in found.exclude(rule__in=HELD_RULES)]


def _batch(request: HttpRequest, number: int) -> Batch:
    found = batches_of_program(_actor(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes over the line, never whole in memory."""
    while piece := request.read(PIECE):
        yield piece

"""Earlier answers of an owner and the encoding that it handed in: what reaches it, what does not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching.models import RunRegister
from evenborn.apps.matching.returned_files import returned_file
from evenborn.apps.vault.actions.carrying import CarriedOver, carry_over, earlier_sheets
from evenborn.apps.vault.models import CarriedSheet

__all__ = ["Earlier", "earlier_answers", "led_over", "unreached"]

_COUNTS = "numbers of the owner's own sheets"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A sheet about another encoding of the register.

    Attributes
    ----------
    run : int
    records, answers : int
    reached : int or None
        Records that are found again in the encoding that is there; None before its owner has said so.
    """

    run: int
    records: int
    answers: int
    reached: int | None

    @property
    def lost(self) -> int:
        """Records that are not found again."""
        return self.records - (self.reached or 0)


def earlier_answers(part: RunRegister) -> list[Earlier]:
    """Sheets with answers about earlier encodings, once an encoding is there to which they could be led.

    The caller has found the register in scope.
    """
    if not part.file_kept:
        return []
    led = CarriedSheet.objects.regardless(_COUNTS).filter(sheet=OuterRef("pk"), sha256=part.file_sha256)
    sheets = earlier_sheets(part.register, part.area, part.department, part.file_sha256)
    counted = sheets.annotate(
        listed=Count("differences"), answers=Count("differences", filter=~Q(differences__reply="")),
        reached=Subquery(led.values("records")[:1]),
    ).filter(answers__gt=0)  # fmt: skip
    return [Earlier(*row) for row in counted.values_list("run", "listed", "answers", "reached")]


def unreached(part: RunRegister) -> bool:
    """Whether answers about an earlier encoding do not reach the one that is there."""
    return any(one.reached is None for one in earlier_answers(part))


def led_over(part: RunRegister, pieces: Iterable[bytes], name: str, *, by: Actor) -> CarriedOver:
    """Lead earlier answers to the encoding that is there, by the list of its owner.

    Raises
    ------
    Refusal
        Those of :func:`~evenborn.apps.vault.actions.carrying.carry_over`, with the name of the file.
    """
    with returned_file(pieces, name, ".parquet") as path:
        return carry_over(
            by=by, area=part.area, department=part.department, register=part.register,
            sha256=part.file_sha256, path=path,
        )  # fmt: skip

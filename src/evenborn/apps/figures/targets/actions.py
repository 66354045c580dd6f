"""Setting a target and ending it. Whoever is assessed by it holds no permission for either."""

from dataclasses import dataclass
from decimal import Decimal

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.levels import COUNTY
from evenborn.apps.figures.models import Target
from evenborn.registers.refusal import Refusal

__all__ = ["Asked", "end_target", "set_target"]

_ONCE = "an area has one target a year, whoever set it"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a responsibility letter asks, and of which base.

    Attributes
    ----------
    register : str
        Register that is counted.
    year_kind : {"calendar", "statistical"}
    base_year : int
    required : Decimal
        Share of the excess, 0 to 1.
    reference : Decimal
    base : {"counted", "same", "other"}
    base_ratio, base_births, base_source
        What the letter states of the base, where it does.
    """

    register: str
    year_kind: str
    base_year: int
    required: Decimal
    reference: Decimal
    base: str = Target.Base.COUNTED
    base_ratio: Decimal | None = None
    base_births: int | None = None
    base_source: str = ""


@action(Permission.FIGURES_TARGETS, records=("letter",), area="area")
def set_target(*, by: Actor, area: str, year: int, letter: str, asked: Asked) -> Target:
    """Set the target of an area for a year.

    Raises
    ------
    Refusal
        ``figures-target-township``, ``figures-target-base-year``, ``figures-target-base``,
        ``figures-target-base-source``, ``figures-target-twice``.
    """
    if not 0 < len(area) <= COUNTY:
        raise Refusal("figures-target-township")
    if asked.base_year >= year:
        raise Refusal("figures-target-base-year", year=str(year))
    stated = asked.base != Target.Base.COUNTED
    if stated and not (asked.base_ratio and asked.base_births):
        raise Refusal("figures-target-base")
    if asked.base == Target.Base.OTHER and not asked.base_source:
        raise Refusal("figures-target-base-source")
    if Target.objects.regardless(_ONCE).filter(area=area, year=year, ended_at=None).exists():
        raise Refusal("figures-target-twice", year=str(year))
    return Target.objects.create(
        area=area, year=year, letter=letter, register=asked.register, year_kind=asked.year_kind,
        base_year=asked.base_year, base=asked.base,
        base_ratio=asked.base_ratio if stated else None, base_births=asked.base_births if stated else None,
        base_source=asked.base_source if asked.base == Target.Base.OTHER else "",
        required=asked.required, reference=asked.reference, set_at=by.now,
    )  # fmt: skip


@action(Permission.FIGURES_TARGETS, records=("letter",))
def end_target(target: Target, *, by: Actor) -> Target:
    """End a target: it is assessed no more and stays on record.

    Raises
    ------
    Refusal
        ``figures-target-ended``.
    """
    if target.ended_at is not None:
        raise Refusal("figures-target-ended")
    target.ended_at = by.now
    target.save(update_fields=["ended_at"])
    return target

"""Reads of comparisons; each takes whoever asks. An owner reads of its own register only."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Department
from evenborn.apps.access.naming import officers
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import within
from evenborn.apps.matching.days import REMINDERS
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.rules import Origin, RunState
from evenborn.web.language import page_language

__all__ = [
    "asked", "compared_parts", "department_names", "departments", "late_deposits",
    "made_over", "names_of", "parts_of", "raised_deposits", "runs",
    "to_carry", "to_deposit", "to_remind", "to_start",
]  # fmt: skip

SEE, RUN, DEPOSIT, OVERSEE = (
    Permission.MATCHING_SEE, Permission.MATCHING_RUN, Permission.MATCHING_DEPOSIT,
    Permission.MATCHING_OVERSEE,
)  # fmt: skip
_OF_RUN = "the comparison was found in scope"
_ASKED_FOR = Q(file_kept=False, left_out=False, run__state__in=(RunState.OPEN, RunState.FAILED))


def runs(by: Actor) -> QuerySet[Run]:
    """Comparisons of the actor's areas, newest first."""
    return Run.objects.visible_to(by, SEE)


def made_over(by: Actor, area: str) -> QuerySet[Run]:
    """Comparisons that were made of an area or of a wider one, the last one first.

    What they found of the area is told whoever sees its figures; the comparison itself stays with those who
    see comparisons.

    Raises
    ------
    NotVisible
        Where the area is none of the actor's.
    """
    if not by.may(Permission.FIGURES_SEE, area):
        raise NotVisible
    holding = [area[:digits] for digits in range(2, len(area) + 1)]
    made = Run.objects.regardless("figures of an area that the actor sees").filter(area__in=holding)
    return made.filter(compared_at__isnull=False).order_by("-compared_at", "-pk")


def to_start(by: Actor) -> QuerySet[Run]:
    """Comparisons of the actor's that wait for nobody else, or failed."""
    missing = RunRegister.objects.regardless(_OF_RUN).filter(
        run=OuterRef("pk"), file_kept=False, left_out=False
    )
    ready = Q(state=RunState.OPEN) & (Q(origin=Origin.VAULT) | ~Exists(missing))
    return Run.objects.visible_to(by, RUN).filter(ready | Q(state=RunState.FAILED))


def parts_of(run: Run) -> list[RunRegister]:
    """Registers of a comparison, in their order."""
    return list(RunRegister.objects.regardless(_OF_RUN).filter(run=run).order_by("place"))


def compared_parts(run: Run) -> list[RunRegister]:
    """Those that were compared: without the ones that nobody handed in."""
    return [part for part in parts_of(run) if not part.left_out]


def asked(by: Actor) -> QuerySet[RunRegister]:
    """Registers of the own department that take part, or took part, in a comparison."""
    rows = RunRegister.objects.visible_to(by, DEPOSIT).filter(run__origin=Origin.DEPOSITS)
    return rows.select_related("run").order_by("-run_id", "place")


def to_deposit(by: Actor) -> QuerySet[RunRegister]:
    """Those whose encoding is asked for and not there."""
    return asked(by).filter(_ASKED_FOR)


def late_deposits(by: Actor) -> QuerySet[RunRegister]:
    """Registers of the comparisons of the actor's areas whose encoding is overdue, the oldest first."""
    inside = within("run__area", by.areas(RUN))
    rows = RunRegister.objects.regardless(_OF_RUN).filter(inside, _ASKED_FOR)
    late = rows.filter(run__origin=Origin.DEPOSITS, run__deposit_until__lt=by.today)
    return late.select_related("run").order_by("run__deposit_until", "run_id", "place")


def raised_deposits(by: Actor) -> QuerySet[RunRegister]:
    """Encodings of owners below the actor that are overdue although the owner was reminded."""
    own = {grant.area for grant in by.grants if OVERSEE in grant.permissions}
    rows = RunRegister.objects.visible_to(by, OVERSEE).filter(_ASKED_FOR, raised_at__isnull=False)
    return rows.filter(raised_to__in=own).select_related("run").order_by("run__deposit_until", "pk")


def to_remind(by: Actor) -> QuerySet[RunRegister]:
    """Registers that are asked for and so near their day, or beyond it, that a reminder may be due."""
    inside, soon = within("run__area", by.areas(RUN)), by.today - timedelta(days=min(REMINDERS))
    rows = RunRegister.objects.regardless(_OF_RUN).filter(inside, _ASKED_FOR)
    return rows.filter(run__origin=Origin.DEPOSITS, run__deposit_until__lte=soon).select_related("run")


def to_carry(by: Actor) -> QuerySet[RunRegister]:
    """Those whose encoding is there and not compared yet, so that earlier answers can be led to it."""
    return asked(by).filter(file_kept=True, run__state__in=(RunState.OPEN, RunState.FAILED))


def departments(by: Actor) -> QuerySet[Department]:
    """Departments of the actor's areas that can own a register."""
    inside = within("area", by.areas(RUN))
    return Department.objects.filter(inside, closed_on__isnull=True).order_by("area", "name")


def department_names(keys: Iterable[int | None]) -> dict[int, str]:
    """Names of departments, which stand in another store, by key."""
    wanted = {key for key in keys if key is not None}
    return dict(Department.objects.filter(pk__in=wanted).values_list("pk", "name"))


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Names of whoever did something, by the key that a row keeps; a program keeps its own."""
    codes = {key: key.removeprefix("officer:") for key in keys if key}
    named = officers([code for key, code in codes.items() if code != key], page_language())
    return {key: named.get(code, key) for key, code in codes.items()}

"""A target held against what was counted: both figures with what they stand on, the verdict, or why none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evenborn.apps.access.actor import Actor
from evenborn.apps.figures.counted import Row
from evenborn.apps.figures.models import Cube, Target
from evenborn.apps.figures.reports import audience_of
from evenborn.apps.figures.small_numbers.showing import is_shown, seen_by
from evenborn.apps.figures.targets import queries, rules
from evenborn.presentation.assessment import AssessedFigure, Assessment, assessed
from evenborn.registers.codes.periods import YearKind, year
from evenborn.registers.period import Period
from evenborn.sexratio.disclosure import Audience
from evenborn.sexratio.disclosure.rules import SMALLEST_PUBLIC_RATIO
from evenborn.sexratio.ratio import sex_ratio, sex_ratio_of_figure

__all__ = ["Held", "Why", "assessment_of", "held"]

Why = Literal["", "nothing-yet", "no-base", "withheld"]
"""Why there is no assessment: no whole month of the year is counted, none of the base, too few births."""


@dataclass(frozen=True, slots=True)
class Held:
    """A target with its assessment, or with the reason why there is none.

    Attributes
    ----------
    target : Target
    cube : Cube or None
        What it is counted from.
    assessment : Assessment or None
    why : Why
    """

    target: Target
    cube: Cube | None
    assessment: Assessment | None
    why: Why

    @property
    def verdict(self) -> str:
        """Code of the verdict, or of the reason why there is none."""
        return self.assessment.verdict.replace(" ", "-") if self.assessment else self.why

    @property
    def cut_off(self) -> date | None:
        """Day until which births had been entered."""
        return self.cube.cut_off if self.cube else None


def held(
    by: Actor, targets: Iterable[Target], cubes: Mapping[str, Cube], sources: Mapping[str, str],
    coverage: str,
) -> list[Held]:  # fmt: skip
    """Hold targets against the cubes, with one question to the store for all of them.

    Parameters
    ----------
    by : Actor
    targets : iterable of Target
        As the actor may see them.
    cubes : mapping of str to Cube
    sources : mapping of str to str
        What each register is called.
    coverage : str
        Which births a register counts.
    """
    listed = list(targets)
    used = [cubes[name] for name in {one.register for one in listed} if name in cubes]
    births = queries.births_of(by, used, {one.area for one in listed}) if used else {}
    return [
        _held(
            one, cubes.get(one.register), births.get((one.register, one.area), ()),
            _Words(sources[one.register], coverage), audience_of(by, one.area),
        )
        for one in listed
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    """What the source and its coverage are called."""

    source: str
    coverage: str


def _held(target: Target, cube: Cube | None, rows: Sequence[Row], words: _Words, audience: Audience) -> Held:
    rows = rows if cube is None else seen_by(audience, cube, rows, years=True)
    made = assessment_of(target, cube.cut_off if cube else None, rows, words.source, words.coverage)
    if isinstance(made, str):
        return Held(target, cube, None, made)
    if cube is not None and audience == "public" and _is_to_be_withheld(made, cube, target.area):
        return Held(target, cube, None, "withheld")
    return Held(target, cube, made, "")


def _is_to_be_withheld(made: Assessment, cube: Cube, area: str) -> bool:
    """Whether a figure has too few births to show, or is withheld on all pages."""
    return any(
        one.ratio.births < SMALLEST_PUBLIC_RATIO
        or not is_shown("public", cube, area, one.period.start, one.period.end)
        for one in (made.base, made.now)
        if one.counted and one.period is not None
    )


def assessment_of(
    target: Target, cut_off: date | None, rows: Sequence[Row], source: str, coverage: str
) -> Assessment | Why:
    """Hold a target against the births of its area, or say why that cannot be done.

    Parameters
    ----------
    target : Target
    cut_off : datetime.date or None
        Day until which births had been entered.
    rows : sequence of Row
        Births of the area by month.
    source, coverage : str
        What the register is called, and which births it counts.
    """
    kind: YearKind = "statistical" if target.year_kind == Target.YearKind.STATISTICAL else "calendar"
    asked, before = year(target.year, kind), year(target.base_year, kind)
    months = {row.start for row in rows}
    part = rules.counted_part(asked, months, cut_off)
    now = None if part is None else _counted(rows, part, cut_off, source)
    if part is None or now is None:
        return "nothing-yet"
    base = _base(target, before, rules.same_part(part, before), rows, (cut_off, source))
    if base is None:
        return "no-base"
    if base.counted:  # both are counted the same way
        base, now = (_covering(one, coverage) for one in (base, now))
    return assessed(
        base, now, reference=float(target.reference), required=float(target.required), area=target.area
    )


def _base(
    target: Target, whole: Period, part: Period, rows: Sequence[Row], known: tuple[date | None, str]
) -> AssessedFigure | None:
    """The figure of the base year: of the same part where it is counted, of the year where it is stated."""
    cut_off, source = known
    if target.base == Target.Base.COUNTED:
        return _counted(rows, part, cut_off, source)
    ratio = sex_ratio_of_figure(float(target.base_ratio or 0), float(target.base_births or 0))
    return AssessedFigure(ratio, whole, source=target.base_source or source)


def _counted(rows: Sequence[Row], period: Period, cut_off: date | None, source: str) -> AssessedFigure | None:
    inside = [row for row in rows if period.start <= row.start <= period.end]
    male, female = sum(row.male for row in inside), sum(row.female for row in inside)
    if not male + female:
        return None
    complete = rules.is_complete(period, {row.start for row in inside}, cut_off)
    return AssessedFigure(sex_ratio(male, female), period, cut_off, complete, source, counted=True)


def _covering(figure: AssessedFigure, coverage: str) -> AssessedFigure:
    return AssessedFigure(
        figure.ratio, figure.period, figure.cut_off, figure.complete, figure.source, coverage, counted=True
    )

"""The rules between the cells of one row: each is a few lines that say which of n rows break it.

A cell that is blank or faulty takes part in no rule: its number is not-a-number, its day NaT, its meaning
-1, and no comparison with those holds. A rule of which a field is absent from the file breaks no row.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.registers.cells import Cells
from evenborn.registers.definition import RuleUse

Broken = NDArray[np.bool_]

MALE, FEMALE = 1, 2

YOUNGEST_MOTHER, OLDEST_MOTHER = 10, 60
"""Ages in whole years beyond which a mother's birth date is a slip."""

USUAL_MOTHER = (15, 50)

_DAYS_OF_YEAR = 365.2425

_LIGHTEST: Final = {24: 350, 28: 600, 32: 1000, 36: 1600, 40: 2000}
_HEAVIEST: Final = {24: 1000, 28: 1700, 32: 2800, 36: 4200, 40: 5500}
"""Grams at some weeks between which nearly every birth lies, wider than the 1st and 99th percentiles.

References
----------
Dai L, Deng C, Li Y, et al. Birth weight reference percentiles for Chinese. PLoS ONE 2014;9:e104779.
"""


def breaks(use: RuleUse, rows: Mapping[str, Cells]) -> Broken | None:
    """Which rows break a rule; None where the file lacks a field that it needs.

    Raises
    ------
    KeyError
        When there is no rule of that name.
    """
    rule = RULES.get(use.rule) or partial(RULES_WITH_LIMIT[use.rule], use.limit or 0)
    if any(name not in rows for name in use.fields):
        return None
    return rule(*(rows[name] for name in use.fields))


def _number(cells: Cells) -> NDArray[np.float64]:
    return cells.number if cells.number is not None else np.full(len(cells.present), np.nan)


def _day(cells: Cells) -> NDArray[np.datetime64]:
    return cells.day if cells.day is not None else np.full(len(cells.present), "NaT", "datetime64[D]")


def _days(later: Cells, earlier: Cells) -> NDArray[np.float64]:
    """Days from one to the other, not-a-number where either is not stated."""
    between = _day(later) - _day(earlier)
    return np.where(np.isnat(between), np.nan, between.astype(np.int64).astype(np.float64))


def _years(mother: Cells, birth: Cells) -> NDArray[np.float64]:
    return np.floor(_days(birth, mother) / _DAYS_OF_YEAR)


def live_birth_before_28_weeks(outcome: Cells, weeks: Cells, weight: Cells) -> Broken:
    """A live birth is of 28 weeks or more, or of 1,000 g or more."""
    alive = outcome.means("live", "early-neonatal-death")
    return alive & (_number(weeks) < 28) & (_number(weight) < 1000)


def position_beyond_plurality(position: Cells, plurality: Cells) -> Broken:
    """The second of one child is a slip."""
    return _number(position) > _number(plurality)


def identity_birth_date_disagrees(day: Cells, identity: Cells) -> Broken:
    """The birth date of a person and the one in that person's number are the same."""
    stated, numbered = _day(day), _day(identity)
    broken: Broken = ~np.isnat(stated) & ~np.isnat(numbered) & (stated != numbered)
    return broken


def identity_sex_disagrees(sex: Cells, identity: Cells) -> Broken:
    """The seventeenth digit of a child's number is odd for a boy and even for a girl."""
    numbered = _identity_sex(identity)
    boy, girl = sex.means("male"), sex.means("female")
    broken: Broken = (boy & (numbered == FEMALE)) | (girl & (numbered == MALE))
    return broken


def _identity_sex(identity: Cells) -> NDArray[np.int8]:
    return identity.sex if identity.sex is not None else np.zeros(len(identity.present), np.int8)


def mother_identity_not_female(identity: Cells) -> Broken:
    """The number of the mother is that of a woman; it is often the father's by mistake."""
    broken: Broken = _identity_sex(identity) == MALE
    return broken


def father_identity_not_male(identity: Cells) -> Broken:
    """The number of the father is that of a man."""
    broken: Broken = _identity_sex(identity) == FEMALE
    return broken


def same_text_twice(first: Cells, second: Cells) -> Broken:
    """Two persons have two names and two numbers."""
    same = pc.equal(first.stored, second.stored).fill_null(False)
    return np.asarray(same.to_numpy(zero_copy_only=False), dtype=np.bool_)


def placeholder_sex_disagrees(sex: Cells, name: Cells) -> Broken:
    """A child entered as somebody's son is a boy, as somebody's daughter a girl."""
    if name.placeholder is None:
        return np.zeros(len(name.present), np.bool_)
    boy, girl = sex.means("male"), sex.means("female")
    broken: Broken = (boy & (name.placeholder == FEMALE)) | (girl & (name.placeholder == MALE))
    return broken


def date_before(limit: float, later: Cells, earlier: Cells) -> Broken:
    """What happens later has no earlier day; ``limit`` days of difference are allowed."""
    return _days(later, earlier) < -limit


def registered_late(limit: float, registered: Cells, birth: Cells) -> Broken:
    """More than ``limit`` days passed before the entry."""
    return _days(registered, birth) > limit


def mother_age_impossible(mother: Cells, birth: Cells) -> Broken:
    """A mother is of 10 to 60 years."""
    years = _years(mother, birth)
    return (years < YOUNGEST_MOTHER) | (years > OLDEST_MOTHER)


def mother_age_unusual(mother: Cells, birth: Cells) -> Broken:
    """Below 15 and above 50 years it is worth a second look."""
    years = _years(mother, birth)
    beyond = (years < USUAL_MOTHER[0]) | (years > USUAL_MOTHER[1])
    return beyond & ~mother_age_impossible(mother, birth)


def weight_against_weeks(weight: Cells, weeks: Cells, plurality: Cells) -> Broken:
    """A single child's weight lies where nearly all of its weeks do; twins may be lighter."""
    grams, age = _number(weight), _number(weeks)
    low = np.interp(age, list(_LIGHTEST), list(_LIGHTEST.values()))
    high = np.interp(age, list(_HEAVIEST), list(_HEAVIEST.values()))
    low = np.where(_number(plurality) > 1, low * 0.6, low)
    return (grams < low) | (grams > high)


def declaration_missing(declaration: Cells) -> Broken:
    """The declaration was made; where it was not, the scan is on record without one."""
    broken: Broken = ~declaration.means("yes") & (declaration.fault == 0)
    return broken


def expired(expiry: Cells, entry: Cells) -> Broken:
    """Nothing is given out after its expiry."""
    return _days(expiry, entry) < 0


def area_ended(area: Cells, day: Cells) -> Broken:
    """Nobody lives in an area after its code has ended; a code younger than the event is no fault."""
    if area.until is None:
        return np.zeros(len(area.present), np.bool_)
    return _day(day) > area.until


RULES: Final[Mapping[str, Callable[..., Broken]]] = {
    "live-birth-before-28-weeks": live_birth_before_28_weeks,
    "position-beyond-plurality": position_beyond_plurality,
    "identity-birth-date-disagrees": identity_birth_date_disagrees,
    "identity-sex-disagrees": identity_sex_disagrees,
    "mother-identity-not-female": mother_identity_not_female,
    "father-identity-not-male": father_identity_not_male,
    "same-identity-twice": same_text_twice,
    "same-person-twice": same_text_twice,
    "placeholder-sex-disagrees": placeholder_sex_disagrees,
    "mother-age-impossible": mother_age_impossible,
    "mother-age-unusual": mother_age_unusual,
    "weight-against-weeks": weight_against_weeks,
    "declaration-missing": declaration_missing,
    "expired": expired,
    "area-ended": area_ended,
}
"""Every rule within a row by the name that definitions use; its words: ``words/rules_records.toml``."""

RULES_WITH_LIMIT: Final[Mapping[str, Callable[..., Broken]]] = {
    "date-before": date_before,
    "registered-before-birth": date_before,
    "registered-late": registered_late,
}
"""Rules that take the limit of their definition, in days, before the cells."""

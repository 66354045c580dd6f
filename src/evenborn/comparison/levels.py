"""How alike are two births in one respect? Levels, from the same to nothing alike, as conditions on traits.

A condition is SQL over ``"trait_l"`` and ``"trait_r"``; the first that holds is the level. What is not stated
on either side is no evidence for or against: the level is then -1.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BANDS: Final = ("common", "usual", "rare")
"""How frequent a name is in its own register, by position: more than one birth in 2,000, in 20,000, fewer."""


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness.

    Attributes
    ----------
    name : str
        How documents call it.
    condition : str
        SQL; the last level of a comparison has ``ELSE``.
    usual : float
        Share of pairs of one birth that have it where nothing has been learned yet.
    band : int or None
        Of a name that is the same, its position in :data:`BANDS`.
    """

    name: str
    condition: str
    usual: float
    band: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One respect in which births are compared.

    Attributes
    ----------
    name : str
        Such as ``mother_name``.
    role : str
        What both registers must state.
    levels : tuple of Level
        From the same to nothing alike.
    of_child : bool
        Whether brothers and sisters differ in it.
    unknown : str
        SQL that holds where one side does not state it.
    """

    name: str
    role: str
    levels: tuple[Level, ...]
    of_child: bool
    unknown: str


ELSE: Final = "ELSE"


def _same(*traits: str) -> str:
    return " OR ".join(f'"{trait}_l" = "{trait}_r"' for trait in traits)


def _crossed(one: str, *others: str) -> str:
    return " OR ".join(f'"{one}_l" = "{other}_r" OR "{other}_l" = "{one}_r"' for other in others)


def _unknown(trait: str) -> str:
    return f'"{trait}_l" IS NULL OR "{trait}_r" IS NULL'


def _name(person: str, *, of_child: bool) -> Comparison:
    name = f"{person}_name"
    less = tuple(f"{name}_less{place}" for place in (1, 2, 3))
    same = [Level(f"same {band}", _same(name), 0.31, place) for place, band in enumerate(BANDS)]
    levels = (
        *same,
        Level("same sound", _same(f"{name}_sound"), 0.02),
        Level("same shape", _same(f"{name}_shape"), 0.001),
        Level("one character off", _same(*less, f"{name}_mixed") + " OR " + _crossed(name, *less), 0.02),
        Level("nearly the same sound", _same(f"{name}_vague"), 0.002),
        Level("same surname", _same(f"{name}_surname"), 0.01),
        Level("different", ELSE, 0.018),
    )
    return Comparison(name, name, levels, of_child, _unknown(name))


def _alike(name: str, *, of_child: bool, same: float) -> Comparison:
    levels = (Level("same", _same(name), same), Level("different", ELSE, 1 - same))
    return Comparison(name, name, levels, of_child, _unknown(name))


def _mother_id() -> Comparison:
    parts = tuple(f"mother_id{part}" for part in ("_no_end", "_no_birth", "_no_area"))
    levels = (
        Level("same", _same("mother_id"), 0.96),
        Level("one part off", _same(*parts), 0.02),
        Level("the other parent's", _crossed("mother_id", "father_id"), 0.005),
        Level("different", ELSE, 0.015),
    )
    return Comparison("mother_id", "mother_id", levels, False, _unknown("mother_id"))


def _birth_day() -> Comparison:
    levels = (
        Level("same", _same("birth_day"), 0.97),
        Level("a day apart", _same("birth_day_even", "birth_day_odd"), 0.008),
        Level("day and month swapped", _crossed("birth_day", "birth_day_swapped"), 0.003),
        Level("month or year off", _same("birth_day_year_day", "birth_day_month_day"), 0.008),
        Level("day off", _same("birth_day_year_month"), 0.006),
        Level("different", ELSE, 0.005),
    )
    return Comparison("birth_day", "birth_day", levels, True, _unknown("birth_day"))


def _weight() -> Comparison:
    levels = (
        Level("same", _same("weight"), 0.8),
        Level("rounded", _same("weight_100"), 0.12),
        Level("near", _same("weight_near"), 0.03),
        Level("different", ELSE, 0.05),
    )
    return Comparison("weight", "weight", levels, True, _unknown("weight"))


def _area() -> Comparison:
    levels = (
        Level("same township", _same("township"), 0.85),
        Level("same county", _same("county"), 0.08),
        Level("different", ELSE, 0.07),
    )
    return Comparison("area", "area", levels, False, _unknown("county"))


COMPARISONS: Final = (
    _name("mother", of_child=False),
    _name("father", of_child=False),
    _name("child", of_child=True),
    _mother_id(),
    _alike("father_id", of_child=False, same=0.97),
    _alike("child_id", of_child=True, same=0.98),
    _alike("certificate", of_child=True, same=0.98),
    _birth_day(),
    _alike("sex", of_child=True, same=0.99),
    _weight(),
    _alike("plurality", of_child=False, same=0.99),
    _alike("position", of_child=True, same=0.98),
    _alike("parity", of_child=True, same=0.97),
    _alike("facility", of_child=False, same=0.95),
    _area(),
)
"""All respects in which births are compared."""


def comparisons_of(roles: frozenset[str]) -> tuple[Comparison, ...]:
    """Comparisons for which both registers state what is needed."""
    return tuple(one for one in COMPARISONS if one.role in roles)


def main_trait(comparison: Comparison) -> str:
    """The trait without which a birth does not state what is compared.

    Examples
    --------
    >>> [main_trait(one) for one in COMPARISONS if one.name in {"mother_name", "area"}]
    ['mother_name', 'county']
    """
    return "county" if comparison.name == "area" else comparison.name


def condition_sql(comparison: Comparison, level: Level) -> str:
    """SQL of a level with the band of a name, which births that are about to be weighed have beside them."""
    if level.band is None:
        return level.condition
    band = f"{comparison.name}_band"
    return f'({level.condition}) AND least("{band}_l", "{band}_r") = {level.band}'


def columns_of(comparison: Comparison) -> frozenset[str]:
    """Columns of births that a comparison looks at: traits, and the band of a name.

    Examples
    --------
    >>> sorted(columns_of(next(one for one in COMPARISONS if one.name == "area")))
    ['county', 'township']
    """
    conditions = (condition_sql(comparison, level) for level in comparison.levels)
    return frozenset(re.findall(r'"(\w+)_[lr]"', " ".join([comparison.unknown, *conditions])))


def is_unlike_sql(comparison: Comparison, left: str, right: str) -> str:
    """SQL that holds where both of two rows state something, and nothing is alike."""
    alike = " OR ".join(dict.fromkeys(level.condition for level in comparison.levels[:-1]))
    return _on(f"NOT coalesce({comparison.unknown} OR {alike}, false)", left, right)


def level_sql(comparison: Comparison, left: str, right: str) -> str:
    """SQL for the level of two rows that bear the names ``left`` and ``right``.

    Examples
    --------
    >>> sex = next(one for one in COMPARISONS if one.name == "sex")
    >>> level_sql(sex, "a", "b")
    'CASE WHEN a."sex" IS NULL OR b."sex" IS NULL THEN -1 WHEN a."sex" = b."sex" THEN 0 ELSE 1 END'
    """
    cases = [f"WHEN {comparison.unknown} THEN -1"]
    for place, level in enumerate(comparison.levels[:-1]):
        cases.append(f"WHEN {condition_sql(comparison, level)} THEN {place}")
    return _on(f"CASE {' '.join(cases)} ELSE {len(comparison.levels) - 1} END", left, right)


def _on(sql: str, left: str, right: str) -> str:
    return re.sub(r'"(\w+)_([lr])"', lambda found: _column(found, left, right), sql)


def _column(found: "re.Match[str]", left: str, right: str) -> str:
    return f'{left if found[2] == "l" else right}."{found[1]}"'


def levels_sql(comparisons: Sequence[Comparison], left: str, right: str) -> str:
    """SELECT list with the level of every comparison under its name; see :func:`level_sql`."""
    return ", ".join(f'{level_sql(one, left, right)} AS "{one.name}"' for one in comparisons)


def counts_sql(comparisons: Sequence[Comparison]) -> str:
    """SELECT list that counts the rows of :func:`levels_sql` by level of every comparison."""
    return ", ".join(
        f'count(*) FILTER (WHERE "{one.name}" = {place})'
        for one in comparisons
        for place in range(len(one.levels))
    )

"""Links that need no weighing: what two births share stands once in each register, and nothing denies it."""

from dataclasses import dataclass
from typing import Final

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.levels import COMPARISONS, columns_of, is_unlike_sql
from evenborn.comparison.shares import not_in
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS

RULE_PLACE: Final = {rule.name: place for place, rule in enumerate(CANDIDATE_RULES)}


@dataclass(frozen=True, slots=True)
class CertainRule:
    """One way to be sure.

    Attributes
    ----------
    rule : str
        Candidate rule that both births share.
    also : tuple of str
        Further traits that they share; with the rule, nobody else in either register has them.
    same : tuple of str
        Traits that must be the same as well where both state them.
    not_unlike : tuple of str
        Comparisons in which nothing alike leaves the births to be weighed.
    """

    rule: str
    also: tuple[str, ...]
    same: tuple[str, ...] = ("sex",)
    not_unlike: tuple[str, ...] = ("mother_id", "father_name")

    @property
    def roles(self) -> frozenset[str]:
        """What both registers must state."""
        return CANDIDATE_RULES[RULE_PLACE[self.rule]].roles | {TRAITS[trait].role for trait in self.also}


CERTAIN_RULES: Final = (
    CertainRule("certificate", ("birth_day",), not_unlike=("mother_name", "father_name")),
    CertainRule("child_id", ("birth_day",), not_unlike=("mother_name", "father_name")),
    CertainRule("mother_id", ("birth_day",), not_unlike=()),
    CertainRule("parents", ("birth_day",), not_unlike=("mother_id",)),
    CertainRule("mother_and_day", ("facility",)),
    CertainRule("father_and_day", ("facility",)),
    CertainRule("child_and_day", ("facility",)),
    CertainRule("mother_and_day", ("township",)),
)
"""The surest first. Children of one delivery share all of them, so they are left to be told apart later."""


def certain_links(backend: Backend, left: str, right: str, links: str, roles: frozenset[str]) -> list[int]:
    """Make a table of certain links.

    Parameters
    ----------
    backend : Backend
    left, right : str
        Names of two loaded registers, of which :func:`make_shared` was made.
    links : str
        Name of the table to make: ``l``, ``r`` (record of either register), ``rule`` (of
        :data:`CERTAIN_RULES`).
    roles : frozenset of str
        What both registers state.

    Returns
    -------
    list of int
        Links by rule.
    """
    used = [str(way) for way, rule in enumerate(CERTAIN_RULES) if rule.roles <= roles]
    for register in (left, right):
        # a twin may lack its mother's number, so twins are known by any of the rules
        together = f"SELECT record AS taken FROM {register}_shared WHERE way IN ({', '.join(used) or -1})"
        alone = not_in("record", together)
        backend.make(f"{register}_open", f"SELECT record FROM {register}_records WHERE {alone}")
    backend.make(links, "SELECT 0 AS l, 0 AS r, 0::UTINYINT AS rule WHERE false")
    for place, rule in enumerate(CERTAIN_RULES):
        if rule.roles <= roles:
            _add_links(backend, rule, place, (left, right), links, roles)
    backend.drop(f"{left}_open", f"{right}_open")
    counts = dict(backend.rows(f"SELECT rule, count(*) FROM {links} GROUP BY rule"))
    return [counts.get(place, 0) for place in range(len(CERTAIN_RULES))]


def make_shared(backend: Backend, register: str, roles: frozenset[str]) -> None:
    """Make ``{register}_shared``: births that share with others of the register what a rule asks for.

    Parameters
    ----------
    backend : Backend
    register : str
        Name of a loaded register.
    roles : frozenset of str
        What it states.

    Notes
    -----
    The columns are ``record``, ``way`` (of :data:`CERTAIN_RULES`) and ``births``, how many share it.
    """
    shared = f"{register}_shared"
    backend.make(shared, "SELECT 0 AS record, 0 AS way, 0::BIGINT AS births WHERE false")
    for way, rule in enumerate(CERTAIN_RULES):
        if rule.roles <= roles:
            key = ["block", *(f'"{trait}"' for trait in rule.also)]
            stated = [f"rule = {RULE_PLACE[rule.rule]}", *(f"{trait} IS NOT NULL" for trait in key[1:])]
            entries = f"FROM {register}_entries WHERE {' AND '.join(stated)}"
            keys = ", ".join(key)
            several = f"SELECT {keys}, count(*) AS births {entries} GROUP BY {keys} HAVING count(*) > 1"
            sql = f"SELECT record, {way}, births FROM (SELECT record, {keys} {entries}) JOIN ({several})"
            backend.append(shared, f"{sql} USING ({keys})")


def _add_links(
    backend: Backend, rule: CertainRule, place: int, names: tuple[str, str], links: str, roles: frozenset[str]
) -> None:
    """Add the links of one rule: births that share it, then those of them that nothing speaks against."""
    same = [
        f'(l."{trait}" IS NULL OR r."{trait}" IS NULL OR l."{trait}" = r."{trait}")' for trait in rule.same
    ]
    on = ["l.block = r.block", *(f'l."{trait}" = r."{trait}"' for trait in rule.also)]
    backend.make(
        "met",
        f"SELECT l.record AS l, r.record AS r, {RULE_PLACE[rule.rule]} AS rule "
        f"FROM ({_alone(rule, names[0])}) l JOIN ({_alone(rule, names[1])}) r "
        f"ON {' AND '.join(on)} "
        f"WHERE {' AND '.join(same)}",
    )
    looked_at = [one for one in COMPARISONS if one.name in rule.not_unlike and one.role in roles]
    unlike = [f"NOT {is_unlike_sql(one, 'a', 'b')}" for one in looked_at]
    columns = sorted({trait for one in looked_at for trait in columns_of(one) if trait in TRAITS})
    met = "met"
    if unlike:
        left, right = (
            entries_of(backend, name, f"(SELECT {side} AS record, rule, l, r FROM met)", columns)
            for name, side in zip(names, ("l", "r"), strict=True)
        )
        met = f"{left} a JOIN {right} b ON a.l = b.l WHERE {' AND '.join(unlike)}"
    backend.append(links, f"SELECT {'a.l, a.r' if unlike else 'l, r'}, {place} FROM {met}")
    backend.drop("met")
    for name, side in zip(names, ("l", "r"), strict=True):
        left_over = not_in("record", f"SELECT {side} AS taken FROM {links} WHERE rule = {place}")
        backend.make(f"{name}_open", f"SELECT record FROM {name}_open WHERE {left_over}")


def _alone(rule: CertainRule, register: str) -> str:
    """SQL for births without a link that alone have in their register what the rule asks for."""
    carried = ["record", "block", *(f'"{trait}"' for trait in sorted({*rule.same, *rule.also}))]
    stated = [f"rule = {RULE_PLACE[rule.rule]}", *(f'"{trait}" IS NOT NULL' for trait in rule.also)]
    return (
        f"SELECT {', '.join(carried)} FROM {register}_entries WHERE {' AND '.join(stated)} "
        f"AND record IN (SELECT record FROM {register}_open)"
    )

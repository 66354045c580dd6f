"""Links that need no weighing: what two births share stands once in each register, and nothing denies it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Final, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.chosen import entries_of, is_plain
from evenborn.comparison.keyed import Keyed, keyed, met
from evenborn.comparison.levels import COMPARISONS, Comparison, columns_of, is_unlike_sql
from evenborn.comparison.side_by_side import side_by_side
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

Made = TypeVar("Made")

Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]
"""Records of the first register, and those of the second that they are held against."""


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
    used = [way for way, rule in enumerate(CERTAIN_RULES) if rule.roles <= roles]
    names = (left, right)
    still = [_open(backend, name, used) for name in names]
    found: list[Pairs] = []
    for way in used:
        pairs = _links(backend, way, names, still, roles)
        for one, taken in zip(still, pairs, strict=True):
            one[taken] = False
        found.append(pairs)
    counts = [0] * len(CERTAIN_RULES)
    for way, (records, _) in zip(used, found, strict=True):
        counts[way] = len(records)
    nothing = np.zeros(0, np.int32)
    one, other = (np.concatenate([nothing, *(pairs[side] for pairs in found)]) for side in (0, 1))
    rules = np.repeat(np.arange(len(counts), dtype=np.uint8), counts)
    backend.hold(links, pa.table({"l": pa.array(one), "r": pa.array(other), "rule": pa.array(rules)}))
    return counts


def make_shared(backend: Backend, registers: Mapping[str, frozenset[str]]) -> None:
    """Make ``{register}_shared``: births that share with others of the register what a rule asks for.

    Parameters
    ----------
    backend : Backend
    registers : mapping of str to frozenset of str
        Names of loaded registers, and what each states.

    Notes
    -----
    The columns are ``record``, ``way`` (of :data:`CERTAIN_RULES`) and ``births``, how many share it.
    """

    tables = _of_each(backend, list(registers), lambda name: _shared(backend, name, registers[name]))
    for register, table in zip(registers, tables, strict=True):
        backend.hold(f"{register}_shared", table)


def _of_each(backend: Backend, registers: Sequence[str], make: Callable[[str], Made]) -> list[Made]:
    """What is made of each register; side by side where all lie in memory, so that no engine is asked."""

    def work(register: str) -> Callable[[Event], Made]:
        return lambda _: make(register)

    works = [work(register) for register in registers]
    if all(is_plain(backend, register) for register in registers):
        return side_by_side(works)
    return [one(Event()) for one in works]


def _shared(backend: Backend, register: str, roles: frozenset[str]) -> "pa.Table":
    records, ways, births = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for way, rule in enumerate(CERTAIN_RULES):
        if rule.roles <= roles:
            several, number = _keyed(backend, register, way).several()
            records.append(several)
            ways.append(np.full(len(several), way, np.int32))
            births.append(number)
    shared = {
        "record": pa.array(np.concatenate(records)),
        "way": pa.array(np.concatenate(ways)),
        "births": pa.array(np.concatenate(births)),
    }
    return pa.table(shared)


def _keyed(backend: Backend, register: str, way: int, same: tuple[str, ...] = ()) -> Keyed:
    rule = CERTAIN_RULES[way]
    return keyed(backend, register, RULE_PLACE[rule.rule], rule.also, same)


def _open(backend: Backend, register: str, used: list[int]) -> NDArray[np.bool_]:
    """By record, whether it is alone with what each of the rules asks for.

    A twin may lack its mother's number, so twins are known by any of the rules.
    """
    births = backend.rows(f"SELECT count(*) FROM {register}_records")[0][0]
    alone = np.ones(births, np.bool_)
    shared = backend.table(f"SELECT record, way FROM {register}_shared")
    record, way = (shared.column(one).to_numpy() for one in ("record", "way"))
    alone[record[np.isin(way, used)]] = False
    return alone


def _links(
    backend: Backend,
    way: int,
    names: tuple[str, str],
    still: list[NDArray[np.bool_]],
    roles: frozenset[str],
) -> Pairs:
    """Links of one rule: births that share it and have no link yet, if nothing speaks against them."""
    rule = CERTAIN_RULES[way]

    open_of = dict(zip(names, still, strict=True))
    left, right = _of_each(
        backend, names, lambda name: _keyed(backend, name, way, rule.same).of(open_of[name])
    )
    pairs = met(left, right)
    looked_at = [one for one in COMPARISONS if one.name in rule.not_unlike and one.role in roles]
    if not looked_at or not len(pairs[0]):
        return pairs
    return _not_unlike(backend, names, pairs, RULE_PLACE[rule.rule], looked_at)


def _not_unlike(
    backend: Backend, names: tuple[str, str], pairs: Pairs, place: int, looked_at: list[Comparison]
) -> Pairs:
    """Those of some pairs that have something in common in each of some comparisons, as far as stated."""
    backend.hold("met", pa.table({"l": pa.array(pairs[0]), "r": pa.array(pairs[1])}))
    columns = sorted({trait for one in looked_at for trait in columns_of(one) if trait in TRAITS})
    left, right = (
        entries_of(backend, name, f"(SELECT {side} AS record, {place} AS rule, l, r FROM met)", columns)
        for name, side in zip(names, ("l", "r"), strict=True)
    )
    unlike = " AND ".join(f"NOT {is_unlike_sql(one, 'a', 'b')}" for one in looked_at)
    table = backend.table(f"SELECT a.l, a.r FROM {left} a JOIN {right} b ON a.l = b.l WHERE {unlike}")
    backend.drop("met")
    one, other = (table.column(side).to_numpy().astype(np.int32) for side in ("l", "r"))
    return one, other

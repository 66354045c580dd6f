"""Entries of some births, found by their records: what is compared further is a small part of a register."""

from collections.abc import Collection

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.traits import CANDIDATE_RULES, NAMED, PERSONS, TRAITS

_RULES = range(len(CANDIDATE_RULES))
_BANDS = {f"{person}_name_band": person for person in PERSONS}
_OF_NAME = {**NAMED, **_BANDS}
EVERYTHING = (*TRAITS, *_BANDS)
"""All traits, and the bands of names."""


def is_plain(backend: Backend, register: str) -> bool:
    """Whether a loaded register states the same of a birth under every rule: it is no encoding."""
    return backend.filled(f"{register}_births")


def entries_of(
    backend: Backend,
    register: str,
    chosen: str,
    columns: Collection[str] = EVERYTHING,
    *,
    every_rule: bool = False,
) -> str:
    """SQL relation of entries: the columns of ``chosen``, ``rule``, ``block``, and what is asked for.

    Parameters
    ----------
    backend : Backend
    register : str
        Name of a loaded register.
    chosen : str
        Name of a table, or SQL relation, of ``record`` and candidate ``rule``; further columns are kept.
    columns : collection of str
        Traits and bands of names that are asked for.
    every_rule : bool
        Whether ``chosen`` has no ``rule``, and entries under all of them are asked for.

    Notes
    -----
    Births that their owner holds plainly are picked before they are unfolded into entries, which for a whole
    register would be eleven rows a birth.
    """
    if not is_plain(backend, register):
        rule, same = (", b.rule", "") if every_rule else ("", " AND b.rule = c.rule")
        bands = any(name in _BANDS for name in columns)
        joins = f"JOIN {register}_records n ON n.record = c.record" if bands else ""
        asked = "".join(f', {"n" if name in _BANDS else "b"}."{name}"' for name in columns)
        entries = f"{register}_entries b ON b.record = c.record{same}"
        return f"(SELECT c.*{rule}, b.block{asked} FROM {chosen} c JOIN {entries} {joins})"
    asked = "".join(f', {_OF_NAME.get(name, "b")}."{name}"' for name in columns)
    named = sorted({_OF_NAME[name] for name in columns if name in _OF_NAME})
    joins = " ".join(f"JOIN {register}_{one}_names {one} ON {one}.number = b.{one}_named" for one in named)
    births = f"FROM {chosen} c JOIN {register}_births b ON b.record = c.record {joins}"
    if not every_rule:
        entries = f"SELECT c.*, {_block('c.rule', 'b')}{asked} {births}"
        return f"(SELECT * FROM ({entries}) WHERE block IS NOT NULL)"
    blocks = ", ".join(f"b.b{place}" for place in _RULES)
    rules = ", ".join(f"({place})" for place in _RULES)
    kept = "".join(f', p."{name}"' for name in columns)
    entries = (
        f"SELECT p.record, r.rule, {_block('r.rule', 'p')}{kept} "
        f"FROM (SELECT c.*, {blocks}{asked} {births}) p CROSS JOIN (VALUES {rules}) r(rule)"
    )
    return f"(SELECT * FROM ({entries}) WHERE block IS NOT NULL)"


def _block(rule: str, births: str) -> str:
    cases = " ".join(f"WHEN {place} THEN {births}.b{place}" for place in _RULES)
    return f"CASE {rule} {cases} END AS block"

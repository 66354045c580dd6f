"""Entries of some births, found by their records: what is compared further is a small part of a register."""

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.traits import CANDIDATE_RULES, NAMED, PERSONS, TRAITS

ALL_RULES = ", ".join(f"({place})" for place in range(len(CANDIDATE_RULES)))
"""SQL values of all candidate rules."""


def entries_of(backend: Backend, register: str, chosen: str) -> str:
    """SQL relation of entries, with bands of their names.

    Parameters
    ----------
    backend : Backend
    register : str
        Name of a loaded register.
    chosen : str
        Name of a table, or SQL relation, of ``record`` and candidate ``rule``; further columns are kept.

    Notes
    -----
    Births that their owner holds plainly state the same under every rule: there the births are picked before
    they are unfolded into entries, which for a whole register would be eleven rows a birth.
    """
    bands = ", ".join(f"n.{person}_name_band" for person in PERSONS)
    traits = ", ".join(f'b."{trait}"' for trait in TRAITS if trait not in NAMED)
    named = ", ".join(f'{person}."{trait}"' for trait, person in NAMED.items())
    records = f"JOIN {register}_records n ON n.record = c.record"
    if not backend.filled(f"{register}_births"):
        every = ", ".join(f'b."{trait}"' for trait in TRAITS)
        return (
            f"(SELECT c.*, b.block, {every}, {bands} FROM {chosen} c JOIN {register}_entries b "
            f"ON b.record = c.record AND b.rule = c.rule {records})"
        )
    names = " ".join(
        f"JOIN {register}_{person}_names {person} ON {person}.number = b.{person}_named" for person in PERSONS
    )
    cases = " ".join(f"WHEN {place} THEN b.b{place}" for place in range(len(CANDIDATE_RULES)))
    return (
        f"(SELECT * FROM (SELECT c.*, CASE c.rule {cases} END AS block, {traits}, {named}, {bands} "
        f"FROM {chosen} c JOIN {register}_births b ON b.record = c.record {records} {names}) "
        "WHERE block IS NOT NULL)"
    )

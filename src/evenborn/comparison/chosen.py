"""Entries of some births, found by their records: what is compared further is a small part of a register."""

from collections.abc import Collection

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.traits import CANDIDATE_RULES, NAMED, PERSONS, TRAITS

_RULES = range(len(CANDIDATE_RULES))
_BANDS = {f"{person}_name_band": person for person in PERSONS}
_OF_NAME = {**NAMED, **_BANDS}
EVERYTHING = (*TRAITS, *_BANDS)
"""All traits, and the bands of names."""


def is_plain(backend: Backend, register: str) -> bool:
    """Whether a loaded register states the same of a birth under every rule: it is no encoding."""
    return backend.held(f"{register}_births") is not None


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
    Births that their owner holds plainly are picked from memory by their place, so that what it costs goes
    with those that are chosen, and not with the register. The relation holds until the next one of the same
    register is asked for.
    """
    births = backend.held(f"{register}_births")
    if births is not None:
        some = backend.table(f"SELECT * FROM {chosen}")
        some = _under_every_rule(births, some) if every_rule else _under_their_rule(births, some)
        picked = f"{register}_picked"
        backend.hold(picked, _with_columns(backend, register, births, some, columns))
        return picked
    rule, same = (", b.rule", "") if every_rule else ("", " AND b.rule = c.rule")
    bands = any(name in _BANDS for name in columns)
    joins = f"JOIN {register}_records n ON n.record = c.record" if bands else ""
    asked = "".join(f', {"n" if name in _BANDS else "b"}."{name}"' for name in columns)
    entries = f"{register}_entries b ON b.record = c.record{same}"
    return f"(SELECT c.*{rule}, b.block{asked} FROM {chosen} c JOIN {entries} {joins})"


def _blocks(births: "pa.Table", rule: int, records: "NDArray[np.int64]") -> NDArray[np.uint64]:
    """Blocks of some births under a rule; 0 where they have none."""
    blocks = births.column(f"b{rule}").take(records)
    return np.asarray(blocks.fill_null(pa.scalar(0, pa.uint64())).to_numpy())


def _records(some: "pa.Table") -> NDArray[np.int64]:
    return np.asarray(some.column("record").to_numpy().astype(np.int64))


def _under_their_rule(births: "pa.Table", some: "pa.Table") -> "pa.Table":
    records, rules = _records(some), some.column("rule").to_numpy()
    blocks = np.zeros(len(records), np.uint64)
    for rule in np.unique(rules).tolist():
        where = np.flatnonzero(rules == rule)
        blocks[where] = _blocks(births, rule, records[where])
    rows = np.flatnonzero(blocks)
    return some.take(rows).append_column("block", pa.array(blocks[rows]))


def _under_every_rule(births: "pa.Table", some: "pa.Table") -> "pa.Table":
    records = _records(some)
    every = [_blocks(births, rule, records) for rule in _RULES]
    rows = [np.flatnonzero(blocks) for blocks in every]
    rules = np.repeat(np.arange(len(every), dtype=np.uint8), [len(one) for one in rows])
    blocks = np.concatenate([blocks[where] for blocks, where in zip(every, rows, strict=True)])
    found = some.take(np.concatenate(rows))
    return found.append_column("rule", pa.array(rules)).append_column("block", pa.array(blocks))


def _with_columns(
    backend: Backend, register: str, births: "pa.Table", some: "pa.Table", columns: Collection[str]
) -> "pa.Table":
    """The same with what is asked for: traits of the births, and those of their names."""
    records = _records(some)
    own = births.select([name for name in columns if name not in _OF_NAME]).take(records)
    found = dict(zip(own.column_names, own.columns, strict=True))
    for person in PERSONS:
        wanted = [name for name in columns if _OF_NAME.get(name) == person]
        names = backend.held(f"{register}_{person}_names") if wanted else None
        if names is not None:
            places = births.column(f"{person}_named").take(records).to_numpy()
            theirs = names.select(wanted).take(places)
            found |= dict(zip(wanted, theirs.columns, strict=True))
    for name in columns:
        some = some.append_column(name, found[name])
    return some

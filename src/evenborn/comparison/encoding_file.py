"""An encoded register as a file: Parquet, with what is said of the register as a whole beside it.

A row is either a birth under one candidate rule (``record``, ``rule``, ``block`` and the tokens of its
traits) or, with :data:`OF_RECORD` in ``rule``, what the statistics need of a birth: ``sex``, ``order``,
``county``, ``month``. Records bear numbers that say nothing; rows stand in
the order of their blocks, which are random numbers.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.levels import BANDS, COMPARISONS
from evenborn.comparison.loading import Described
from evenborn.comparison.traits import CANDIDATE_RULES, PERSONS, TRAITS
from evenborn.registers.refusal import Refusal

OF_RECORD: Final = 255
FORMAT: Final = 2
_NEVER: Final = 1e-12
_KEY: Final = b"evenborn encoding"
_USUAL: Final = BANDS.index("usual")
"""Band of every name: how frequent a birth's names are would tell it again."""

_COLUMNS: Final[list[tuple[str, "pa.DataType"]]] = [
    ("record", pa.int32()),
    ("rule", pa.uint8()),
    ("block", pa.uint64()),
    *((trait, pa.uint16()) for trait in TRAITS),
    ("sex_stated", pa.int8()),
    ("order_stated", pa.int8()),
    ("county_stated", pa.string()),
    ("month_stated", pa.date32()),
]
SCHEMA: Final = pa.schema(_COLUMNS)
"""Columns of an encoding."""


def is_encoding(path: Path) -> bool:
    """Whether a file is an encoded register."""
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PAR1":
                return False
        return _KEY in (pq.read_schema(path).metadata or {})
    except (OSError, pa.ArrowException):
        return False


def with_description(schema: "pa.Schema", described: Described) -> "pa.Schema":
    """The schema with what is said of the register."""
    content = asdict(described) | {"roles": sorted(described.roles), "format": FORMAT}
    del content["sha256"], content["file"]
    return schema.with_metadata({_KEY: json.dumps(content).encode()})


def read_description(path: Path) -> Described:
    """What an encoding says of its register.

    Raises
    ------
    Refusal
        ``no-encoding``, ``newer-encoding``, ``older-encoding``, ``unreadable``.
    """
    try:
        schema = pq.read_schema(path)
        content: dict[str, Any] = json.loads((schema.metadata or {})[_KEY])
        if content["format"] > FORMAT:
            raise Refusal("newer-encoding", file=path.name)
        if content["format"] < FORMAT:
            raise Refusal("older-encoding", file=path.name)
        if not schema.remove_metadata().equals(SCHEMA):
            raise Refusal("no-encoding", file=path.name)
        return _described(path, content)
    except OSError as error:
        if error.errno is None:  # of Arrow: what is in the file, and not the system
            raise Refusal("no-encoding", file=path.name) from error
        raise Refusal("unreadable", file=path.name, cause=error.strerror or type(error).__name__) from error
    except (pa.ArrowException, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refusal("no-encoding", file=path.name) from error


def _described(path: Path, content: dict[str, Any]) -> Described:
    lengths = {one.name: len(one.levels) for one in COMPARISONS}
    chances = {
        str(name): _of_one_band(str(name), list(map(float, shares)))
        for name, shares in content["chances"].items()
        if len(shares) == lengths[name]
    }
    return Described(
        file=path.name,
        sha256=_sha256(path),
        register=str(content["register"]),
        births=int(content["births"]),
        roles=frozenset(map(str, content["roles"])),
        chances=chances,
        key_check=str(content["key_check"]),
        stated={str(name): float(share) for name, share in content["stated"].items()},
    )


def _of_one_band(comparison: str, shares: list[float]) -> tuple[float, ...]:
    """Chances of a name with those of being the same in one level, because all names have one band."""
    if comparison.removesuffix("_name") in PERSONS:
        total = sum(shares[: len(BANDS)])
        shares[: len(BANDS)] = [total if band == _USUAL else _NEVER for band in range(len(BANDS))]
    return tuple(shares)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_encoding(
    backend: Backend,
    name: str,
    path: Path,
    without: frozenset[str] = frozenset(),
    days: tuple[date, date] | None = None,
) -> Described:
    """Make the relations ``{name}_records`` and ``{name}_entries`` of an encoded register.

    They are those of :func:`~evenborn.comparison.plain.load_plain`; ``row`` and ``number`` of a record are
    the number that the encoding gave it. Records whose number is in ``without`` are left out, and those
    that state no month between two ``days``.

    Raises
    ------
    Refusal
        ``no-births``; those of :func:`read_description`.
    """
    described = read_description(path)
    source = backend.parquet(f"{name}_file", path)
    bands = ", ".join(f"{_USUAL}::TINYINT AS {person}_name_band" for person in PERSONS)
    left_out = ", ".join(["-1", *(str(int(number)) for number in without if number.isdecimal())])
    asked = ""
    if days is not None:
        asked = f" AND month_stated BETWEEN DATE '{days[0].replace(day=1)}' AND DATE '{days[1]}'"
    # others find a record by its place, so the numbers are made to run on without a gap
    backend.make(
        f"{name}_records",
        "SELECT (row_number() OVER (ORDER BY record) - 1)::INTEGER AS record, record::BIGINT AS row, "
        'record::VARCHAR AS number, sex_stated AS sex, order_stated AS "order", county_stated AS county, '
        f"month_stated AS month, {bands} "
        f"FROM {source} WHERE rule = {OF_RECORD} AND record NOT IN ({left_out}){asked} ORDER BY record",
    )
    births, moved = backend.rows(
        f"SELECT count(*), count(CASE WHEN row <> record THEN 1 END) FROM {name}_records"
    )[0]
    if not births:
        raise Refusal("no-births", file=path.name, register=described.register)
    traits = ", ".join(f'e."{trait}"' for trait in TRAITS)
    of_rule = f"e.rule < {len(CANDIDATE_RULES)}"
    as_it_is = f"SELECT e.record, e.rule, e.block, {traits} FROM {source} e WHERE {of_rule}"
    renumbered = (
        f"SELECT r.record, e.rule, e.block, {traits} FROM {source} e "
        f"JOIN {name}_records r ON r.row = e.record WHERE {of_rule}"
    )
    backend.view(f"{name}_entries", renumbered if moved or births < described.births else as_it_is)
    return replace(described, births=births)


def drop_lonely_blocks(backend: Backend, names: Sequence[str]) -> None:
    """Keep of loaded encodings the rows whose block another row has; no other can bring births together."""
    entries = " UNION ALL ".join(f"SELECT block FROM {name}_entries" for name in names)
    backend.make("met_blocks", f"SELECT block FROM ({entries}) GROUP BY block HAVING count(*) > 1")
    for name in names:
        backend.make(f"{name}_met", f"SELECT * FROM {name}_entries WHERE block IN (FROM met_blocks)")
        backend.view(f"{name}_entries", f"FROM {name}_met")
    backend.drop("met_blocks")

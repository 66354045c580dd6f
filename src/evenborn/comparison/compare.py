"""Two, three or four registers of births are held against each other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from threading import Event
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import DUCKDB, Backend, EngineChoice
from evenborn.comparison.backends.opening import open_backend
from evenborn.comparison.certain import make_shared
from evenborn.comparison.combine import Births, combine, strengths
from evenborn.comparison.commission import MOST_REGISTERS
from evenborn.comparison.differences import Differences, differences
from evenborn.comparison.differing import differing, without_second_entries
from evenborn.comparison.duplicates import duplicates
from evenborn.comparison.encoding_file import drop_lonely_blocks, load_encoding
from evenborn.comparison.evaluation import Evaluation, by_model
from evenborn.comparison.fitting_limits import fitting_limits
from evenborn.comparison.linking import Linked, link
from evenborn.comparison.loading import Described
from evenborn.comparison.parts import Parts
from evenborn.comparison.patterns import pattern_counts
from evenborn.comparison.plain import PlainRegister, make_tables, plain_readings, read_plain
from evenborn.comparison.side_by_side import side_by_side
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Definition
from evenborn.registers.engine import EngineError
from evenborn.registers.limits import Limits
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal

_RECORDS: Final = 'SELECT record, row, number, sex, "order", county, month FROM {}_records ORDER BY record'

Loaded = tuple[Described, "pa.Table"]
"""What is said of a register, and its records."""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register that takes part.

    Attributes
    ----------
    path : pathlib.Path
        A file of the register, or an encoding.
    definition : Definition or None
        What the file is; None of an encoding, which says so itself.
    options : CheckOptions
        How the file is to be read.
    removed : frozenset of str
        Record numbers that the owner has removed since.
    confirmed : frozenset of (str, str)
        Record numbers and kinds of difference that the owner has confirmed to be right.
    days : pair of datetime.date, optional
        First and last day of birth that are compared; births of an encoding that lie in no month of theirs
        are left out. An encoding states the month only.
    """

    path: Path
    definition: Definition | None
    options: CheckOptions
    removed: frozenset[str] = frozenset()
    confirmed: frozenset[tuple[str, str]] = frozenset()
    days: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison has found.

    Attributes
    ----------
    described : tuple of Described
        The registers, in the order given.
    records : tuple of pyarrow.Table
        Their records: ``record``, ``row``, ``number``, ``sex``, ``order``, ``county``, ``month``.
    linked : mapping of (int, int) to Linked
        By pair of registers.
    births : Births
        Births, and which record each register has of them.
    differences : tuple of Differences
        By register.
    evaluations : mapping of (int, int) to Evaluation
        What the model says of its links.
    patterns : pyarrow.Table
        Births by ``county``, ``month``, ``sex``, ``order`` and ``pattern``, whose bit i is set where
        register i has the birth.
    engine : str
        Which engine compared.
    """

    described: tuple[Described, ...]
    records: tuple["pa.Table", ...]
    linked: Mapping[tuple[int, int], Linked]
    births: Births
    differences: tuple[Differences, ...]
    evaluations: Mapping[tuple[int, int], Evaluation]
    patterns: "pa.Table" = field(repr=False)
    engine: str = "duckdb"


def compare(
    files: Sequence[RegisterFile],
    limits: Limits | None = None,
    progress: Callable[[float], None] | None = None,
    choice: EngineChoice = DUCKDB,
) -> Compared:
    """Compare registers.

    Parameters
    ----------
    files : sequence of RegisterFile
        Two to four; all encoded with one key, or none.
    limits : Limits, optional
        How much of the machine the comparison may take; by the size of the files where not stated.
    progress : callable, optional
        Told the share done, 0 to 1.
    choice : EngineChoice, optional
        Which engine compares; the links are the same.

    Raises
    ------
    Refusal
        ``engine-not-installed``, ``engine-not-started``, ``registers-number``, ``same-register-twice``,
        ``same-file-twice``, ``keys-differ``,
        ``encoded-and-plain``, ``nothing-to-compare-by``, ``nothing-in-common``, and those of reading files.
    """
    if not 2 <= len(files) <= MOST_REGISTERS:
        raise Refusal("registers-number", number=len(files), most=MOST_REGISTERS)
    parts = Parts(progress, len(files))
    encodings = [file.path for file in files if file.definition is None]
    chosen = limits or fitting_limits([file.path for file in files])
    with working_folder() as folder, open_backend(choice, folder, chosen, encodings) as backend:
        names = [f"register{place}" for place in range(len(files))]
        try:
            loaded = _loaded(backend, names, files, parts)
            _refuse_unfit([described for described, _ in loaded])
            if encodings:
                drop_lonely_blocks(backend, names)
            return replace(_compared(backend, files, names, loaded, parts), engine=choice.engine)
        except EngineError as error:
            raise Refusal("comparison-failed", cause=str(error)[:300]) from error


def _loaded(
    backend: Backend, names: Sequence[str], files: Sequence[RegisterFile], parts: Parts
) -> list[Loaded]:
    """Registers and their records; encodings one after the other by the engine, others side by side."""
    tells, readings = parts.together(len(files)), plain_readings()
    found: dict[int, Loaded] = {}

    def reading(place: int, definition: Definition) -> Callable[[Event], PlainRegister]:
        file, told = files[place], tells[place]
        return lambda stop: read_plain(
            file.path, definition, file.options, told, file.removed, stop, readings
        )

    plain = {place: one.definition for place, one in enumerate(files) if one.definition is not None}
    read = side_by_side([reading(place, definition) for place, definition in plain.items()])
    for place, one in zip(plain, read, strict=True):
        make_tables(backend, names[place], one)
        found[place] = one.described, one.records
    for place, (name, file) in enumerate(zip(names, files, strict=True)):
        if place not in found:
            described = load_encoding(backend, name, file.path, file.removed, file.days)
            found[place] = described, backend.table(_RECORDS.format(name))
    return [found[place] for place in range(len(files))]


def _refuse_unfit(described: Sequence[Described]) -> None:
    for one, other in combinations(described, 2):
        facts = {"file": one.file, "other": other.file}
        if one.sha256 == other.sha256:
            raise Refusal("same-file-twice", **facts)
        if one.register == other.register:
            raise Refusal("same-register-twice", register=one.register, **facts)
        if bool(one.key_check) != bool(other.key_check):
            raise Refusal(
                "encoded-and-plain", **(facts if one.key_check else {"file": other.file, "other": one.file})
            )
        if one.key_check != other.key_check:
            raise Refusal("keys-differ", **facts)
        both = one.roles & other.roles
        if not any(rule.roles <= both for rule in CANDIDATE_RULES):
            stated = ", ".join(sorted(both & {trait.role for trait in TRAITS.values()}))
            raise Refusal("nothing-to-compare-by", stated=stated or "–", **facts)


def _compared(
    backend: Backend,
    files: Sequence[RegisterFile],
    names: Sequence[str],
    loaded: Sequence[Loaded],
    parts: Parts,
) -> Compared:
    described, records = zip(*loaded, strict=True)
    linked: dict[tuple[int, int], Linked] = {}
    make_shared(backend, {name: own.roles for name, own in zip(names, described, strict=True)})
    for one, other in combinations(range(len(files)), 2):
        pair = (described[one], described[other])
        linked[one, other] = link(backend, (names[one], names[other]), pair, parts.next())
        if not len(linked[one, other].links):
            raise Refusal("nothing-in-common", file=pair[0].file, other=pair[1].file)
    twice = []
    for place, name in enumerate(names):
        learned = next(found.learned for pair, found in linked.items() if place in pair)
        twice.append(duplicates(backend, name, learned, described[place].roles))
    births = combine(
        [len(table) for table in records], {pair: _ends(found) for pair, found in linked.items()}
    )
    births = without_second_entries(births, twice)
    unlike = differing(linked, births, records)
    told = tuple(
        differences(place, births, records[place], unlike[place], twice[place][:, 1], files[place].confirmed)
        for place in range(len(files))
    )
    evaluations = {pair: _evaluated(found) for pair, found in linked.items()}
    return Compared(described, records, linked, births, told, evaluations, pattern_counts(births, records))


def _ends(found: Linked) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    links = found.links
    rules = links.column("rule").to_numpy().astype(np.uint8)
    weights = links.column("weight").to_numpy(zero_copy_only=False).astype(np.float64)
    left, right = (links.column(side).to_numpy().astype(np.int64) for side in ("l", "r"))
    return left, right, strengths(rules, weights)


def _evaluated(found: Linked) -> Evaluation:
    return by_model(
        found.judged.weights, sum(found.certain), found.weights[found.chosen], found.expected_rest
    )

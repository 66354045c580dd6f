"""A register of births becomes tables for comparing: what is alike, and what the statistics need."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.comparison.birth_traits import birth_traits
from evenborn.comparison.chances import Chances, chances, name_frequencies
from evenborn.comparison.known_names import BatchValues, KnownNames, known_names
from evenborn.comparison.levels import COMPARISONS, comparisons_of, main_trait
from evenborn.comparison.name_readings import NameReadings, Places, name_readings
from evenborn.comparison.sampled import Sampled
from evenborn.comparison.tokens import Tokens
from evenborn.comparison.traits import PERSONS, TRAITS
from evenborn.registers.cells import Cells
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Definition
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.rows import read_ahead
from evenborn.registers.stated_births import StatedBatch, reading_births

SEXES: Final = ("male", "female", "unclear")
"""By position, what the column ``sex`` of the records says; -1 where it is not stated."""
ORDERS: Final = ("first", "later")
"""By position, what the column ``order`` of the records says of the mother's births; -1 where not stated."""

Keep = Callable[[NDArray[np.int64], BatchValues], None]
"""Given the numbers of the births of a batch, and the values of their traits."""


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a register that is compared; nothing of one birth.

    Attributes
    ----------
    file, sha256 : str
        Name and hash of the file.
    register : str
        Name of the definition.
    births : int
        How many.
    roles : frozenset of str
        What of a birth it states.
    chances : Chances
        How often unrelated births are alike.
    key_check : str
        The same for all registers encoded with one key; empty without a key.
    stated : mapping of str to float
        Of an encoding, by comparison the share of births that state it, because there a birth that does not
        looks like one that differs; empty where that can be seen.
    """

    file: str
    sha256: str
    register: str
    births: int
    roles: frozenset[str]
    chances: Chances
    key_check: str
    stated: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """What is kept of all batches until the register is read."""

    names: Mapping[str, KnownNames]
    places: dict[str, list[Places]] = field(default_factory=lambda: {person: [] for person in PERSONS})
    records: list["pa.Table"] = field(default_factory=list)
    sample: Sampled = field(default_factory=Sampled)
    stated: Counter[str] = field(default_factory=Counter)
    births: int = 0


def load_register(
    path: Path,
    definition: Definition,
    options: CheckOptions,
    tokens: Tokens,
    keep: Keep,
    progress: Callable[[float], None] | None = None,
    without: frozenset[str] = frozenset(),
    readings: Mapping[str, NameReadings] | None = None,
) -> tuple[Described, "pa.Table", Mapping[str, KnownNames]]:
    """Read a register for comparing.

    Parameters
    ----------
    path, definition, options, progress
        As for :func:`~evenborn.registers.stated_births.reading_births`.
    tokens : Tokens
        Turns traits into numbers.
    keep : callable
        Given the numbers of the births of each batch and the values of their traits.
    without : frozenset of str
        The owner's numbers of records that are not to be compared.
    readings : mapping of str to NameReadings, optional
        Names that other registers of the comparison have met; made with the same tokens.

    Returns
    -------
    Described, pyarrow.Table, mapping of str to KnownNames
        The second has one row a birth: ``record`` (its number from 0), ``row``, ``number`` (the owner's own),
        ``sex``, ``order``, ``county``, ``month``. The last has the different names of the mother, the father
        and the child, with the bands that they have in this register.

    Raises
    ------
    Refusal
        ``no-births`` and those of :func:`~evenborn.registers.stated_births.reading_births`.
    """
    names = known_names(readings or name_readings(tokens))
    gathered = Gathered(names)
    reading = reading_births(path, definition, options, progress)
    with reading as births, closing(read_ahead(births.batches)) as batches:
        for batch in batches:
            _gather(batch, tokens, gathered, keep, without)
        if not gathered.births:
            raise Refusal("no-births", file=path.name, register=definition.name)
        stated = {TRAITS[name].role for name, many in gathered.stated.items() if many}
        roles, sha256 = births.roles & stated, births.sha256
    frequencies = {
        person: name_frequencies(
            names[f"{person}_name"].values(f"{person}_name"), np.concatenate(gathered.places[person])
        )
        for person in PERSONS
    }
    for person in PERSONS:
        names[f"{person}_name"].bands = frequencies[person].bands
    records = pa.concat_tables(gathered.records)
    rows, values = gathered.sample.taken()
    places = {person: np.concatenate(gathered.places[person])[rows] for person in PERSONS}
    sampled = {person: frequencies[person].bands[places[person]] for person in PERSONS}
    found = chances(values, sampled, frequencies, roles)
    shares = {one.name: gathered.stated[main_trait(one)] / gathered.births for one in comparisons_of(roles)}
    described = Described(
        path.name,
        sha256,
        definition.name,
        gathered.births,
        roles,
        found,
        tokens.key_check,
        shares if tokens.key_check else {},
    )
    return described, records, names


def _gather(
    batch: StatedBatch,
    tokens: Tokens,
    gathered: Gathered,
    keep: Keep,
    without: frozenset[str],
) -> None:
    rows = np.flatnonzero(batch.births & ~_among(batch, without))
    if not len(rows):
        return
    values = trait_values(batch, tokens, gathered.names)
    if len(rows) < len(batch.rows):
        values = values.of(rows)
    numbers = np.arange(gathered.births, gathered.births + len(rows))
    for person in PERSONS:
        gathered.places[person].append(values.places.get(f"{person}_name", np.zeros(len(rows), np.int32)))
    gathered.records.append(_records(batch, rows, numbers))
    gathered.sample.add(numbers, values)
    main = {main_trait(one) for one in COMPARISONS}
    gathered.stated.update({name: int(np.count_nonzero(values[name])) for name in main if name in values})
    gathered.births += len(rows)
    keep(numbers, values)


def _among(batch: StatedBatch, numbers: frozenset[str]) -> NDArray[np.bool_]:
    if not numbers or "record" not in batch.cells:
        return np.zeros(len(batch.rows), np.bool_)
    found = pc.is_in(_own_numbers(batch.cells), value_set=pa.array(sorted(numbers), pa.string()))
    return np.asarray(found.to_numpy(zero_copy_only=False))


def _own_numbers(cells: Mapping[str, Cells]) -> "pa.StringArray":
    """The numbers by which the owner finds records: ``hospital/number`` where hospitals number their own."""
    number = pc.utf8_trim_whitespace(cells["record"].text)
    if "record_within" not in cells:
        return number
    within: Any = pc.utf8_trim_whitespace(cells["record_within"].text)
    return cast("pa.StringArray", pc.binary_join_element_wise(within, number, "/"))


def trait_values(batch: StatedBatch, tokens: Tokens, names: Mapping[str, KnownNames]) -> BatchValues:
    """Values of all traits that a batch states, by name; names that are new become known."""
    traits = birth_traits(batch.cells)
    found = {name: tokens.values(TRAITS[name].domain, texts) for name, texts in traits.texts.items()}
    for numbers in traits.numbers:
        for name, different in numbers.traits.items():
            texts = pa.array([None if number < 0 else str(number) for number in different], pa.string())
            found[name] = tokens.values(TRAITS[name].domain, texts)[numbers.place]
    return BatchValues(
        found, names, {role: names[role].places(texts) for role, texts in traits.names.items()}
    )


def _order(cells: Mapping[str, Cells], rows: NDArray[np.int64]) -> NDArray[np.int8]:
    """Whether a child is its mother's first, by position in :data:`ORDERS`; -1 where it is not stated."""
    parity = cells["parity"].number if "parity" in cells else None
    if parity is None:
        return np.full(len(rows), -1, np.int8)
    stated = parity[rows]
    return np.where(np.isnan(stated), -1, stated > 1).astype(np.int8)


def _records(batch: StatedBatch, rows: NDArray[np.int64], numbers: NDArray[np.int64]) -> "pa.Table":
    cells = batch.cells
    count = len(rows)
    columns: dict[str, Any] = {
        "record": pa.array(numbers.astype(np.int32)),
        "row": pa.array(batch.rows[rows]),
    }
    nothing = pa.nulls(count, pa.string())
    columns["number"] = _own_numbers(cells).take(rows) if "record" in cells else nothing
    sex = np.full(count, -1, np.int8)
    if "sex" in cells:
        for place, one in enumerate(SEXES):
            sex[cells["sex"].means(one)[rows]] = place
    columns["sex"] = pa.array(sex)
    columns["order"] = pa.array(_order(cells, rows))
    area = cells["area"].stored.cast(pa.string()).take(rows) if "area" in cells else nothing
    columns["county"] = pc.utf8_slice_codeunits(area, 0, 6)
    day = cells["birth_day"].day if "birth_day" in cells else None
    days = np.full(count, np.datetime64("NaT"), "datetime64[D]") if day is None else day[rows]
    columns["month"] = pa.array(days.astype("datetime64[M]").astype("datetime64[D]"), pa.date32())
    return pa.table(columns)

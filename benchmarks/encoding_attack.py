"""How many births of an encoded register can be told again? One attack on five encodings.

    .venv/bin/python benchmarks/encoding_attack.py [--births 15000]

The delivery register of the reference pair, of it the births of one county. The attacker knows the procedure
and not the key. It has either a list of the names of mothers in four other simulated registers with their
frequencies, or a plain copy that holds 80 % or all of the births that were encoded.

Two tables are printed. The first has, for each encoding, the births told again when the attacker must name
someone for every birth, and how many of its claims are right. With the list, a birth counts when the name of
the mother is right. The second has the births told again from encodings of Evenborn, by what the attacker
makes use of: of the same county, of the whole register, and of the immunisation register.
"""

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import bloom_filters
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from encoded_register_attack import FEATURES, EncodedRegister, match_seen
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from similarity_attack import Matched, laid_over, match

from evenborn.comparison.encode import encode
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.simulation.reference import write_reference

SEED: Final = 5
COUNTY: Final = "990103"
WORLDS: Final = (101, 102, 103, 104)
OWNER, ATTACKER, THIRD = (bytes([one]) * 32 for one in (1, 2, 3))
LISTED: Final = 8_000
"""Most frequent names that the list has."""
Places = NDArray[np.int64]

OTHERS: Final = {
    "Bloom filter of each field": (bloom_filters.field_filters, bloom_filters.name_filters),
    "Bloom filter of the record (CLK)": (bloom_filters.record_filter, None),
    "CLK with Rule 90 and 5 % BLIP": (bloom_filters.hardened_filter, None),
    "keyed token of each field (HMAC)": (bloom_filters.field_tokens, bloom_filters.name_tokens),
}


def county(rows: "pa.Table") -> "pa.Table":
    """The births of mothers from one county."""
    return rows.filter(pc.starts_with(rows.column("residence"), COUNTY))


def written(folder: Path, births: int, seed: int | None) -> "pa.Table":
    """The delivery register of a simulated pair."""
    write_reference(folder, births, seed)
    return pq.read_table(folder / "delivery.parquet")


def right(found: Matched, one: Places, other: Places) -> tuple[float, float]:
    """Share of births told again; share of claims that are right."""
    correct = (found.guess >= 0) & (other[found.guess] == one)
    return float(correct.mean()), float(correct[found.claimed].mean()) if found.claimed.any() else float(
        "nan"
    )


class Ours:
    """Encodings of Evenborn, made as an owner makes them."""

    def __init__(self, folder: Path, name: str = "delivery") -> None:
        self._folder, self._name, self._made = folder, name, 0

    def encode(self, rows: "pa.Table", key: bytes) -> tuple[Path, Places]:
        """The encoding, and for each of its numbers the row that it is."""
        self._made += 1
        plain, out, own = (
            self._folder / f"{self._name}{self._made}.{end}" for end in ("parquet", "out", "csv")
        )
        pq.write_table(rows, plain)
        encode(plain, register(self._name), CheckOptions(date(2026, 1, 1)), key, out, own)
        return out, pyarrow.csv.read_csv(own).column("row").to_numpy() - 2


class Copies:
    """Which rows are encoded, and which the attacker has, by the share of the former that are among them."""

    def __init__(self, rows: "pa.Table") -> None:
        chance = np.random.default_rng(SEED)
        order = chance.permutation(rows.num_rows)
        many = int(len(order) / 1.2)
        self.rows, self.one = rows, order[:many]
        self.known = {0.8: chance.permutation(order[many // 5 :][:many]), 1.0: chance.permutation(self.one)}


def names_by_list(rows: "pa.Table", worlds: Sequence["pa.Table"], encoding: Callable[..., object]) -> float:
    """Births whose mother's name is told from encoded names and a list: graphs of names laid over each other.

    First over a draw from the list, in which names are as frequent as there; then over the whole list.
    """
    listed = pa.concat_tables(worlds)
    draws = [listed.take(part) for part in np.random.default_rng(SEED).permutation(len(listed))[
        : 2 * len(rows)].reshape(2, -1)]  # fmt: skip
    names = [one.column("mother_name").fill_null("").to_pylist() for one in (rows, *draws)]
    places = {name: place for place, name in enumerate(names[1]) if name}
    pairs = np.array([(place, places[name]) for place, name in enumerate(names[2]) if name in places])
    own, drawn, third = (
        encoding(one, key) for one, key in zip((rows, *draws), (OWNER, ATTACKER, THIRD), strict=True)
    )
    found = match(own, drawn, (third, pairs[:, 0], pairs[:, 1]))
    public = [
        name for name, _ in Counter(listed.column("mother_name").drop_null().to_pylist()).most_common(LISTED)
    ]
    place = {name: row for row, name in enumerate(public)}
    guess = np.array([place.get(names[1][row], -1) for row in found.guess])
    whole = pa.table({"mother_name": public})
    found = laid_over(own, encoding(whole, ATTACKER), Matched(guess, found.claimed & (guess >= 0)), 4)
    told = [name == public[row] for name, row in zip(names[0], found.guess.tolist(), strict=True) if name]
    return float(np.mean(told))


def names_by_world(rows: "pa.Table", world: "pa.Table", encoding: Callable[..., object]) -> float:
    """The same from encoded records: a register made up from the list is laid over them."""
    found = match(
        encoding(rows, OWNER),
        encoding(world, ATTACKER),
        (encoding(world, THIRD), *[np.arange(len(world))] * 2),
    )
    truth, guess = rows.column("mother_name"), world.column("mother_name").take(found.guess)
    return float(pc.mean(pc.equal(truth, guess).cast(pa.float64())).as_py())


def names_by_signs(rows: "pa.Table", worlds: Sequence["pa.Table"], ours: Ours) -> float:
    """The same from an encoding of Evenborn: what is seen of births with each name, learned elsewhere."""
    learned: dict[Hashable, Counter[str]] = defaultdict(Counter)
    usual: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for world in worlds:
        path, places = ours.encode(world, ATTACKER)
        names = world.column("mother_name").take(places).to_pylist()
        for name, signs in zip(names, EncodedRegister(path).name_signs(), strict=True):
            if name is not None:
                learned[signs][name] += 1
                usual[signs[0]][name] += 1
    path, places = ours.encode(rows, OWNER)
    names = rows.column("mother_name").take(places).to_pylist()
    told = 0
    for name, signs in zip(names, EncodedRegister(path).name_signs(), strict=True):
        common = usual[signs[0]].most_common(1)[0][0]
        guess = learned[signs].most_common(1)[0] if learned[signs] else (common, 0)
        told += name is not None and name == (guess[0] if guess[1] > 1 else common)
    return told / sum(name is not None for name in names)


def others(copies: Copies, worlds: Sequence["pa.Table"], table: Table) -> None:
    """Attack the encodings that others use."""
    rows, one = copies.rows, copies.one
    for title, (encoding, of_names) in OTHERS.items():
        if of_names is not None:
            told = [names_by_list(rows.take(one), worlds, of_names)]
        else:
            told = [names_by_world(rows.take(one), county(worlds[0]), encoding)]
        for overlap, copy in copies.known.items():
            again = np.random.default_rng(SEED).permutation(len(one))[: int(overlap * len(one))]
            rehearsal = encoding(rows.take(copy[again]), THIRD), np.arange(len(again)), again
            found = match(encoding(rows.take(one), OWNER), encoding(rows.take(copy), ATTACKER), rehearsal)
            told += right(found, one, copy)
        table.add_row(title, *map(percent, told))


def by_features(copies: Copies, ours: Ours) -> dict[str, list[float]]:
    """Attack an encoding of Evenborn; by what is used, births told again and claims that are right."""
    path, place = ours.encode(copies.rows.take(copies.one), OWNER)
    encoded = EncodedRegister(path)
    print(f"In the order of the file: {percent(encoded.in_order(place))} of neighbours in one block")
    told: dict[str, list[float]] = {title: [] for title in USED}
    for overlap, copy in copies.known.items():
        path, places = ours.encode(copies.rows.take(copy), ATTACKER)
        own = EncodedRegister(path)
        for title, used in USED.items():
            found = match_seen(encoded.seen(used), own.seen(used), overlap)
            told[title] += right(found, copies.one[place], copy[places])
    return told


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def report(folder: Path, births: int) -> None:
    """Run all attacks and print both tables."""
    whole = written(folder / "pair", births, None)
    worlds = [written(folder / str(seed), births, seed) for seed in WORLDS]
    few, ours = Copies(county(whole)), Ours(folder)
    shares = [f"{what}, copy of {how}" for what in ("told again", "claims right") for how in ("80 %", "all")]
    table = Table("encoding", "names by a list", *(shares[place] for place in (0, 2, 1, 3)))
    others(few, worlds, table)
    told = {"county": by_features(few, ours), "delivery": by_features(Copies(whole), ours)}
    other = pq.read_table(folder / "pair" / "immunisation.parquet")
    told["immunisation"] = by_features(Copies(other), Ours(folder, "immunisation"))
    names = names_by_signs(few.rows.take(few.one), [county(world) for world in worlds], ours)
    table.add_row("Evenborn", *map(percent, [names, *told["county"]["everything"]]))
    rest = Table("of Evenborn’s, used", *(f"{one}, {how}" for one in told for how in ("80 %", "all")))
    for title in USED:
        rest.add_row(title, *(percent(found[title][place]) for found in told.values() for place in (0, 2)))
    Console(width=140).print(f"{len(few.one):,} births of a county encoded", table, rest)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--births", type=int, default=15_000)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), parser.parse_args().births)
    print(f"{time.perf_counter() - started:.0f} s")


_ALL: Final = frozenset(FEATURES)
USED: Final = {
    "everything": _ALL,
    **{f"without {one}": _ALL - {one} for one in FEATURES},
    "only sex, county, month": frozenset(),
}


if __name__ == "__main__":
    main()

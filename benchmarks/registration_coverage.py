"""Never born or never registered: 500 simulated cities whose truth is known, three years of births each.

Every city of docs/simulation.md has five counties that select and a sixth, which conceals girls (the
default), does neither, or has girls whom no register ever sees. Its registers are those that the
departments hold at the end of March after the last year. Births fall into capture patterns by links
that are true, and by links of which 1 % are missed (pair by pair) and 0.1 % false, joined into births
as `evenborn compare` does and corrected by those rates.

Truth is the ratio that births were drawn with. `models`: how often the interval of the corrected ratio
alone holds it; `region`: the interval that is shown; `width`: its mean width in points.

Run: python benchmarks/registration_coverage.py [--replications 500] (ten minutes)
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from evenborn.comparison.combine import combine
from evenborn.sexratio.registration import (
    NO_ERRORS,
    AreaCoverage,
    LinkageErrors,
    capture_patterns,
    coverage_by_area,
    order_gradient,
)
from evenborn.simulation.city import City
from evenborn.simulation.departments import DEPARTMENTS, registered
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.parameters import CityParameters

REGISTERS = ("delivery", "immunisation", "household", "birth_certificate")
SETS = (
    ("delivery", "immunisation"),
    ("delivery", "household"),
    ("immunisation", "household"),
    ("delivery", "immunisation", "household"),
    REGISTERS,
)
LINKED_SETS = (SETS[0], SETS[3], SETS[4])
MISSED, FALSE = 0.01, 0.001
ERRORS = LinkageErrors(missed_match_rate=MISSED, false_match_rate=FALSE)
SIXTH = 5
UNSEEN = {"concealed_seen_by_immunisation": 0.0, "concealed_seen_by_household": 0.0}
VARIANTS: Mapping[str, Mapping[str, float]] = {
    "conceals 18 % of girls": {},
    "neither": {"concealed_share_of_girls": 0.0},
    "18 %, few ever seen": {"concealed_seen_by_immunisation": 0.08, "concealed_seen_by_household": 0.03},
    "5 % of girls in no register": {"concealed_share_of_girls": 0.05, **UNSEEN},
    "18 % of girls in no register": UNSEEN,
}
SELECTS = "selects"
VERDICTS = ("no excess", "selection", "concealment", "both", "cannot tell")
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Births:
    """Live births of a city with a sex: county, girl or not, first or later, registers that hold each."""

    county: Counts
    girl: Counts
    later: Counts
    held: NDArray[np.bool_]
    truth: NDArray[np.float64]

    def of(self, registers: tuple[str, ...]) -> NDArray[np.bool_]:
        """Whether each of some registers holds each birth."""
        return self.held[:, [REGISTERS.index(register) for register in registers]]


def born(parameters: CityParameters) -> Births:
    """Births of all years, each with the registers that hold it, and the true ratio of every county."""
    city = City(parameters)
    codes = np.array(city.areas.codes("county"))
    expected = np.zeros((2, len(codes)))
    years = []
    for year in parameters.calendar_years:
        lived = city.live(year)
        known = KnownBirths(parameters, lived.births)
        held = np.zeros((len(known), len(REGISTERS)), bool)
        for place, register in enumerate(REGISTERS):
            held[registered(known, DEPARTMENTS[register]).rows, place] = True
        residence = lived.births["residence"].to_numpy(zero_copy_only=False).astype("U6")
        girl = known.is_one_of("sex", "female")
        counted = (girl | known.is_one_of("sex", "male")) & ~known.is_one_of("outcome", "stillbirth")
        later = known.numbers("parity") > 1
        columns = (np.searchsorted(codes, residence), girl.astype(np.int64), later.astype(np.int64), held)
        years.append(tuple(column[counted] for column in columns))
        place = np.searchsorted(codes, lived.truth["county"].to_pylist())
        for row, name in enumerate(("male_expected", "female_expected")):
            np.add.at(expected[row], place, lived.truth[name].to_numpy())
    county, girls, orders, holders = (np.concatenate(part) for part in zip(*years, strict=True))
    return Births(county, girls, orders, holders, 100 * expected[0] / expected[1])


def counts(births: Births, held: NDArray[np.bool_], rows: Counts) -> Counts:
    """Births by sex, county and capture pattern, shape (2, counties, 2**k - 1)."""
    seen = held.any(axis=1)
    column = len(capture_patterns(held.shape[1])) - (held @ (1 << np.arange(held.shape[1])[::-1]))
    found = np.zeros((2, len(births.truth), len(capture_patterns(held.shape[1]))), np.int64)
    np.add.at(found, (births.girl[rows[seen]], births.county[rows[seen]], column[seen]), 1)
    return found


def by_order(births: Births) -> Counts:
    """Births of the delivery register by sex, county, and first or later, shape (2, counties, 2)."""
    found = np.zeros((2, len(births.truth), 2), np.int64)
    held = births.held[:, 0]
    np.add.at(found, (births.girl[held], births.county[held], births.later[held]), 1)
    return found


def links(
    generator: np.random.Generator, births: Births, one: Counts, other: Counts
) -> tuple[Counts, Counts, NDArray[np.float64]]:
    """Links of two registers, some missed and some false; records are places among the births of each."""
    both = np.intersect1d(one, other)
    both = both[generator.random(len(both)) >= MISSED]
    left, right = np.searchsorted(one, both), np.searchsorted(other, both)
    alone, others = (np.flatnonzero(~np.isin(a, b)) for a, b in ((one, other), (other, one)))
    drawn = generator.choice(alone, min(len(alone), generator.poisson(FALSE * len(both))), replace=False)
    false, kind = [], 2 * births.county + births.girl
    for record in drawn:  # with a birth of the same county and sex, as a linkage would err
        alike = others[kind[other[others]] == kind[one[record]]]
        if len(alike):
            false.append((record, generator.choice(alike)))
    pairs = np.array(false, np.int64).reshape(-1, 2)
    strength = np.concatenate([20 + generator.random(len(left)), 5 + generator.random(len(pairs))])
    return np.concatenate([left, pairs[:, 0]]), np.concatenate([right, pairs[:, 1]]), strength


def linked_counts(generator: np.random.Generator, births: Births, registers: tuple[str, ...]) -> Counts:
    """Counts as a linkage with errors would have them."""
    records = [np.flatnonzero(column) for column in births.of(registers).T]
    found = {
        (i, j): links(generator, births, records[i], records[j])
        for i, j in combinations(range(len(registers)), 2)
    }
    joined = combine([len(rows) for rows in records], found)
    held = joined >= 0
    first = held.argmax(axis=1)
    own = joined[np.arange(len(joined)), first]
    starts = np.cumsum([0, *(len(rows) for rows in records)])
    return counts(births, held, np.concatenate(records)[starts[first] + own])


def lines(found: AreaCoverage, truth: NDArray[np.float64]) -> Iterator[str]:
    near, region = found.ratio.interval(), found.region
    yield f"{truth.mean():.1f}"
    yield f"{found.ratio.observed.estimate.mean():.1f}"
    yield f"{region.lowest.mean():.1f} to {region.highest.mean():.1f}"
    yield f"{100 * ((near.lower <= truth) & (truth <= near.upper)).mean():.1f}"
    yield f"{100 * ((region.lower <= truth) & (truth <= region.upper)).mean():.1f}"
    yield f"{(region.upper - region.lower).mean():.1f}"
    for verdict in VERDICTS:
        yield f"{100 * (found.verdicts.verdict == verdict).mean():.1f}"
    yield f"{np.median(found.verdicts.tipping_point):.0f}"


@dataclass(frozen=True)
class Group:
    """Counties of one kind over all replications."""

    patterns: Counts
    orders: Counts
    truth: NDArray[np.float64]

    def sexes(self, counts: Counts) -> tuple[Counts, Counts]:
        """Boys and girls, counties of all replications one after the other."""
        return tuple(counts[:, sex].reshape(-1, counts.shape[-1]) for sex in (0, 1))  # type: ignore[return-value]


def show(
    console: Console, title: str, groups: Mapping[str, Group], errors: LinkageErrors, *, orders: bool = False
) -> None:
    heads = ("county", "truth", "seen", "corrected", "models %", "region %", "width", *VERDICTS, "tipping φ")
    table = Table(*heads, title=title)
    for name, group in groups.items():
        male, female = group.sexes(group.patterns)
        boys, girls = group.sexes(group.orders)
        gradient = order_gradient(boys[:, 0], girls[:, 0], boys[:, 1], girls[:, 1]) if orders else None
        found = coverage_by_area(
            male, female, periods=3, gradient=gradient, errors_male=errors, errors_female=errors
        )
        table.add_row(name, *lines(found, group.truth.reshape(-1)))
    console.print(table)


Key = tuple[str, tuple[str, ...], bool]


def simulated(replications: int) -> dict[Key, Group]:
    """Every variant of the city with every set of registers, linked truly and with errors."""
    patterns: dict[Key, list[Counts]] = defaultdict(list)
    orders: dict[str, list[Counts]] = defaultdict(list)
    truths: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
    for name, changed in VARIANTS.items():
        for seed in range(replications):
            births = born(CityParameters(seed=seed, **changed))  # type: ignore[arg-type]
            truths[name].append(births.truth)
            orders[name].append(by_order(births))
            everyone = np.arange(len(births.county))
            for registers in SETS:
                patterns[name, registers, False].append(counts(births, births.of(registers), everyone))
            for registers in LINKED_SETS if len(changed) < 2 else ():
                generator = np.random.default_rng([seed, len(registers)])
                patterns[name, registers, True].append(linked_counts(generator, births, registers))
    return {
        key: Group(np.array(found), np.array(orders[key[0]]), np.array(truths[key[0]]))
        for key, found in patterns.items()
    }


def of_kinds(found: Mapping[Key, Group], registers: tuple[str, ...], linked: bool) -> dict[str, Group]:
    """Counties by what they do: the first five of the default city, and the sixth of each variant."""
    groups = {}
    for name in VARIANTS:
        if (name, registers, linked) in found:
            city = found[name, registers, linked]
            parts = {name: slice(SIXTH, None)} | ({} if VARIANTS[name] else {SELECTS: slice(SIXTH)})
            for kind, own in parts.items():
                groups[kind] = Group(city.patterns[:, :, own], city.orders[:, :, own], city.truth[:, own])
    return groups


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--replications", type=int, default=500)
    found = simulated(parser.parse_args().replications)
    console = Console(width=200)
    for registers in SETS:
        show(console, " + ".join(registers) + ", true links", of_kinds(found, registers, False), NO_ERRORS)
    for registers in LINKED_SETS:
        title = " + ".join(registers) + ", links with errors, corrected"
        show(console, title, of_kinds(found, registers, True), ERRORS)
    title = " + ".join(SETS[3]) + ", true links, first against later births of the delivery register"
    show(console, title, of_kinds(found, SETS[3], False), NO_ERRORS, orders=True)


if __name__ == "__main__":
    main()

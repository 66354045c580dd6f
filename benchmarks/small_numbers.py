"""How long it takes to decide what pages withhold of a cube and to ask about a number, and what is left.

Run: python benchmarks/small_numbers.py
"""

import time
from datetime import date, timedelta

import numpy as np
from rich.console import Console
from rich.table import Table

from evenborn.apps.figures.adding_up import Sum, added_up
from evenborn.apps.figures.small_numbers.deciding import decided
from evenborn.apps.figures.small_numbers.pools import Withheld

SEED = 24
YEARS = range(2016, 2026)
ORDERS = (("1", 0.55), ("2", 0.37), ("3+", 0.07), ("", 0.01))
CITIES = ((3_500_000, 12, 17), (350_000, 12, 17), (60_000, 12, 17), (12_000, 9, 12))
"""Births of ten years, counties, townships of a county."""


def sums(births: int, counties: int, townships: int, generator: np.random.Generator) -> list[Sum]:
    """Counties and townships of unequal size, births at random."""
    size = generator.lognormal(0, 0.7, counties)
    size *= births / len(YEARS) / size.sum()
    months: list[Sum] = []
    years: list[Sum] = []
    for county, of_county in enumerate(size):
        code = f"9901{county + 1:02}"
        parts = generator.dirichlet(np.full(townships, 1.5))
        for year in YEARS:
            for order, share in ORDERS:
                male, female = generator.poisson(of_county * share * np.array([0.53, 0.47]) / 12, (12, 2)).T
                rows = zip(male.tolist(), female.tolist(), strict=True)
                months += [
                    (code, date(year, place, 1), order, *both, 0) for place, both in enumerate(rows, 1)
                ]
                boys, girls = (generator.multinomial(sex.sum(), parts).tolist() for sex in (male, female))
                years += [
                    (f"{code}{place:03}", date(year, 1, 1), order, *both, 0)
                    for place, both in enumerate(zip(boys, girls, strict=True), 1)
                ]
    return [*added_up(one for one in months if one[3] + one[4]), *(one for one in years if one[3] + one[4])]


def shown(known: Withheld, listed: list[Sum]) -> tuple[list[bool], ...]:
    """Whether each number of each kind is shown."""
    towns = {(area, start.year) for area, start, *_ in listed if len(area) == 9}
    counties = {(area, start) for area, start, *_ in listed if len(area) == 6}
    years = {(area, start.year) for area, start in counties}
    orders = {(area, start.year, order) for area, start, order, *_ in listed if len(area) == 6}
    return (
        [known.shows(area, date(year, 1, 1), date(year, 12, 31)) for area, year in years],
        [known.shows(area, start, start + timedelta(27)) for area, start in counties],
        [known.shows(area, date(year, 1, 1), date(year, 12, 31), order) for area, year, order in orders],
        [known.shows(area, date(year, 1, 1), date(year, 12, 31)) for area, year in towns],
    )


def main() -> None:
    console = Console(width=120)
    table = Table(
        "births", "rows", "decide, s", "pools", "ask, µs", "county years", "county months",
        "county orders", "township years", title=f"What is withheld of a cube, ten years, seed {SEED}",
    )  # fmt: skip
    for births, counties, townships in CITIES:
        listed = sums(births, counties, townships, np.random.default_rng(SEED))
        start = time.process_time()
        known = decided(listed)
        spent = time.process_time() - start
        start = time.process_time()
        kinds = shown(known, listed)
        ask = 1e6 * (time.process_time() - start) / sum(map(len, kinds))
        shares = [f"{100 * np.mean(kind):.1f} %" for kind in kinds]
        numbers = f"{births:,}", f"{len(listed):,}", f"{spent:.2f}", f"{len(known.pools):,}", f"{ask:.0f}"
        table.add_row(*numbers, *shares)
    console.print(table)
    console.print(
        "rows: of the cube. decide: processor time, once a cube, by the worker. ask: of one number.\n"
        "The other columns: share of the figures that readers without exact counts see."
    )


if __name__ == "__main__":
    main()

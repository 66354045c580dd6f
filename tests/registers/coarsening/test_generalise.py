"""The rule of generalisation: held against the same rule said plainly, and against an attacker."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evenborn.registers.coarsening import Coarsening, generalise
from registers.coarsening.plainly import Birth, plainly
from registers.coarsening.small import SMALL, Row, batch, coarsened, combinations, paths, rows

SMALLEST = 3
A, B = "A", "B"


def spread(*months: tuple[int, int]) -> list[Row]:
    """So many births in each month, all else the same."""
    return [(A, month, "990101", 1) for month, number in months for _ in range(number)]


@settings(max_examples=300)
@given(rows)
@example(spread((1, 4), (2, 1), (3, 5), (8, 1)))
@example([(A, 1, "990101", 1), (B, 1, "990101", 1)])
def test_the_arrays_do_what_the_plain_rule_says(births: list[Row]) -> None:
    assert combinations(coarsened(births)) == plainly([paths(row) for row in births], SMALLEST)


@given(rows)
def test_births_are_divided_and_no_combination_is_small(births: list[Row]) -> None:
    found = coarsened(births)
    report = found.reports["table"]
    told = combinations(found)
    assert sum(told.values()) + report.withheld == report.rows == len(births)
    assert all(number >= SMALLEST for number in told.values())
    assert report.withheld == (len(births) if len(births) < SMALLEST else 0)
    assert report.smallest == min(told.values(), default=0)
    assert report.combinations == found.tables["table"].num_rows == len(told)


@given(rows, st.randoms(use_true_random=False), st.integers(1, 7))
def test_neither_order_nor_batches_nor_pieces_matter(births: list[Row], random: Random, size: int) -> None:
    straight = coarsened(births).tables["table"]
    mixed = births.copy()
    random.shuffle(mixed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generalise, "_ROWS_AT_ONCE", 4)  # pieces of a part or two
        coarsening = Coarsening(SMALL)
        for start in range(0, len(mixed), size):
            coarsening.add(batch(mixed[start : start + size]))
        assert coarsening.finish().tables["table"].equals(straight)


@given(rows)
def test_detail_is_not_lost_without_need(births: list[Row]) -> None:
    """Where every combination in its finest form is large enough already, all of them stay."""
    enough = births * SMALLEST
    finest = Counter(tuple(path[0] for path in paths(row)) for row in enough)
    assert combinations(coarsened(enough)) == finest


@pytest.mark.parametrize(
    ("births", "told"),
    [
        (spread((1, 4), (2, 1), (3, 5)), {"2025-Q1": 5, "2025-03": 5}),  # the smallest joins the pool
        (spread((1, 2), (2, 2), (4, 3)), {"2025-Q1": 4, "2025-04": 3}),  # a pool that is large enough
        (spread((1, 2), (4, 2), (8, 3)), {"2025-H1": 4, "2025-08": 3}),
        (spread((1, 9), (2, 9), (8, 1)), {"2025": 10, "2025-02": 9}),  # one month goes, not the half-year
        (spread((1, 2), (8, 2)), {"2025": 4}),
        (spread((1, 9)), {"2025-01": 9}),
    ],
)
def test_periods_are_widened_as_little_as_it_takes(births: list[Row], told: dict[str, int]) -> None:
    assert combinations(coarsened(births)) == {(A, period, "990101", "1"): n for period, n in told.items()}


def test_small_facilities_are_pooled_and_a_short_pool_takes_the_smallest_other() -> None:
    def of(facility: str, number: int) -> list[Row]:
        return [(facility, 1, "990101", 1)] * number

    assert combinations(coarsened(of("A", 9) + of("B", 2) + of("C", 2))) == {
        ("A", "2025-01", "990101", "1"): 9,
        ("all", "2025-01", "990101", "1"): 4,
    }
    assert combinations(coarsened(of("A", 9) + of("B", 4) + of("C", 2))) == {
        ("A", "2025-01", "990101", "1"): 9,
        ("all", "2025-01", "990101", "1"): 6,
    }
    alone = coarsened(of("A", 2))
    assert (alone.tables["table"].num_rows, alone.reports["table"].withheld) == (0, 2)


def questions(everything: list[Birth]) -> Iterator[tuple[str, ...]]:
    """Every combination of values in any of their forms that somebody could ask about."""
    columns = [sorted({value for birth in everything for value in birth[c]}) for c in range(4)]
    yield from product(*columns)


def answers(told: Counter[tuple[str, ...]], cells: list[Birth], asked: tuple[str, ...]) -> tuple[int, int]:
    """Fewest and most births of a combination that agree with every row of the table.

    A row says that so many births lie in its cells, and the rows divide the births between them; so a row
    whose cells all lie in the question adds all of its births, and one with none adds nothing. This is what
    any sum or difference of rows can give.
    """
    fewest = most = 0
    for combination, number in told.items():
        region = [cell for cell in cells if all(v in path for v, path in zip(combination, cell, strict=True))]
        inside = [all(v in path for v, path in zip(asked, cell, strict=True)) for cell in region]
        fewest += number if all(inside) else 0
        most += number if any(inside) else 0
    return fewest, most


@settings(max_examples=25)
@given(rows.filter(lambda births: len(births) >= SMALLEST))
def test_a_reader_cannot_prove_that_a_combination_is_small(births: list[Row]) -> None:
    everything = sorted({paths(row) for row in births})
    per_column = [sorted({birth[c] for birth in everything}) for c in range(4)]
    cells = [tuple(cell) for cell in product(*per_column)]
    told = combinations(coarsened(births))
    truth = Counter(paths(row) for row in births)
    for asked in list(questions(everything))[::7]:
        fewest, most = answers(told, cells, asked)
        really = sum(n for cell, n in truth.items() if all(v in p for v, p in zip(asked, cell, strict=True)))
        assert fewest <= really <= most
        assert fewest == 0 or fewest >= SMALLEST
        assert most == 0 or most >= SMALLEST


def tables(told: Counter[tuple[str, ...]], cells: list[Birth]) -> Iterator[Counter[Birth]]:
    """Every table of finest counts that agrees with what is told, by trying all."""
    each = []
    for combination, number in told.items():
        region = [cell for cell in cells if all(v in path for v, path in zip(combination, cell, strict=True))]
        each.append([Counter(chosen) for chosen in combinations_with_replacement(region, number)])
    for choice in product(*each):
        yield sum(choice, Counter())


@pytest.mark.parametrize(
    "births", [spread((1, 4), (2, 1), (3, 2)), spread((1, 2), (4, 2), (8, 3)), spread((1, 2), (8, 2))]
)
def test_the_attacker_finds_what_trying_every_table_finds(births: list[Row]) -> None:
    cells = sorted({paths(row) for row in births})
    told = combinations(coarsened(births))
    possible = list(tables(told, cells))
    for asked in questions(cells):
        found = {
            sum(n for cell, n in one.items() if all(v in p for v, p in zip(asked, cell, strict=True)))
            for one in possible
        }
        assert answers(told, cells, asked) == (min(found), max(found))


def test_the_attacker_bites_where_small_values_are_dropped_beside_a_total() -> None:
    """A total published beside the months of one facility gives the withheld month away."""
    cells = [paths(row) for row in spread((1, 1), (2, 1), (3, 1))]
    leaky = Counter({("A", "2025-01", "990101", "1"): 4, ("A", "2025-02", "990101", "1"): 1})
    assert answers(leaky, cells, ("A", "2025-02", "990101", "1")) == (1, 1)

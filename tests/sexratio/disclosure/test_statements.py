from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.sexratio.counts import IntArray
from evenborn.sexratio.disclosure.statements import WITHHELD, statements
from sexratio.disclosure.tables import births, design, issue

SHAPE = design(3, 2, windows=(2,), totals=("area",))


@settings(max_examples=15, deadline=None)
@given(first=births(3, 2, most=9), late=births(3, 2), data=st.data())
def test_the_true_counts_satisfy_everything_that_is_said(
    first: IntArray, late: IntArray, data: st.DataObject
) -> None:
    size = int(np.prod(SHAPE.published_shape))
    issues = []
    for counts in (first, first + late):
        hidden = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
        full = issue(counts, [], SHAPE)
        issues.append(
            replace(full, numbers=np.where(hidden.reshape(full.numbers.shape), WITHHELD, full.numbers))
        )
    said = statements(issues)
    truth = np.concatenate([first.ravel(), (first + late).ravel()])
    assert (said.equalities @ truth == said.values).all()
    assert (said.inequalities @ truth <= said.limits).all()
    assert (truth <= said.ceiling).all()
    hidden_numbers = [one.numbers.ravel() == WITHHELD for one in issues]
    assert said.withheld_number.tolist() == [int(k) for one in hidden_numbers for k in np.flatnonzero(one)]
    tables = [SHAPE.tabulate(counts).ravel() for counts in (first, first + late)]
    expected = np.concatenate([table[one] for table, one in zip(tables, hidden_numbers, strict=True)])
    assert (said.withheld @ truth == expected).all()


def test_issues_are_linked_count_by_count_as_assumed() -> None:
    counts = np.array([[3, 4], [61, 54]])
    pair = [issue(counts, [], design(2)), issue(counts, [], design(2))]
    assert statements(pair, "grow").inequalities.shape[0] == 4
    assert statements(pair, "unchanged").equalities.shape[0] == 9 + 9 + 4
    assert statements(pair, "any").inequalities.shape[0] == 0


def test_a_third_issue_is_linked_to_the_latest_that_has_the_count() -> None:
    counts = np.array([[3, 4], [61, 54]])
    three = [issue(counts[:n], [], design(n, totals=())) for n in (2, 1, 2)]
    links = statements(three, "grow").inequalities.toarray()
    assert [tuple(np.flatnonzero(row)) for row in links] == [(0, 4), (1, 5), (4, 6), (5, 7), (2, 8), (3, 9)]


def test_counts_below_a_number_that_fell_are_not_linked() -> None:
    before, after = np.array([[3, 4], [61, 54]]), np.array([[3, 4], [60, 54]])
    no_total = design(2, totals=())
    links = statements([issue(before, [], no_total), issue(after, [], no_total)], "grow").inequalities
    assert [tuple(np.flatnonzero(row)) for row in links.toarray()] == [(0, 4), (1, 5)]


def test_a_ratio_beside_both_its_counts_says_nothing_new() -> None:
    shown = issue(np.array([[61, 54]]), [], design(1))
    assert np.isfinite(shown.ratio).all()
    assert statements([shown]).limits.size == 0
    hidden = shown.numbers.copy()
    hidden[0, 0] = WITHHELD
    assert (
        statements([replace(shown, numbers=hidden)]).limits.size == 4
    )  # two of the ratio, two of the interval


def test_an_endless_ratio_is_no_published_number() -> None:
    shown = issue(np.array([[61, 54]]), [], design(1))
    with pytest.raises(ValueError, match="finite, or NaN"):
        replace(shown, upper=np.full(2, np.inf))

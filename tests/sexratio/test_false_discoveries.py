"""P adjusted for the number of tests is what statsmodels finds, and tests that do not count change none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from evenborn.sexratio.false_discoveries import q_values

TESTS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(TESTS)
def test_it_is_that_of_statsmodels_over_the_tests_that_count(tests: list[tuple[float, bool]]) -> None:
    p_value, counted = (np.array(column) for column in zip(*tests, strict=True))
    found = q_values(p_value, counted)
    assert (found[~counted] == 1).all()
    if counted.any():
        expected = multipletests(p_value[counted], method="fdr_bh")[1]
        np.testing.assert_allclose(found[counted], expected, rtol=1e-12)


def test_of_the_published_example_the_four_smallest_are_found() -> None:
    """Fifteen tests of Benjamini and Hochberg (1995), section 4.1."""
    p_value = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
               0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    found = q_values(p_value, np.ones(15, dtype=bool))
    assert (found <= 0.05).sum() == 4
    assert found[0] == pytest.approx(0.0015)
    assert found[-1] == 1

"""Error rates after review: they begin at the model's, move with the answers, and end at the people's."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.comparison.coverage import linkage_errors
from evenborn.comparison.evaluation import Estimate, Evaluation, Stratum, by_review
from evenborn.comparison.reviewed_errors import by_review_and_model, enough

LINKS, NOT_LINKED = 10_000, 80_000


def model(precision: float = 0.99, recall: float = 0.95, links: int = LINKS) -> Evaluation:
    """As the model would say it of so many links."""
    right = precision * (links + 0.5) - 0.25
    both = (right + 0.25) / recall - 0.5
    return Evaluation(
        Estimate((right + 0.25) / (links + 0.5), precision - 0.01, precision + 0.005),
        Estimate((right + 0.25) / (both + 0.5), recall - 0.02, recall + 0.02), links,
    )  # fmt: skip


def strata(linked: tuple[int, int] = (0, 0), unlinked: tuple[int, int] = (0, 0)) -> list[Stratum]:
    return [Stratum(LINKS, True, *linked), Stratum(NOT_LINKED, False, *unlinked)]


@settings(max_examples=80, deadline=None)
@given(st.floats(0.6, 0.999), st.floats(0.6, 0.999))
def test_without_an_answer_it_is_the_model(precision: float, recall: float) -> None:
    of_model = model(precision, recall)
    found = by_review_and_model(of_model, strata(), [precision, 0.0])
    assert found.precision.share == pytest.approx(of_model.precision.share, abs=2e-3)
    assert found.recall.share == pytest.approx(of_model.recall.share, abs=2e-3)
    assert found.reviewed == 0


def test_answers_that_agree_with_the_model_change_little_and_those_that_do_not_change_much() -> None:
    of_model = model()
    agrees = by_review_and_model(of_model, strata((99, 1), (1, 124)), [0.99, 0.0])
    assert agrees.precision.share == pytest.approx(0.99, abs=0.002)
    worse = by_review_and_model(of_model, strata((80, 20)), [0.99, 0.0])
    assert worse.precision.share == pytest.approx(80.99 / 101, abs=1e-3)
    errors = [linkage_errors([one]) for one in (of_model, worse)]
    assert float(errors[1].false_match_rate) > 15 * float(errors[0].false_match_rate)


def test_some_pairs_that_were_not_linked_do_not_become_thousands_of_missed_births() -> None:
    """The prior of Jeffreys would: half a pair in seventeen, of eighty thousand."""
    said = strata((17, 0), (0, 17))
    assert by_review(said).recall.share < 0.85
    assert by_review_and_model(model(), said, [0.99, 0.0]).recall.share > 0.95


def test_with_many_answers_people_are_right_whatever_the_model_says() -> None:
    said = strata((9_000, 1_000), (400, 79_600))
    for precision in (0.7, 0.99):
        found = by_review_and_model(model(precision, 0.9), said, [precision, 0.0])
        assert found.precision.share == pytest.approx(0.9, abs=1e-3)
        assert found.recall.share == pytest.approx(9_000 / 9_400, abs=1e-3)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_intervals_hold_their_share(same: int, other: int, missed: int, right: int) -> None:
    found = by_review_and_model(model(), strata((same, other), (missed, right)), [0.99, 0.0])
    for one in (found.precision, found.recall):
        assert 0 <= one.lower <= one.share <= one.upper <= 1
        assert math.isfinite(one.share)


def test_a_stratum_that_nobody_looked_at_is_not_enough() -> None:
    assert not enough(strata((40, 0)))
    assert not enough(strata((40, 0), (0, 4)))
    assert enough(strata((40, 0), (0, 5)))
    assert enough([*strata((40, 0), (0, 5)), Stratum(0, True, 0, 0), Stratum(3, True, 1, 2)])

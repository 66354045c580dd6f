"""Log-linear models: published figures, an independent fit, and tables with empty patterns."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.registration import (
    INDEPENDENCE,
    Model,
    capture_patterns,
    fit_log_linear,
    hierarchical_models,
    model,
    two_registers,
)
from evenborn.sexratio.registration.models import design_matrix
from sexratio.registration.drawn import expected_patterns


@pytest.fixture(scope="module")
def hiv(shared_data: Callable[[str], Path]) -> list[float]:
    """Four lists of persons with HIV in Rome (Abeni, Brancato, Perucci 1994)."""
    with shared_data("capture_recapture_hiv.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    patterns = [[int(float(row[f"c{register}"])) for register in range(1, 5)] for row in rows]
    assert patterns == capture_patterns(4).tolist()
    return [float(row["freq"]) for row in rows]


@pytest.mark.parametrize(
    ("interactions", "births", "standard_error"),
    [(model((1, 2)), 12_318, 1_189), (INDEPENDENCE, 11_125, 905)],
)
def test_four_lists_of_hiv(hiv: list[float], interactions: Model, births: int, standard_error: int) -> None:
    fit = fit_log_linear(hiv, interactions)
    assert sum(hiv) == 1896
    assert (round(float(fit.births.births)), round(float(fit.births.standard_error))) == (
        births,
        standard_error,
    )


def test_the_pair_12_is_the_best_of_one_pair(hiv: list[float]) -> None:
    models = [interactions for interactions in hierarchical_models(4) if len(interactions) <= 1]
    fits = [fit_log_linear(hiv, interactions) for interactions in models]
    assert min(fits, key=lambda fit: float(fit.aic)).name == "[12][3][4]"


@pytest.mark.parametrize("interactions", hierarchical_models(4)[::7])
def test_the_fit_is_that_of_statsmodels(hiv: list[float], interactions: Model) -> None:
    design = design_matrix(interactions, 4)
    peer = sm.GLM(hiv, design, family=sm.families.Poisson()).fit(tol=1e-12, maxiter=200)
    fit = fit_log_linear(hiv, interactions)
    hidden = float(np.exp(peer.params[0]))
    assert float(fit.births.hidden) == pytest.approx(hidden, rel=1e-6)
    assert float(fit.births.hidden_variance) == pytest.approx(hidden**2 * peer.bse[0] ** 2, rel=1e-5)
    assert float(fit.aic) == pytest.approx(peer.aic)
    assert float(fit.deviance) == pytest.approx(peer.deviance)
    assert fit.degrees_of_freedom == peer.df_resid


@given(st.tuples(*[st.integers(5, 5000)] * 3))
def test_independence_of_two_registers_is_petersens_estimate(counts: tuple[int, int, int]) -> None:
    both, first, second = counts
    births, fitted = two_registers(counts).births, fit_log_linear(counts, INDEPENDENCE).births
    assert float(fitted.hidden) == pytest.approx(first * second / both, rel=1e-6)
    assert float(fitted.hidden_variance) == pytest.approx(float(births.hidden_variance), rel=1e-5)


@given(st.lists(st.integers(0, 500), min_size=7, max_size=7), st.integers(2, 1000))
def test_a_multiple_of_the_births_is_a_multiple_of_the_estimate(counts: list[int], times: int) -> None:
    scaled = [count * times for count in counts]
    for interactions in hierarchical_models(3)[::3]:
        one, many = fit_log_linear(counts, interactions), fit_log_linear(scaled, interactions)
        assert str(one.outcome) == str(many.outcome)
        assert np.array_equal(np.isnan(one.births.births), ~one.usable)
        if one.usable:
            assert float(many.births.births) == pytest.approx(times * float(one.births.births), rel=1e-5)


def test_a_known_truth_is_found_by_the_model_that_made_it() -> None:
    """Of a third of the births the first two registers know half as much: [12] is right, [1][2][3] is not."""
    counts = np.round(
        expected_patterns(60_000, (0.9, 0.9, 0.7)) + expected_patterns(30_000, (0.45, 0.45, 0.7))
    )
    assert float(fit_log_linear(counts, model((1, 2))).births.births) == pytest.approx(90_000, rel=1e-3)
    assert float(fit_log_linear(counts, INDEPENDENCE).births.births) < 89_000


def test_registers_that_share_no_birth_are_fitted_at_the_edge() -> None:
    """With no birth in both 1 and 2 and that pair free, only 10, 01 and their overlap with 3 are left."""
    fit = fit_log_linear([0, 0, 40, 80, 60, 50, 30], model((1, 2)))
    assert str(fit.outcome) == "fitted at the edge"
    left = sm.GLM(
        [40, 80, 60, 50, 30],
        np.array([[1, 1, 0, 1], [1, 1, 0, 0], [1, 0, 1, 1], [1, 0, 1, 0], [1, 0, 0, 1]]),
        family=sm.families.Poisson(),
    ).fit()
    assert float(fit.births.hidden) == pytest.approx(float(np.exp(left.params[0])), rel=1e-6)


@pytest.mark.parametrize(
    ("counts", "interactions", "outcome"),
    [
        ([5, 9, 8, 30, 7, 25, 0], model((1, 2), (1, 3), (2, 3)), "separated"),
        ([0, 0, 0, 30, 0, 25, 20], model((1, 2), (1, 3), (2, 3)), "not identified"),
        ([0, 0, 0, 30, 0, 25, 20], INDEPENDENCE, "separated"),
        ([0, 0, 0, 0, 0, 0, 0], INDEPENDENCE, "not identified"),
    ],
)
def test_what_cannot_be_fitted_says_why(counts: list[int], interactions: Model, outcome: str) -> None:
    fit = fit_log_linear(counts, interactions)
    assert str(fit.outcome) == outcome
    assert not fit.usable
    assert np.isnan(fit.births.births)
    assert np.isinf(fit.births.log_variance)
    assert np.isinf(fit.aic)


def test_areas_are_fitted_one_by_one() -> None:
    areas = np.array([[[310, 46, 61, 19, 48, 17, 21]], [[0, 0, 40, 80, 60, 50, 30]]])
    together = fit_log_linear(areas, model((1, 2)))
    assert together.outcome.tolist() == [["fitted"], ["fitted at the edge"]]
    alone = fit_log_linear(areas[1, 0], model((1, 2)))
    assert float(together.births.births[1, 0]) == pytest.approx(float(alone.births.births))

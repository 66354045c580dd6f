"""Averaging over models: the published variance, coverage, and models that drop out."""

import numpy as np
import pytest

from evenborn.sexratio.registration import (
    INDEPENDENCE,
    average_models,
    corrected_ratio,
    fit_log_linear,
    hierarchical_models,
    model,
)
from evenborn.sexratio.registration.averaging import Criterion
from sexratio.registration.drawn import drawn_patterns, of_sex

COUNTS = [310, 46, 61, 19, 48, 17, 21]


def test_weights_and_unconditional_variance_are_those_of_buckland_burnham_and_augustin() -> None:
    averaged = average_models(COUNTS, criterion="aic")
    scores = np.array([float(fit.aic) for fit in averaged.fits])
    weights = np.exp(-(scores - scores.min()) / 2) / np.exp(-(scores - scores.min()) / 2).sum()
    assert averaged.weights == pytest.approx(weights)
    births = np.array([float(fit.births.births) for fit in averaged.fits])
    errors = np.array([float(fit.births.standard_error) for fit in averaged.fits]) / births
    mean = weights @ np.log(births)
    spread = weights @ np.sqrt(errors**2 + (np.log(births) - mean) ** 2)
    assert float(averaged.births.births) == pytest.approx(np.exp(mean))
    assert float(averaged.births.log_variance) == pytest.approx(spread**2 + 1 / np.exp(mean))


@pytest.mark.parametrize("criterion", ["aicc", "aic", "bic"])
def test_the_average_lies_between_the_models(criterion: Criterion) -> None:
    averaged = average_models(COUNTS, criterion=criterion)
    births = [float(fit.births.births) for fit in averaged.fits]
    assert min(births) < float(averaged.births.births) < max(births)
    assert averaged.weights.sum() == pytest.approx(1)


def test_one_model_is_its_own_average() -> None:
    averaged = average_models(COUNTS, models=[model((1, 2))])
    births = averaged.fits[0].births
    assert float(averaged.births.births) == pytest.approx(float(births.births))
    assert float(averaged.births.standard_error) == pytest.approx(float(births.standard_error))


def test_models_that_cannot_be_fitted_have_no_weight_and_say_so() -> None:
    averaged = average_models([5, 9, 8, 30, 7, 25, 0])
    assert "separated" in averaged.outcomes.tolist()
    assert (averaged.weights[np.char.startswith(averaged.outcomes, "fitted")] > 0).all()
    assert averaged.weights[averaged.outcomes == "separated"].sum() == 0
    assert np.isfinite(averaged.births.births)


def test_where_no_model_can_be_fitted_there_is_no_estimate() -> None:
    averaged = average_models([[0] * 7, COUNTS])
    assert np.isnan(averaged.births.births).tolist() == [True, False]
    assert np.isinf(averaged.births.log_variance).tolist() == [True, False]
    interval = corrected_ratio([[0] * 7, COUNTS], [COUNTS, COUNTS]).interval()
    assert (float(interval.lower[0]), float(interval.upper[0])) == (0, np.inf)
    assert 0 < interval.lower[1] < 100 < interval.upper[1] < np.inf


def test_nearly_complete_registers_are_estimated_though_no_model_can_be_fitted() -> None:
    """No birth is in one register only, and none in the last two: a quarter is added to each pattern."""
    counts = [300, 9, 11, 0, 0, 0, 0]
    averaged = average_models(counts)
    assert not averaged.weights.any()
    little = fit_log_linear([4 * count + 1 for count in counts], INDEPENDENCE).births
    assert float(averaged.births.hidden) == pytest.approx(float(little.hidden) / 4, rel=1e-6)
    assert float(averaged.births.seen) == 320
    assert float(averaged.births.log_variance) == pytest.approx(1 / 320, rel=0.01)
    assert np.isnan(average_models(counts, models=[INDEPENDENCE]).births.births)


def test_the_registers_may_change_places() -> None:
    """Patterns 111 110 101 100 011 010 001 read from the last register to the first."""
    mirrored = [COUNTS[at] for at in (0, 4, 2, 6, 1, 5, 3)]
    one, other = average_models(COUNTS).births, average_models(mirrored).births
    assert float(one.births) == pytest.approx(float(other.births))
    assert float(one.log_variance) == pytest.approx(float(other.log_variance))


def test_the_interval_covers_a_known_truth() -> None:
    """Three registers; of every area a fifth of the births is in the first two of them half as often."""
    generator = np.random.default_rng(3)
    boys, girls = of_sex(8000, 106)
    known = (0.9, 0.85, 0.7), (0.45, 0.85, 0.35)
    male, female = (
        drawn_patterns(generator, 0.8 * births, known[0], 250)
        + drawn_patterns(generator, 0.2 * births, known[1], 250)
        for births in (boys, girls)
    )
    interval = corrected_ratio(male, female).interval()
    assert np.mean((interval.lower <= 106) & (interval.upper >= 106)) == pytest.approx(0.95, abs=0.035)


def test_unknown_criteria_and_no_models_are_refused() -> None:
    with pytest.raises(ValueError, match="'aicc', 'aic' or 'bic', not 'r2'"):
        average_models(COUNTS, criterion="r2")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one model"):
        average_models(COUNTS, models=[])
    assert len(average_models([20] * 15).names) == len(hierarchical_models(4))

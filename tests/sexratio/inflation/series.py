"""Series with known truth, for the tests of the inflation model."""

import numpy as np

from evenborn.sexratio.inflation import trapezoid

Counted = tuple[np.ndarray, np.ndarray, np.ndarray]


def drawn_series(
    seed: int,
    transition: tuple[float, ...] | None,
    *,
    first: int = 1970,
    last: int = 2015,
    births: int = 200_000,
    baseline: float = 1.06,
) -> Counted:
    """Years, boys and girls, drawn from the model: natural variation, transition, binomial births."""
    rng = np.random.default_rng(seed)
    years = np.arange(first, last + 1)
    deviation, natural = rng.normal(0, 0.00358 / np.sqrt(1 - 0.81)), []
    for _ in years:
        natural.append(deviation)
        deviation = 0.9 * deviation + rng.normal(0, 0.00358)
    ratio = baseline * np.exp(natural)
    if transition is not None:
        ratio = ratio + trapezoid(years, transition)
    boys = rng.binomial(births, ratio / (1 + ratio))
    return years, boys, births - boys

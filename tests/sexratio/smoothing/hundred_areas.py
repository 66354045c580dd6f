"""A map of 100 areas and five periods whose births follow from a seed: held against NUTS."""

import numpy as np

AREAS, PERIODS = 100, 5


def hundred_areas() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Male and female births, shape (100, 5), and pairs of neighbours: a grid of 9 by 11, and an island."""
    place = np.arange(99).reshape(9, 11)
    beside = np.stack([place[:, :-1].ravel(), place[:, 1:].ravel()], axis=1)
    below = np.stack([place[:-1].ravel(), place[1:].ravel()], axis=1)
    pairs = np.concatenate([beside, below])
    rng = np.random.default_rng(20_260_705)
    births = np.exp(rng.uniform(np.log(100), np.log(6_000), (AREAS, 1))) * rng.uniform(0.8, 1.2, (1, PERIODS))
    births = np.floor(births).astype(np.int64)
    births[7, 2] = births[40] = 0
    slope = np.append((place % 11 - 5).ravel() * 0.012, 0.05)
    log_ratio = 0.09 + (slope + rng.normal(0, 0.02, AREAS))[:, None] + np.array([0.02, 0.01, 0.015, 0, -0.01])
    log_ratio = log_ratio + rng.normal(0, 0.02, (AREAS, PERIODS))
    male = rng.binomial(births, 1 / (1 + np.exp(-log_ratio)))
    return male, births - male, pairs

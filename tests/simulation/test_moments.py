"""Planned deliveries fall on working days and hours; the year has its season."""

import numpy as np

from evenborn.simulation.moments import LAST_MINUTES, calendar


def test_weekdays_hours_and_season() -> None:
    minutes = calendar(2023).minutes(np.random.default_rng(1), 400_000)
    day, hour = minutes // 1440, minutes % 1440 // 60
    weekday = (day + 3) % 7  # 1970-01-01 was a Thursday
    of_weekday = np.bincount(weekday, minlength=7) / len(minutes)
    assert of_weekday[6] < of_weekday[5] < of_weekday[:5].min()
    of_hour = np.bincount(hour, minlength=24) / len(minutes)
    assert of_hour[[9, 10, 14, 15]].min() > 1.5 * of_hour[[0, 3, 21, 23]].max()
    autumn = np.isin(minutes.astype("datetime64[m]").astype("datetime64[M]").astype(int) % 12, (8, 9, 10))
    assert 0.26 < autumn.mean() < 0.275
    assert minutes.max() % 60 != 0 or len(set((minutes % 60).tolist())) == 60


def test_every_day_of_a_leap_year_has_births_and_none_begins_too_late() -> None:
    minutes = calendar(2024).minutes(np.random.default_rng(2), 300_000)
    first = np.datetime64("2024-01-01").astype("datetime64[m]").astype(np.int64)
    assert set((minutes - first) // 1440) == set(range(366))
    assert minutes.max() <= first + 366 * 1440 - LAST_MINUTES

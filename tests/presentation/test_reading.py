"""Readings against the reference level."""

import pytest

from evenborn.presentation.reading import read
from presentation.reports import Births, figure


@pytest.mark.parametrize(
    ("male", "female", "reading"),
    [
        (13_500, 10_000, "above"),
        (10_000, 10_000, "below"),
        (10_700, 10_000, "indeterminate"),
        (450, 300, "unreliable"),
        (40, 20, "too-few"),
        (0, 0, "no-births"),
        (None, None, "suppressed"),
    ],
)
def test_readings(male: int | None, female: int | None, reading: str) -> None:
    assert read(figure(Births(male, female)), 107.0) == reading


def test_an_open_interval_is_read_by_the_end_that_it_has() -> None:
    assert read(figure(Births(2000, 0)), 107.0) == "above"
    assert read(figure(Births(0, 2000)), 107.0) == "below"

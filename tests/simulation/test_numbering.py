"""Numbers from which all follows: no two persons of a city share birthday, sequence and block."""

import numpy as np
import pytest

from evenborn.simulation.numbering import (
    FATHER,
    MOTHER,
    birth_numbers,
    birthdays,
    cities,
    person_numbers,
    sequences,
)


@pytest.mark.parametrize("role", [MOTHER, FATHER])
def test_parents_differ_in_day_of_the_year_sequence_or_block(role: int) -> None:
    serial = np.arange(400_000)
    sequence, block = sequences(person_numbers(role, 3, serial))
    day = birthdays(role, serial, np.full(len(serial), 1990))
    assert len(np.unique((block * 1_000 + sequence) * 100_000 + day)) == len(serial)
    assert (sequence.min(), sequence.max()) == (1, 499)
    assert (block == serial // 182_135).all()
    assert set((day - np.datetime64("1990-01-01").astype(int)).tolist()) == set(range(365))


def test_children_of_a_day_differ_in_sequence_or_block() -> None:
    day, rank = (axis.ravel() for axis in np.meshgrid([19_358, 19_359], np.arange(1_200)))
    numbers = birth_numbers(7, day, rank)
    sequence, block = sequences(numbers)
    assert len(np.unique((day * 10 + block) * 1_000 + sequence)) == len(numbers)
    assert set(block[rank < 499].tolist()) == {0}


def test_the_city_is_in_the_number() -> None:
    assert cities(person_numbers(FATHER, 1_187, np.array([5, 99_999_999_999]))).tolist() == [1_187, 1_187]
    assert cities(birth_numbers(1_187, np.array([47_846]), np.array([999_999]))).tolist() == [1_187]


def test_parents_do_not_share_their_birthdays() -> None:
    serial, year = np.arange(1_000), np.full(1_000, 1991)
    same = birthdays(MOTHER, serial, year) == birthdays(FATHER, serial, year)
    assert same.mean() < 0.02

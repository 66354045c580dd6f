"""Staff: always the same persons, always another second one."""

import numpy as np

from evenborn.simulation.staff import A_FACILITY, second_person, staff
from simulation.world import DEFAULT


def test_every_facility_has_its_own_persons() -> None:
    facility, person = (part.reshape(-1) for part in np.indices((70, A_FACILITY)))
    names = staff(DEFAULT, facility, person)
    assert names.equals(staff(DEFAULT, facility, person + A_FACILITY))
    assert len(set(names.to_pylist())) > 0.9 * len(names)


def test_the_second_person_is_another() -> None:
    first, chance = np.repeat(np.arange(A_FACILITY), 100), np.tile(np.arange(100) / 100, A_FACILITY)
    assert (second_person(first, chance) % A_FACILITY != first).all()

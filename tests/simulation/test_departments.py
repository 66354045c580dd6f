"""Who is in which register, and since when."""

from datetime import date

import numpy as np
import pytest

from evenborn.simulation.departments import DEPARTMENTS, registered, sent_on
from simulation.known import within, year
from simulation.world import DEFAULT


def held(register: str) -> np.ndarray:  # type: ignore[type-arg]
    present = np.zeros(len(year()), dtype=bool)
    present[registered(year(), DEPARTMENTS[register]).rows] = True
    return present


@pytest.mark.parametrize("register", sorted(DEPARTMENTS))
def test_shares_of_the_absent_are_those_stated(register: str) -> None:
    known, department, present = year(), DEPARTMENTS[register], held(register)
    concerns = known.is_one_of("outcome", *department.outcomes)
    concerns &= ~np.asarray(known.table["concealed"].to_numpy(zero_copy_only=False))
    girls, later = known.is_one_of("sex", "female"), known.numbers("parity") >= 3
    for who, share in (
        (concerns & ~girls, department.absent_male),
        (concerns & girls & ~later, department.absent_female),
        (concerns & girls & later, department.absent_later_girls),
    ):
        assert within(int((who & ~present).sum()), int(who.sum()), share)
    assert not (present & ~known.is_one_of("outcome", *department.outcomes)).any()


def test_concealed_girls_are_seen_by_two_registers_only() -> None:
    known = year()
    concealed = np.asarray(known.table["concealed"].to_numpy(zero_copy_only=False))
    assert concealed.sum() > 100
    for register in ("delivery", "birth_certificate", "child_benefit"):
        assert not (held(register) & concealed).any()
    share = DEFAULT.concealed_seen_by_immunisation
    assert within(int((held("immunisation") & concealed).sum()), int(concealed.sum()), share)
    assert (
        0
        < (held("household") & concealed).sum()
        < concealed.sum() * DEFAULT.concealed_seen_by_household * 1.8
    )


@pytest.mark.parametrize("register", sorted(DEPARTMENTS))
def test_nothing_is_registered_before_birth_or_after_the_file_was_sent(register: str) -> None:
    known = year()
    found = registered(known, DEPARTMENTS[register])
    assert (found.at >= known.minute[found.rows]).all()
    assert (found.at < np.datetime64(sent_on(2025), "m")).all()
    assert sent_on(2025) == date(2026, 3, 31)


def test_delays_have_the_median_and_the_tail_that_are_stated() -> None:
    known = year()
    found = registered(known, DEPARTMENTS["household"])
    days = (found.at - known.minute[found.rows]) / np.timedelta64(1, "D")
    assert 19 < np.median(days) < 22
    assert 0.15 < (days > 30).mean() < 0.35
    assert 0.005 < (days > 365).mean() < 0.05
    delivery = registered(known, DEPARTMENTS["delivery"])
    hours = (delivery.at - known.minute[delivery.rows]) / np.timedelta64(1, "h")
    assert np.median(hours) < 6
    assert 0.01 < (hours > 24).mean() < 0.04


def test_twins_are_registered_at_one_time() -> None:
    known = year()
    found = registered(known, DEPARTMENTS["delivery"])
    delay = (found.at - known.minute[found.rows])[known.several[found.rows]]
    _, of_delivery = np.unique(
        known.numbers("delivery")[found.rows][known.several[found.rows]], return_inverse=True
    )
    for delivery in range(of_delivery.max() + 1):
        assert len(set(delay[of_delivery == delivery].tolist())) == 1

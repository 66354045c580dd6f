"""Couples come back with the history that they have, and never too soon."""

from collections import defaultdict

import numpy as np
import pytest

from evenborn.simulation.families import SHORTEST_SPACING, Couples, Planned, assign
from simulation.world import DEFAULT, SMALL, births_of_each, days, world


def test_parities_follow_each_other_and_spacing_is_eleven_months() -> None:
    births = births_of_each(SMALL)
    day = days(world(SMALL)[0], "birth_time")
    children: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mother, parity, born in zip(births["mother"], births["parity"], day, strict=True):
        children[int(mother)].append((int(parity), int(born)))
    assert sum(len({born for _, born in own}) > 1 for own in children.values()) > 200
    for own in children.values():
        parities, born = zip(*sorted(own), strict=True)
        assert list(parities) == list(range(parities[0], parities[0] + len(own)))
        assert all(gap <= 1 or gap >= SHORTEST_SPACING for gap in np.diff(born))


def test_an_earlier_son_is_one_that_was_born() -> None:
    births = births_of_each(DEFAULT)
    second = births["parity"] == 2
    first = {
        int(mother): sex
        for mother, sex, parity in zip(births["mother"], births["sex"], births["parity"], strict=True)
        if parity == 1
    }
    known = [
        (first[int(mother)], sex)
        for mother, sex in zip(births["mother"][second], births["sex"][second], strict=True)
        if int(mother) in first
    ]
    boys = {
        of: np.mean([sex == "male" for before, sex in known if before == of]) for of in ("male", "female")
    }
    assert len(known) > 1_000
    assert boys["female"] > boys["male"] + 0.05


def test_a_mother_has_one_birthday_one_husband_one_home() -> None:
    births = births_of_each(DEFAULT)
    for name in ("father", "mother_birth_date", "father_birth_date", "residence", "hukou"):
        pairs = set(zip(births["mother"].tolist(), births[name].tolist(), strict=True))
        assert len(pairs) == len(set(births["mother"].tolist()))
    assert len(set(births["father"].tolist())) == len(set(births["mother"].tolist()))


def test_couples_come_back_with_the_history_that_is_asked_for() -> None:
    rng = np.random.default_rng(1)
    couples, place = Couples(), np.zeros(400, np.int64)
    first = Planned(place, place + 1, place, 19_000 + np.arange(400))
    assert assign(rng, couples, first, place).tolist() == list(range(400))
    sons = np.arange(400) % 2 == 0
    couples.delivered(np.arange(400), np.ones(400, np.int64), sons, first.day)
    asked = Planned(place, place + 2, np.arange(400) % 2, place + 20_400)
    found = assign(rng, couples, asked, place)
    returned = found < 400
    assert returned.sum() > 20
    assert len(set(found.tolist())) == 400
    assert (couples.children[found] == 1).all()
    assert (couples.with_son[found] == asked.with_son).all()
    assert (couples.with_son[found[returned]] == sons[found[returned]]).all()


@pytest.mark.parametrize(("children", "with_son", "township"), [(2, 0, 0), (1, 1, 0), (1, 0, 1)])
def test_nobody_of_another_history_or_place_comes_back(children: int, with_son: int, township: int) -> None:
    couples, rows = Couples(), np.zeros(50, np.int64)
    couples.add(
        township=rows,
        hukou=rows,
        mother_birth=rows,
        father_birth=rows,
        children=rows + 1,
        with_son=rows,
        last_day=np.arange(50) + 19_000,
    )
    asked = Planned(rows + township, rows + children + 1, rows + with_son, rows + 20_400)
    assert assign(np.random.default_rng(1), couples, asked, rows).min() == 50


def test_mothers_are_of_the_age_of_their_order() -> None:
    births = births_of_each(DEFAULT)
    table = world(DEFAULT)[0]
    age = (days(table, "birth_time") - days(table, "mother_birth_date")) / 365.2425
    father = (days(table, "birth_time") - days(table, "father_birth_date")) / 365.2425
    means = [age[births["parity"] == order].mean() for order in (1, 2, 3)]
    assert means == pytest.approx([27.8, 31.0, 33.9], abs=0.4)
    assert 17.9 < age.min() < age.max() < 51
    assert 19 < father.min() < father.max() < 70
    assert (father - age).mean() == pytest.approx(2.3, abs=0.3)


def test_hukou_is_elsewhere_for_a_stated_share() -> None:
    births = births_of_each(DEFAULT)
    elsewhere = (births["residence"] != births["hukou"]).mean()
    assert elsewhere == pytest.approx(0.12, abs=4 * np.sqrt(0.12 * 0.88 / 40_000))

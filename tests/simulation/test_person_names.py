"""Parts of names: frequencies, cohorts, rare characters."""

import numpy as np
import pytest

from evenborn.simulation.person_names import given_names, minority_names, surnames


def test_surnames_have_the_published_shares() -> None:
    drawn = surnames().draw(1, "surname", np.arange(200_000)).to_pylist()
    share = {name: drawn.count(name) / len(drawn) for name in ("王", "李", "张", "刘", "陈")}
    assert sum(share.values()) == pytest.approx(0.308, abs=0.008)
    assert share["王"] == pytest.approx(0.072, abs=0.004)
    ranked = surnames().texts.to_pylist()
    assert len(set(ranked)) == len(ranked) >= 195
    hundred = set(ranked[:100])
    assert sum(name in hundred for name in drawn) / len(drawn) == pytest.approx(0.85, abs=0.02)
    assert {len(name or "") for name in ranked} == {1, 2}


@pytest.mark.parametrize(
    ("year", "one"), [(1972, 0.13), (1985, 0.20), (1995, 0.16), (2005, 0.11), (2024, 0.08)]
)
@pytest.mark.parametrize("male", [False, True])
def test_given_names_of_one_character(year: int, one: float, male: bool) -> None:
    numbers = np.arange(20_000)
    whom = np.full(20_000, male)
    drawn = given_names().draw(1, numbers, whom, np.full(20_000, year), numbers).to_pylist()
    assert {len(name or "") for name in drawn} == {1, 2}
    assert np.mean([len(name or "") == 1 for name in drawn]) == pytest.approx(one, abs=0.01)


def test_boys_and_girls_and_cohorts_have_names_of_their_own() -> None:
    numbers, girls = np.arange(5_000), np.zeros(5_000, bool)
    names = [
        set(given_names().draw(1, numbers, whom, np.full(5_000, year), numbers).to_pylist())
        for whom, year in ((girls, 1975), (girls, 2024), (~girls, 2024))
    ]
    assert len(names[0] & names[1]) < 0.2 * len(names[0])
    assert len(names[2] & names[1]) < 0.2 * len(names[1])


def test_rare_characters_are_beyond_gbk() -> None:
    for character in given_names().rare.texts.to_pylist():
        assert len(str(character)) == 1
        with pytest.raises(UnicodeEncodeError):
            str(character).encode("gbk")
        assert str(character).encode("gb18030").decode("gb18030") == character


def test_no_part_of_a_row_is_empty_when_drawn() -> None:
    for parts, rows in ((given_names().first, 10), (given_names().second, 10), (minority_names(), 2)):
        for row in range(rows):
            drawn = parts.draw(1, "part", np.arange(2_000), np.full(2_000, row))
            assert "" not in drawn.to_pylist()

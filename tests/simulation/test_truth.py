"""What the truth states is what the births hold, and what the mechanism leads to expect."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from evenborn.simulation.truth import TRUTH_SCHEMA, LiveBirths, true_counts
from simulation.world import DEFAULT, births_of_each, column, world


def known(name: str) -> np.ndarray:
    return column(world(DEFAULT)[1], name)


def test_counts_are_those_of_the_births() -> None:
    births = births_of_each(DEFAULT)
    alive = births["outcome"] != "stillbirth"
    key = np.array(
        [
            f"{residence[:6]}/{year}/{min(parity, 3)}"
            for residence, year, parity in zip(
                births["residence"], births["year"], births["parity"], strict=True
            )
        ]
    )
    for row in world(DEFAULT)[1].to_pylist():
        own = alive & (key == f"{row['county']}/{row['year']}/{row['order']}")
        for sex in ("male", "female", "unclear"):
            assert row[sex] == (own & (births["sex"] == sex)).sum()
        assert row["concealed_female"] == (own & births["concealed"]).sum()


def test_realised_births_are_as_expected() -> None:
    variance = known("male_expected") * known("female_expected") / (known("male") + known("female"))
    z = (known("male") - known("male_expected")) / np.sqrt(variance)
    assert np.abs(z).max() < 4.5
    assert (z**2).mean() == pytest.approx(1, abs=0.6)
    assert known("male") + known("female") == pytest.approx(known("male_expected") + known("female_expected"))


def test_prevented_girls_are_those_that_the_natural_ratio_would_add() -> None:
    natural = known("male_expected") / 1.06
    assert known("natural_female_expected") == pytest.approx(natural)
    prevented = known("prevented_female_expected")
    assert prevented == pytest.approx(natural - known("female_expected"))
    conceals = known("county") == "990106"
    assert prevented[conceals] == pytest.approx(0, abs=1e-6)
    assert prevented[~conceals].min() > 0
    by_order = [prevented[~conceals & (known("order") == order)].sum() for order in (1, 2, 3)]
    assert by_order[1] > by_order[2] > by_order[0] / 3
    by_year = [prevented[known("year") == year].sum() for year in (2023, 2024, 2025)]
    assert by_year == sorted(by_year, reverse=True)


def test_girls_are_concealed_in_one_county_only_and_as_many_as_stated() -> None:
    births = births_of_each(DEFAULT)
    there = np.char.startswith(births["residence"].astype(str), "990106")
    assert not births["concealed"][~there].any()
    girls = there & (births["sex"] == "female") & (births["outcome"] != "stillbirth")
    share = births["concealed"][girls].mean()
    assert share == pytest.approx(0.18, abs=4 * np.sqrt(0.18 * 0.82 / girls.sum()))
    assert set(births["sex"][births["concealed"]]) == {"female"}
    assert set(births["facility"][births["concealed"]].tolist()) == {None}
    assert (births["facility"] == None).sum() == births["concealed"].sum()  # noqa: E711


def test_the_county_that_conceals_looks_like_the_others_but_is_natural() -> None:
    own = known("county") == "990106"
    male, female, concealed = (known(name)[own].sum() for name in ("male", "female", "concealed_female"))
    assert 100 * male / female == pytest.approx(106, abs=4 * 212 / np.sqrt(male + female))
    assert 100 * male / (female - concealed) > 120


def test_first_births_are_nearly_natural_and_later_ones_are_not() -> None:
    table = world(DEFAULT)[1]
    ratio = {}
    for order in (1, 2, 3):
        own = table.filter(pc.equal(table["order"], order))
        ratio[order] = 100 * pc.sum(own["male"]).as_py() / pc.sum(own["female"]).as_py()
    assert ratio[1] == pytest.approx(107, abs=4)
    assert ratio[1] + 25 < ratio[2] < ratio[3]


def test_unclear_and_empty_cells_are_counted() -> None:
    yes, no = np.array([True]), np.array([False])
    one = LiveBirths(np.array([1]), np.array([5]), yes, yes, no, np.array([0.6]))
    batch = true_counts(one, ["990101", "990102"], 2023, 106.0)
    assert batch.schema.equals(TRUTH_SCHEMA)
    assert pa.Table.from_batches([batch])["unclear"].to_pylist() == [0, 0, 0, 0, 0, 1]
    assert sum(batch["male"].to_pylist()) == sum(batch["male_expected"].to_pylist()) == 0

"""Issues after issues: what was said stays said, and what was withheld stays protected."""

import numpy as np
import pytest

from evenborn.sexratio.disclosure import (
    WITHHELD,
    CannotProtectError,
    Publication,
    Thresholds,
    attack,
    publish,
)
from sexratio.disclosure.tables import design, issue

RULE = Thresholds(5, 1000, 5)
MALE = np.array([[22, 24], [3, 8], [61, 66], [70, 71]])
FEMALE = np.array([[20, 21], [4, 9], [54, 58], [66, 69]])


def test_a_number_once_published_is_not_withdrawn() -> None:
    first = publish([8, 22, 61], [9, 20, 54])
    assert not first.withheld.any()
    second = publish([9, 22, 3, 61], [9, 21, 4, 55], earlier=(first,), labels={"area": (0, 1, "new", 2)})
    shown_before = [0, 1, 3]
    assert not second.part().male_withheld[shown_before].any()
    assert not second.part().births_withheld[shown_before].any()
    assert second.part().births_withheld[2] or second.part(area="total").male_withheld.all()


def test_a_number_withheld_before_stays_protected_when_it_has_grown() -> None:
    first = publish([3, 60, 90], [30, 50, 80])
    assert first.part().male.tolist() == [WITHHELD, WITHHELD, 90]
    careless = publish([6, 60, 90], [30, 50, 80])
    assert not careless.withheld.any()
    assert attack([first.issue, careless.issue], 5).recovered
    second = publish([6, 60, 90], [30, 50, 80], earlier=(first,))
    assert second.part().male_withheld[0]
    assert attack([first.issue, second.issue], 5).recovered == ()


def test_a_year_is_added_and_the_earlier_table_stands() -> None:
    years = {"period": (2021, 2022)}
    first = publish(MALE, FEMALE, totals=("area", "period"), labels=years)
    male, female = (np.concatenate([part, part[:, :1] + 2], axis=1) for part in (MALE, FEMALE))
    longer = {"period": (2021, 2022, 2023)}
    second = publish(male, female, totals=("area", "period"), windows=(2,), labels=longer, earlier=(first,))
    shown = first.part().births != WITHHELD
    assert (second.part().births[:, :2][shown] == first.part().births[shown]).all()
    assert attack([first.issue, second.issue], 5).recovered == ()
    third = publish(male, female, totals=("area",), labels=longer, earlier=(first, second))
    assert attack([first.issue, second.issue, third.issue], 5).recovered == ()


def test_what_an_earlier_issue_gave_away_is_named() -> None:
    counts = np.array([[3, 40], [61, 54]])
    open_handed = Publication(issue(counts, [], design(2), RULE), publish([9], [9]).attack, RULE)
    with pytest.raises(CannotProtectError) as refusal:
        publish(counts[:, 0], counts[:, 1], earlier=(open_handed,))
    assert "Issue 2: a reader can prove that the number of male births of area 0 is 3." in str(refusal.value)
    assert refusal.value.recovered[0].title == "male births of area 0"


def test_an_earlier_issue_that_leaks_by_itself_is_named() -> None:
    counts = np.array([[3, 40], [61, 54]])
    lonely = Publication(issue(counts, [(0, 0)], design(2), RULE), publish([9], [9]).attack, RULE)
    with pytest.raises(
        CannotProtectError, match=r"Issue 1: .* male births of area 0 is 3. It and 1 other number"
    ):
        publish(counts[:, 0], counts[:, 1], earlier=(lonely,))


def test_issues_with_other_axes_are_refused() -> None:
    first = publish(MALE, FEMALE)
    with pytest.raises(ValueError, match="Issues of one table have the same axes"):
        publish(MALE[:, 0], FEMALE[:, 0], earlier=(first,))


def test_no_number_that_was_withheld_is_kept() -> None:
    table = publish([612, 22, 18], [588, 3, 16])
    kept = [table.issue.numbers, table.attack.lower, table.attack.upper, table.issue.impossible]
    assert all(3 not in np.unique(array[array != 0]) for array in kept[:1])
    assert table.attack.lower.min() < 3 < table.attack.upper.max()

from collections.abc import Callable

import numpy as np
import pytest

from evenborn.sexratio.disclosure import (
    SMALLEST_COUNT,
    SMALLEST_FACILITY_COUNT,
    SMALLEST_OFFICE_RATIO,
    SMALLEST_PUBLIC_RATIO,
    Thresholds,
    reliability,
    thresholds,
)


def test_the_thresholds_are_those_of_the_data_protection_rules() -> None:
    assert SMALLEST_COUNT == {"births": 5, "terminations": 10, "differences": 10}
    assert SMALLEST_FACILITY_COUNT == 10
    assert (SMALLEST_OFFICE_RATIO, SMALLEST_PUBLIC_RATIO) == (200, 1000)


def test_a_rule_cannot_be_changed_while_the_programme_runs() -> None:
    with pytest.raises(TypeError):
        SMALLEST_COUNT["births"] = 1  # type: ignore[index]


@pytest.mark.parametrize(("kind", "count"), [("births", 5), ("terminations", 10)])
def test_a_withheld_number_is_protected_as_widely_as_it_is_small(kind: str, count: int) -> None:
    rule = thresholds(kind)  # type: ignore[arg-type]
    assert rule == Thresholds(count=count, ratio=1000, width=count)


def test_reliability_of_an_array_for_each_reader() -> None:
    births = np.array([[0, 1, 199], [200, 999, 1000]])
    office = reliability(births, "office")
    assert office.tolist() == [["no-births", "too-few", "too-few"], ["unreliable", "unreliable", "reliable"]]
    assert reliability(births, "public").tolist() == [
        ["no-births", "too-few", "too-few"],
        ["too-few", "too-few", "reliable"],
    ]


def test_reliability_of_one_number() -> None:
    assert str(reliability(1000, "public")) == "reliable"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: reliability([5], "press"), "audience must be office or public, not 'press'"),
        (lambda: reliability([-1], "public"), "births must be zero or more"),
        (
            lambda: thresholds("weddings"),
            "kind must be one of births, terminations, differences, not 'weddings'",
        ),
        (lambda: Thresholds(0, 1000, 5), "Thresholds must be at least 1"),
        (lambda: Thresholds(5, 1000, 0), "Thresholds must be at least 1"),
    ],
)
def test_what_cannot_be_meant_is_refused(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()

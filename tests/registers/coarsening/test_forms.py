import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.coarsening.forms import (
    PERIODS,
    area_label,
    band_labels,
    form_name,
    last_month,
    period_label,
    taxonomy,
)
from evenborn.registers.leaving import CoarsenedColumn, Form
from registers.coarsening.invented import forms

PERIOD = CoarsenedColumn("period", "birth_time", "", forms(["month", "quarter", "half-year", "year", "all"]))
AREA = CoarsenedColumn("residence", "residence", "", forms(["county", "prefecture", "all"]))
WEIGHT = CoarsenedColumn("weight", "weight", "", forms([[1500, 2500, 4000], [2500, 4000], [2500], "all"]))


@pytest.mark.parametrize(
    ("cuts", "labels"),
    [
        ((1500, 2500, 4000), ("<1500", "1500-2499", "2500-3999", "4000+")),
        ((20, 25), ("<20", "20-24", "25+")),
        ((1, 2), ("<1", "1", "2+")),
        ((0.5, 1.5), ("<0.5", "0.5-<1.5", "1.5+")),
        ((35,), ("<35", "35+")),
    ],
)
def test_bands_are_written_by_their_ends(cuts: tuple[float, ...], labels: tuple[str, ...]) -> None:
    assert band_labels(cuts) == labels


@pytest.mark.parametrize(
    ("code", "form", "label"),
    [
        ("990101003", "county", "990101"),
        ("990101003017", "township", "990101003"),
        ("990101", "township", "990101000"),
        ("441900003", "county", "441900"),  # a city without counties
        ("62", "county", "620000"),
        ("990101", "prefecture", "9901"),
    ],
)
def test_an_area_is_cut_or_filled_to_its_level(code: str, form: str, label: str) -> None:
    assert area_label(code, form) == label


def test_a_value_lies_in_one_wider_value_of_every_form() -> None:
    tree = taxonomy(PERIOD, [None, "2025-12", "2025-01", "2024-07"])
    written = [
        [tree.labels[level][tree.code[level][leaf]] for level in range(len(tree.labels))]
        for leaf in tree.leaf
    ]
    assert written == [
        ["unknown", "unknown", "unknown", "unknown", "all"],
        ["2025-12", "2025-Q4", "2025-H2", "2025", "all"],
        ["2025-01", "2025-Q1", "2025-H1", "2025", "all"],
        ["2024-07", "2024-Q3", "2024-H2", "2024", "all"],
    ]


def test_a_band_lies_in_the_band_that_holds_it() -> None:
    tree = taxonomy(WEIGHT, [None, *band_labels((1500, 2500, 4000))])
    wider = [tree.labels[1][tree.code[1][leaf]] for leaf in tree.leaf]
    assert wider == ["unknown", "<2500", "<2500", "2500-3999", "4000+"]
    assert [tree.labels[2][tree.code[2][leaf]] for leaf in tree.leaf[1:]] == [
        "<2500",
        "<2500",
        "2500+",
        "2500+",
    ]


@given(st.permutations([None, "990101", "990102", "990203", "991001"]))
def test_the_numbers_do_not_depend_on_the_order_in_which_values_are_met(found: list[str | None]) -> None:
    tree = taxonomy(AREA, found)
    by_name = dict(zip(found, tree.leaf.tolist(), strict=True))
    assert by_name == {"990101": 0, "990102": 1, "990203": 2, "991001": 3, None: 4}
    assert [codes.tolist() for codes in tree.code] == [[0, 1, 2, 3, 4], [0, 0, 1, 2, 3], [0] * 5]


@given(st.lists(st.integers(1990 * 12, 2040 * 12), unique=True, min_size=1), st.booleans())
def test_leaves_of_a_wider_value_stand_side_by_side(months: list[int], unknown: bool) -> None:
    finest = [period_label(month, "month") for month in months] + [None] * unknown
    for codes in taxonomy(PERIOD, finest).code:
        assert (np.diff(codes) >= 0).all()


@given(st.integers(1800 * 12, 2200 * 12 - 1), st.sampled_from(PERIODS))
def test_a_period_ends_with_its_last_month(month: int, form: str) -> None:
    label = period_label(month, form)
    last = last_month(label)
    assert last >= month
    assert period_label(last, form) == label
    assert period_label(last + 1, form) != label


def test_a_form_is_called_so_that_bands_are_told_apart() -> None:
    assert form_name(Form("half-year")) == "half-year"
    assert form_name(Form("band", (2.5, 37))) == "band 2.5/37"

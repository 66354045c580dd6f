"""Registers with their errors: as often as stated, wrong where the truth says so and right elsewhere."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from stdnum.cn import ric

from evenborn.registers.codes.newborn_names import is_placeholder
from evenborn.registers.definition import register
from evenborn.simulation.departments import DEPARTMENTS, registered
from evenborn.simulation.entries import entries
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.rates import CITY, ErrorRates
from evenborn.simulation.statements import statement
from evenborn.simulation.text_columns import texts_at
from evenborn.simulation.whole_deliveries import whole_deliveries
from simulation.known import FACILITIES, column, entered, rows_of, within, year
from simulation.world import DEFAULT

OFTEN = replace(CITY["delivery"], impossible=0.01, harmless=0.01, entered_twice=0.02, entered_again=0.02)


@pytest.mark.parametrize(
    ("name", "kinds", "rate", "among"),
    [
        ("delivery", ["identity-missing"], 0.06, "mother_id_number"),
        ("delivery", ["identity-digit-wrong", "identity-digits-swapped"], 0.010, "mother_id_number"),
        ("delivery", ["identity-of-father"], 0.004, "mother_id_number"),
        ("delivery", ["date-slipped"], 0.008, "birth_time"),
        ("delivery", ["sex-wrong"], 0.003, "sex"),
        ("delivery", ["name-missing"], 0.005, "mother_name"),
        ("delivery", ["name-romanised"], 0.002, "mother_name"),
        ("immunisation", ["identity-missing"], 0.30, "mother_id_number"),
        ("immunisation", ["facility-missing"], 0.08, "birth_facility"),
        ("immunisation", ["facility-wrong"], 0.03, "birth_facility"),
        ("immunisation", ["weight-missing"], 0.50, "weight"),
        ("immunisation", ["parity-missing"], 0.50, "parity"),
        ("immunisation", ["name-missing"], 0.04, "mother_name"),
        ("child_benefit", ["date-slipped"], 0.006, "birth_date"),
    ],
)
def test_rates(name: str, kinds: list[str], rate: float, among: str) -> None:
    found = entered(name)
    count = sum(len(one.rows) for one in found.truth if one.field == among and one.kind in kinds)
    assert within(count, len(found.sheet), rate)


@pytest.mark.parametrize(("name", "rate"), [("delivery", 0.019), ("immunisation", 0.030)])
def test_wrong_names_are_of_four_kinds_in_like_numbers(name: str, rate: float) -> None:
    found = entered(name)
    kinds = ("name-homophone", "name-character", "name-dropped-character", "name-swapped-characters")
    counts = [
        sum(len(one.rows) for one in found.truth if (one.field, one.kind) == ("mother_name", kind))
        for kind in kinds
    ]
    assert within(sum(counts), len(found.sheet), rate)
    assert all(count > sum(counts) / 8 for count in counts)


@pytest.mark.parametrize("name", sorted(DEPARTMENTS))
def test_every_cell_differs_where_the_truth_says_so_and_only_there(name: str) -> None:
    rates = replace(OFTEN, entered_twice=0.0, entered_again=0.0, no_document=0.0)
    found = entered(name, rates)
    right = statement(year(), registered(year(), DEPARTMENTS[name]), rates)
    if name == "birth_certificate":
        first = np.array([text == "issued" for text in column(found, "event")])
    else:
        first = np.ones(len(found.sheet), dtype=bool)
    for field in right.columns:
        said = np.zeros(len(found.sheet), dtype=bool)
        for one in found.truth:
            if one.field == field and one.kind not in ("registered-late", "sibling-absent"):
                said[one.rows] = True
        now = [cell for cell, one in zip(column(found, field), first.tolist(), strict=True) if one]
        changed = np.array([a != b for a, b in zip(now, right.columns[field].to_pylist(), strict=True)])
        assert (changed == said[first]).all(), field


def test_every_kind_occurs_with_the_rule_that_it_must_break() -> None:
    found = entered("delivery", OFTEN)
    rules: dict[str, set[str]] = {}
    for one in found.truth:
        if len(one.rows):
            rules.setdefault(one.kind, set()).update(one.rules or [""])
    assert rules["weight-ten-times"] == rules["weeks-impossible"] == {"quantity-too-large"}
    assert rules["weight-in-pounds"] == {"quantity-unit"}
    assert rules["sex-code-unknown"] == rules["outcome-unknown"] == {"not-in-code-list"}
    assert rules["area-unknown"] == {"area-unknown"}
    assert rules["date-impossible"] == {"day-impossible"}
    assert rules["date-ten-years-ahead"] == {"day-in-future"}
    assert rules["date-of-last-year"] <= {"registered-before-birth", ""}
    assert rules["identity-digit-lost"] <= {"identity-length", "identity-type-mismatch", "identity-area"}
    assert rules["sex-wrong"] == {"placeholder-sex-disagrees", ""}
    assert rules["identity-missing"] == {"required-missing", ""}
    assert {"mother-identity-not-female", "same-identity-twice"} <= rules["identity-of-father"]
    assert rules["entered-twice"] == {"repeated-value", "repeated-birth"}
    assert rules["sibling-absent"] == {"sibling-missing"}
    assert all(rules[kind] == {""} for kind in rules if kind.startswith(("harmless", "name-character")))


def test_mistyped_numbers_never_have_a_right_check_digit() -> None:
    found = entered("delivery", OFTEN)
    for one in found.truth:
        if one.kind in ("identity-digit-wrong", "identity-digits-swapped") and one.rules:
            for number in texts_at(found.sheet.columns[one.field], one.rows):
                assert number is not None
                assert ric.calc_check_digit(number) != number[-1]


def test_a_wrong_sex_shows_only_beside_a_placeholder_of_the_other() -> None:
    found = entered("delivery")
    names = column(found, "newborn_name")
    for one in found.truth:
        if one.kind == "sex-wrong":
            for row in one.rows.tolist():
                assert bool(one.rules) == bool(is_placeholder(names[row] or ""))


def test_copies_stand_behind_their_originals() -> None:
    found = entered("delivery", OFTEN)
    cells_of = {name: column(found, name) for name in found.sheet.columns}
    for row in np.flatnonzero(rows_of(found, "entered-twice")).tolist():
        assert all(cells[row] == cells[row - 1] for cells in cells_of.values())
    again = np.flatnonzero(rows_of(found, "entered-again"))
    numbers = column(found, "record_number")
    assert all(numbers[row] == f"{numbers[row - 1]}B" for row in again.tolist())
    assert (found.sheet.births[again] == found.sheet.births[again - 1]).all()
    assert within(len(again), len(found.sheet), 0.02)


def test_twins_change_places_in_pairs() -> None:
    found = entered("delivery", replace(CITY["delivery"], twins_swapped=0.5))
    rows = np.flatnonzero(rows_of(found, "twins-swapped"))
    assert 40 < len(rows) < 400
    _, count = np.unique(found.sheet.deliveries[rows], return_counts=True)
    assert set(count.tolist()) == {2}


def test_rows_do_not_depend_on_the_size_of_the_part() -> None:
    births = year()
    department, rates = DEPARTMENTS["delivery"], replace(OFTEN, no_document=0.5)
    ordered = next(iter(whole_deliveries(births.table)))
    whole = entries(KnownBirths(DEFAULT, ordered), department, rates, FACILITIES)
    parts = [
        entries(KnownBirths(DEFAULT, part), department, rates, FACILITIES)
        for part in whole_deliveries(births.table, 1500)
    ]
    for name in whole.sheet.columns:
        cells = pa.concat_arrays([part.sheet.columns[name] for part in parts])
        assert cells.equals(whole.sheet.columns[name]), name
    counts = [sum(len(one.rows) for one in found.truth) for found in parts]
    assert sum(counts) == sum(len(one.rows) for one in whole.truth)


def test_without_errors_only_lateness_and_absent_siblings_are_told() -> None:
    for name in DEPARTMENTS:
        found = entered(name, ErrorRates(unnamed=0.3, renamed=0.1))
        assert {one.kind for one in found.truth if len(one.rows)} <= {"registered-late", "sibling-absent"}


def test_certificates_are_lost_reissued_and_voided() -> None:
    found = entered("birth_certificate")
    events = column(found, "event")
    numbers, replaced = column(found, "certificate_number"), column(found, "replaces_number")
    assert 10 < events.count("reissued") == events.count("lost") < 60
    assert events.count("void") > 3
    reissued = [row for row, event in enumerate(events) if event == "reissued"]
    sound = ~rows_of(found, "certificate-digit-lost", "entered-twice", "entered-again")
    for row in reissued:
        if sound[row - 2 : row + 1].all():
            assert (replaced[row], numbers[row - 1]) == (numbers[row - 2], numbers[row - 2])
    lists = register("birth_certificate").lists["event"]
    assert set(events) <= {one.name for one in lists.meanings}

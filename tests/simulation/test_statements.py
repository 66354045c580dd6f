"""Registers without errors: their fields, and what they say against what happened."""

import numpy as np
import pytest

from evenborn.registers.codes.newborn_names import is_placeholder, placeholder_parent
from evenborn.registers.definition import register
from evenborn.simulation.departments import DEPARTMENTS, registered
from evenborn.simulation.rates import CITY, ErrorRates
from evenborn.simulation.statements import called, statement
from simulation.known import within, year


@pytest.mark.parametrize("name", sorted(DEPARTMENTS))
def test_columns_are_fields_in_their_order_and_required_ones_are_filled(name: str) -> None:
    sheet = statement(year(), registered(year(), DEPARTMENTS[name]), ErrorRates())
    fields = list(register(name).fields)
    assert [field for field in fields if field in sheet.columns] == list(sheet.columns)
    assert set(sheet.columns) == set(fields)
    for field in fields:
        assert len(sheet.columns[field]) == len(sheet)
        assert sheet.filled(field).all() or not register(name).fields[field].required


@pytest.mark.parametrize("name", sorted(DEPARTMENTS))
def test_codes_are_meanings_of_their_lists(name: str) -> None:
    sheet = statement(year(), registered(year(), DEPARTMENTS[name]), ErrorRates())
    for field, codes in register(name).lists.items():
        stated = set(sheet.columns[field].to_pylist()) - {None}
        assert stated
        assert stated <= {one.name for one in codes.meanings}


def test_a_row_says_what_happened() -> None:
    known = year()
    sheet = statement(known, registered(known, DEPARTMENTS["delivery"]), ErrorRates())
    births = {birth: row for row, birth in enumerate(known.numbers("birth").tolist())}
    for at in range(0, len(sheet), 997):
        truth = known.table.slice(births[int(sheet.births[at])], 1).to_pylist()[0]
        row = {name: column[at].as_py() for name, column in sheet.columns.items()}
        assert row["birth_time"] == truth["birth_time"].isoformat(" ", "minutes")
        assert (row["sex"], row["facility"], row["residence"]) == (
            truth["sex"],
            truth["facility"],
            truth["residence"],
        )
        assert (int(row["weight"]), float(row["length"])) == (truth["weight"], truth["length"])
        assert row["mother_birth_date"] == truth["mother_birth_date"].isoformat()


def test_unnamed_children_are_called_after_their_mother_and_sex() -> None:
    known = year()
    names = called(known, DEPARTMENTS["delivery"], CITY["delivery"]).to_pylist()
    meanings = {"male": "son", "female": "daughter", "unclear": "child"}
    unnamed = 0
    mothers, sexes = known.mother_name.to_pylist(), known.table["sex"].to_pylist()
    for name, mother, sex in zip(names, mothers, sexes, strict=True):
        if meaning := is_placeholder(name or ""):
            unnamed += 1
            assert meaning == meanings[sex]
            assert placeholder_parent(name or "") == mother
    assert within(unnamed, len(known) - int(known.several.sum()), 0.55) or unnamed > 0.5 * len(known)


def test_named_children_are_never_taken_for_unnamed_ones() -> None:
    names = set(year().child_name.to_pylist()) | set(year().first_name.to_pylist())
    assert not [name for name in names if is_placeholder(name or "")]


def test_some_are_renamed_and_unnamed_twins_can_be_told_apart_where_they_must() -> None:
    known = year()
    named = called(known, DEPARTMENTS["delivery"], ErrorRates(renamed=0.04))
    kept = np.asarray(named) == np.asarray(known.child_name)
    assert within(int((~kept).sum()), len(known), 0.04)
    all_unnamed = called(known, DEPARTMENTS["immunisation"], ErrorRates(unnamed=1.0)).to_pylist()
    pairs = [(known.numbers("delivery")[row], all_unnamed[row]) for row in np.flatnonzero(known.several)]
    assert len(set(pairs)) == len(pairs)

"""Kinds of errors: their rates add up, their rules exist, their fields are those of the register."""

import tomllib
from pathlib import Path

import pytest

from evenborn.registers.definition import register
from evenborn.simulation.error_kinds import OF_THE_MOTHER, error_kinds
from evenborn.simulation.errors import Kind
from evenborn.simulation.rates import CITY, REFERENCE_DELIVERY, REFERENCE_IMMUNISATION, ErrorRates


def every_kind(name: str, rates: ErrorRates) -> dict[str, tuple[Kind, ...]]:
    return error_kinds(register(name), rates, ["H01", "H02"])


@pytest.mark.parametrize("name", sorted(CITY))
def test_no_cell_can_have_more_than_one_error(name: str) -> None:
    for kinds in every_kind(name, CITY[name]).values():
        assert 0 < sum(kind.rate for kind in kinds) < 1
        assert len({kind.name for kind in kinds}) == len(kinds)


def test_rules_are_known_by_that_name(project: Path) -> None:
    words = project / "src/evenborn/presentation/words"
    known: set[str] = set()
    for path in words.glob("rules_*.toml"):
        known |= set(tomllib.loads(path.read_text("utf-8"))["rule"])
    named = {kind.rule for name in CITY for kinds in every_kind(name, CITY[name]).values() for kind in kinds}
    assert named - {""} <= known
    assert len(named) > 8


def test_the_reference_pair_has_the_errors_of_its_table_and_no_others() -> None:
    a = every_kind("delivery", REFERENCE_DELIVERY)
    b = every_kind("immunisation", REFERENCE_IMMUNISATION)
    both = {"mother_name", "father_name", "mother_id_number", "sex"}
    assert set(a) == both | {"birth_time"}
    assert set(b) == both | {"birth_date", "birth_facility", "weight", "parity"}
    assert not [
        kind.name
        for kinds in (*a.values(), *b.values())
        for kind in kinds
        if kind.name.startswith("harmless")
    ]


def test_what_is_asked_of_the_mother_is_a_field_of_some_register() -> None:
    assert {field for name in CITY for field in register(name).fields} >= OF_THE_MOTHER


def test_no_rates_no_errors() -> None:
    assert all(every_kind(name, ErrorRates()) == {} for name in CITY)

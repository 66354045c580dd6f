"""What is known of births: valid numbers, distinct names, nobody twice."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from stdnum.cn import ric

from evenborn.registers.codes.identity import read_identity
from evenborn.registers.codes.names import read_person_name
from evenborn.simulation.known_births import ALONE, FOREIGN, PERMIT, WITHOUT, KnownBirths
from simulation.known import within, year
from simulation.world import DEFAULT


def test_every_document_is_one_that_a_reader_accepts() -> None:
    known = year()
    dates = known.table["mother_birth_date"].to_pylist()
    kinds: dict[str, int] = {}
    for kind, number, day in zip(
        known.mother_document.to_pylist(), known.mother_id.to_pylist(), dates, strict=True
    ):
        kinds[kind or ""] = kinds.get(kind or "", 0) + 1
        if kind == "none":
            assert number is None
            continue
        identity = read_identity(number or "", kind or "")
        if kind != "passport":
            assert (identity.birth, identity.sex) == (day, "female")
    shares = {"passport": FOREIGN, "hkmt-residence-permit": PERMIT, "none": WITHOUT}
    assert all(within(kinds.get(kind, 0), len(known), share) for kind, share in shares.items())


def test_numbers_of_persons_are_unique() -> None:
    known = year()
    children = known.child_id.to_pylist()
    assert len(set(children)) == len(children)
    mothers = set(zip(known.numbers("mother").tolist(), known.mother_id.to_pylist(), strict=True))
    numbers = [number for _, number in mothers if number is not None]
    assert len(set(numbers)) == len(numbers)
    assert not set(children) & set(numbers)
    assert all(ric.calc_check_digit(number or "") == (number or "")[-1] for number in children[:500])


def test_serials_and_certificates_are_unique() -> None:
    known = year()
    for texts in (known.serial, known.certificate(), known.certificate(1)):
        assert len(set(texts.to_pylist())) == len(known)
    assert not set(known.certificate().to_pylist()) & set(known.certificate(1).to_pylist())


def test_certificates_of_other_years_and_cities_differ() -> None:
    births = np.array([20_089_000_000, 20_089_000_001, 19_724_000_000, 10**11 + 20_089_000_000])
    table = pa.record_batch({"birth": births})
    assert len(set(KnownBirths(DEFAULT, table).certificate().to_pylist())) == 4
    large = pa.record_batch({"birth": np.array([20_089_002_000, 20_089_000_000, 20_089_025_999])})
    assert len(set(KnownBirths(DEFAULT, large).certificate().to_pylist())) == 3
    for birth in (20_089_026_000, 100 * 10**11 + 20_089_002_000):
        with pytest.raises(ValueError, match="certificates"):
            KnownBirths(DEFAULT, pa.record_batch({"birth": np.array([birth])})).certificate()


def test_children_of_one_delivery_have_different_names() -> None:
    known = year()
    for names in (known.child_name, known.first_name):
        rows = np.flatnonzero(known.several).tolist()
        pairs = [(int(known.numbers("delivery")[row]), str(names[row])) for row in rows]
        assert len(set(pairs)) == len(pairs)


def test_names_are_names() -> None:
    known = year()
    for names in (known.mother_name, known.father_name, known.child_name, known.first_name):
        for name in set(names.to_pylist()) - {None}:
            assert read_person_name(name or "") == name


def test_fathers_are_named_but_for_a_few() -> None:
    known = year()
    assert within(known.father_name.null_count, len(known), ALONE)
    assert known.father_id.is_valid().equals(known.father_name.is_valid())


def test_another_seed_makes_other_people() -> None:
    known = year()
    other = KnownBirths(replace(DEFAULT, seed=DEFAULT.seed + 1), known.table)
    same = np.asarray(known.mother_name) == np.asarray(other.mother_name)
    assert same.mean() < 0.01

"""Issue lists of drugs."""

import numpy as np

from evenborn.registers.definition import register
from evenborn.simulation.drugs import DRUGS, SAME_PERSON, batch_numbers, drug_issues, holders, issues
from evenborn.simulation.facility_records import facility_work
from evenborn.simulation.staff import facility_codes
from simulation.known import within
from simulation.world import DEFAULT


def test_issue_lists() -> None:
    listed = drug_issues(DEFAULT, 2024)
    assert list(listed.columns) == list(register("drug_issue").fields)
    rows = list(zip(*(column.to_pylist() for column in listed.columns.values()), strict=True))
    units = {drug.name: (drug.unit, drug.units) for drug in DRUGS}
    for _, day, drug, batch, quantity, unit, _, _ in rows:
        low, high = units[drug][1]
        assert (unit, low <= int(quantity) <= high) == (units[drug][0], True)
        assert day.startswith("2024-")
        assert batch.startswith("2401" if day < "2024-07" else "2407")
    twice = [row[6] == row[7] for row in rows]
    assert listed.planted[0].rows.tolist() == np.flatnonzero(twice).tolist()
    assert within(sum(twice), len(rows), SAME_PERSON)


def test_only_holders_issue_and_clinics_have_no_injections() -> None:
    given = issues(DEFAULT, 2024)
    for place, drug in enumerate(DRUGS):
        issuing = np.unique(given.facility[given.drug == place])
        assert holders(facility_work(DEFAULT), drug)[issuing].all()
        expected = drug.issues_a_birth * DEFAULT.births_a_year
        assert abs((given.drug == place).sum() - expected) < 5 * np.sqrt(expected)


def test_batches_differ_by_facility_drug_and_half_year() -> None:
    facility, drug, half = (part.reshape(-1) for part in np.indices((70, len(DRUGS), 6)))
    assert len(set(batch_numbers(facility, drug, half + 106).to_pylist())) == 70 * len(DRUGS) * 6
    assert len(set(facility_codes(DEFAULT, np.arange(70)).to_pylist())) == 70

"""Names follow from seed and number, whatever stands beside them; children bear their fathers' surnames."""

import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.simulation.people import DOT, child_names, father_names, mother_names
from simulation.world import DEFAULT, world


def of_default() -> pa.Table:
    table = world(DEFAULT)[0]
    mothers = mother_names(table["mother"], DEFAULT.seed, table["mother_birth_date"])
    fathers = father_names(table["father"], DEFAULT.seed, table["father_birth_date"])
    children = child_names(table["birth"], table["father"], table["sex"], DEFAULT.seed, table["delivery"])
    for name, values in (("mother_name", mothers), ("father_name", fathers), ("child_name", children)):
        table = table.append_column(name, values)
    return table


def test_names_do_not_depend_on_the_batch() -> None:
    table = of_default().slice(12_345, 50)
    assert mother_names(table["mother"], DEFAULT.seed, table["mother_birth_date"]).equals(
        table["mother_name"].combine_chunks()
    )
    children = [
        child_names(
            [row["birth"]], [row["father"]], [row["sex"]], DEFAULT.seed, [row["delivery"]]
        ).to_pylist()[0]
        for row in table.to_pylist()
    ]
    assert children == table["child_name"].to_pylist()
    other = mother_names(table["mother"], DEFAULT.seed + 1, table["mother_birth_date"])
    assert other.to_pylist() != table["mother_name"].to_pylist()


def test_surnames_are_the_fathers() -> None:
    for row in of_default().slice(0, 5_000).to_pylist():
        child, father = row["child_name"], row["father_name"]
        if DOT in father:
            assert child.split(DOT)[1] == father.split(DOT)[0]
        else:
            surname = father[:2] if child.startswith(father[:2]) and len(father) > 3 else father[0]
            assert child.startswith(surname)


def test_one_in_a_hundred_couples_has_names_with_a_dot() -> None:
    table = of_default()
    dotted = [
        np.asarray(pc.match_substring(table[f"{who}_name"], DOT)) for who in ("mother", "father", "child")
    ]
    assert (dotted[0] == dotted[1]).all()
    assert (dotted[1] == dotted[2]).all()
    assert 0.007 < dotted[0].mean() < 0.013


def test_twins_share_the_first_character_of_their_given_names() -> None:
    table = of_default()
    twins = table.filter(
        pc.and_(pc.equal(table["plurality"], 2), pc.less(pc.utf8_length(table["child_name"]), 4))
    )
    by_delivery: dict[tuple[int, str], list[str]] = {}
    for row in twins.select(["delivery", "sex", "child_name"]).to_pylist():
        by_delivery.setdefault((row["delivery"], row["sex"]), []).append(row["child_name"])
    pairs = [
        names for names in by_delivery.values() if len(names) == 2 and len(names[0]) == len(names[1]) == 3
    ]
    shared = [one[:2] == two[:2] for one, two in pairs]
    assert len(pairs) > 250
    assert np.mean(shared) > 0.97
    assert np.mean([one == two for one, two in pairs]) < 0.1


def test_few_names_are_beyond_gbk_and_some_are_shared() -> None:
    names = [str(name) for name in of_default()["mother_name"].to_pylist()]
    beyond = np.mean([any(not _in_gbk(character) for character in name) for name in names])
    assert 0.0004 < beyond < 0.0017
    distinct = len(set(zip(names, world(DEFAULT)[0]["mother"].to_pylist(), strict=True)))
    assert len(set(names)) < 0.75 * distinct


def _in_gbk(character: str) -> bool:
    try:
        return bool(character.encode("gbk"))
    except UnicodeEncodeError:
        return False


def test_names_are_made_fast() -> None:
    ids = 10**15 + np.arange(300_000)
    born = np.full(300_000, np.datetime64("1994-05-17"))
    mother_names(ids[:10], 1, born[:10])
    start = time.process_time()
    mother_names(ids, 1, born)
    assert time.process_time() - start < 1.0

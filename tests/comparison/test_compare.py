"""The whole of a comparison: what it finds in the reference pair, and that it finds it again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from comparison.conftest import PAIR
from comparison.registers import ON, write
from comparison.truth import judge
from evenborn.comparison.compare import Compared, RegisterFile, compare
from evenborn.comparison.encode import encode
from evenborn.comparison.keys import new_key
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal


def test_the_links_of_the_reference_pair_are_right(compared: Compared, reference: Path) -> None:
    found = judge(compared, reference, PAIR)
    assert found.f1 >= 0.9985
    assert found.precision >= 0.999


def test_twins_are_told_apart(compared: Compared, reference: Path) -> None:
    assert judge(compared, reference, PAIR, range(2, 9)).f1 >= 0.96  # some 180 of them; 1 in 90 cannot be


def test_the_model_knows_how_good_its_links_are(compared: Compared, reference: Path) -> None:
    found, said = judge(compared, reference, PAIR), compared.evaluations[0, 1]
    assert said.precision.lower - 0.001 <= found.precision <= said.precision.upper + 0.001
    assert abs(said.recall.share - found.recall) < 0.002


def test_the_same_files_give_the_same_links_and_weights(
    files: list[RegisterFile], compared: Compared
) -> None:
    again = compare(files).linked[0, 1]
    assert again.links.drop(["weight"]).equals(compared.linked[0, 1].links.drop(["weight"]))
    assert np.array_equal(again.pairs.left, compared.linked[0, 1].pairs.left)
    assert np.abs(again.weights - compared.linked[0, 1].weights).max() < 1e-9


def test_the_order_of_the_registers_does_not_matter(files: list[RegisterFile], compared: Compared) -> None:
    turned = compare(files[::-1])
    one = {tuple(row) for row in compared.births.tolist()}
    other = {tuple(row[::-1]) for row in turned.births.tolist()}
    assert len(one ^ other) <= 0.001 * len(one)


def test_encodings_give_nearly_the_links_of_the_registers(
    files: list[RegisterFile], compared: Compared, tmp_path: Path
) -> None:
    key = new_key()
    encoded = []
    orders = []
    for name, file in zip(PAIR, files, strict=True):
        out, own = tmp_path / f"{name}.encoded.parquet", tmp_path / f"{name}.csv"
        assert file.definition is not None
        encode(file.path, file.definition, ON, key, out, own)
        encoded.append(RegisterFile(out, None, ON))
        listed = np.loadtxt(own, delimiter=",", skiprows=1, usecols=(0, 1), dtype=np.int64, quotechar='"')
        orders.append(dict(listed.tolist()))
    found = compare(encoded)
    rows = [table.column("row").to_numpy() for table in compared.records]
    plain = {
        (int(rows[0][left]), int(rows[1][right]))
        for left, right in compared.births[(compared.births >= 0).all(axis=1)].tolist()
    }
    both = found.births[(found.births >= 0).all(axis=1)].tolist()
    numbers = [table.column("row").to_pylist() for table in found.records]
    secret = {(orders[0][numbers[0][left]], orders[1][numbers[1][right]]) for left, right in both}
    assert len(plain ^ secret) <= 0.01 * len(plain)  # blocks that strangers share do not leave


def test_what_one_owner_does_not_state_is_no_difference_in_encodings(tmp_path: Path) -> None:
    mothers = (("李梅", "990101199003074221"), ("赵云", "990101199103074229"), ("孙丽", "990101199203074226"))
    births = [{"mother_name": name, "mother_id_number": number} for name, number in mothers]
    one = write(tmp_path, "delivery", births)
    other = write(tmp_path, "immunisation", [births[0] | {"sex": ""}, births[1] | {"sex": "male"}, births[2]])
    encoded = []
    for file in (one, other):
        assert file.definition is not None
        out = tmp_path / f"{file.definition.name}.parquet"
        encode(file.path, file.definition, ON, bytes(32), out, out.with_suffix(".own.csv"))
        encoded.append(RegisterFile(out, None, ON))
    found = compare(encoded)
    assert [one["kind"] for one in found.differences[0].table.to_pylist()] == ["sex-differs"]


def test_patterns_count_every_birth_once(compared: Compared) -> None:
    assert sum(compared.patterns.column("births").to_pylist()) == len(compared.births)
    assert set(compared.patterns.column("pattern").to_pylist()) == {1, 2, 3}


def test_three_registers_make_births_with_one_record_of_each(tmp_path: Path) -> None:
    births = [
        {
            "mother_name": name,
            "mother_id_number": f"99010119900307{number}",
            "child_name": child,
            "newborn_name": child,
        }
        for name, number, child in (("李梅", 4221, "王一"), ("赵云", 4244, "钱二"), ("孙丽", 4260, "周三"))
    ]
    files = [
        write(tmp_path, "delivery", births),
        write(tmp_path, "household", births[1:]),
        write(tmp_path, "immunisation", births[:2]),
    ]
    found = compare(files)
    assert sorted(map(tuple, found.births.tolist())) == [(0, -1, 0), (1, 0, 1), (2, 1, -1)]
    assert [one.elsewhere for one in found.differences] == [0, 1, 1]


def test_what_an_owner_has_removed_is_not_compared(files: list[RegisterFile], compared: Compared) -> None:
    number = compared.records[0].column("number").to_pylist()[5]
    found = compare([replace(files[0], removed=frozenset([number])), files[1]])
    assert number not in found.records[0].column("number").to_pylist()
    assert len(found.records[0]) == len(compared.records[0]) - 1


def test_what_an_owner_has_confirmed_is_told_no_more(files: list[RegisterFile], compared: Compared) -> None:
    told = compared.differences[0].table.slice(0, 1).to_pylist()[0]
    found = compare([replace(files[0], confirmed=frozenset([(told["number"], told["kind"])])), files[1]])
    assert (told["number"], told["kind"]) not in [
        (one["number"], one["kind"]) for one in found.differences[0].table.to_pylist()
    ]


def test_registers_without_a_birth_in_common_are_refused(tmp_path: Path) -> None:
    one = write(tmp_path, "household", [{}])
    other = {"mother_name": "赵云", "mother_id_number": "", "father_name": "孙五", "child_name": "钱二"}
    two = write(tmp_path, "immunisation", [other | {"birth_date": "2025-11-19", "area": "990102001"}])
    with pytest.raises(Refusal, match="nothing-in-common"):
        compare([one, two])


def test_a_register_must_not_meet_itself(tmp_path: Path) -> None:
    file = write(tmp_path, "household", [{}])
    with pytest.raises(Refusal, match="same-file-twice"):
        compare([file, file])


def test_one_register_is_no_comparison(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="registers-number"):
        compare([write(tmp_path, "household", [{}])])


def test_what_is_no_register_of_births_is_compared_with_nothing(tmp_path: Path) -> None:
    path = tmp_path / "device.csv"
    path.write_text("型号,生产批号\nA,1\n", encoding="utf-8")
    with pytest.raises(Refusal, match="not-a-register-of-births"):
        compare([RegisterFile(path, register("device"), ON), write(tmp_path, "household", [{}])])

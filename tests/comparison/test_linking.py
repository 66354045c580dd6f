"""Certain rules, candidate pairs, twins, second entries: each on births made for it."""

from pathlib import Path

import numpy as np
import pytest

from comparison.registers import loaded, write
from evenborn.comparison.candidates import bound_candidates, make_rest
from evenborn.comparison.certain import CERTAIN_RULES, certain_links, make_shared
from evenborn.comparison.compare import Compared, compare

TWINS = [
    {
        "plurality": "2",
        "birth_position": str(place),
        "weight": weight,
        "newborn_name": name,
        "child_name": name,
    }
    for place, weight, name in ((1, "2510", "王思雨"), (2, "2190", "王思辰"))
]


def others(number: int) -> list[dict[str, str]]:
    """Births that have nothing to do with each other."""
    made = []
    for place in range(number):
        surname, given = "赵钱孙周吴郑冯陈"[place % 8], "丽娟芳玲敏静秀霞"[place // 8 % 8]
        day = f"2025-{place % 12 + 1:02}-{place % 27 + 1:02}"
        made.append(
            {
                "mother_name": f"{surname}{given}{'云雪'[place % 2]}", "father_name": f"{surname}强{given}",
                "mother_id_number": f"99010119{80 + place % 19}0{place % 9 + 1}1{place % 10}{1_000 + place}",
                "newborn_name": f"{surname}{given}宝", "child_name": f"{surname}{given}宝", "birth_time": day,
                "birth_date": day, "facility": f"YX62000{place % 5}", "birth_facility": f"YX62000{place % 5}",
                "weight": str(2500 + 37 * place), "sex": ("male", "female")[place % 2],
                "parity": str(place % 3 + 1), "residence": f"99010{place % 6 + 1}00{place % 4 + 1}",
                "area": f"99010{place % 6 + 1}00{place % 4 + 1}",
            }
        )  # fmt: skip
    return made


def certain(tmp_path: Path, one: list[dict[str, str]], other: list[dict[str, str]]) -> list[tuple[int, int]]:
    files = write(tmp_path, "delivery", one), write(tmp_path, "immunisation", other)
    with loaded(*files) as (engine, names, described):
        make_shared(engine, {name: own.roles for name, own in zip(names, described, strict=True)})
        certain_links(engine, *names, "links", described[0].roles & described[1].roles)
        return [tuple(row) for row in engine.rows("SELECT l, r FROM links ORDER BY l, r")]


def test_mother_and_day_in_both_registers_is_certain(tmp_path: Path) -> None:
    assert certain(tmp_path, [{}], [{"facility": "", "mother_name": "李敏"}]) == [(0, 0)]


@pytest.mark.parametrize(
    "change",
    [
        {"sex": "male"},
        {"mother_id_number": "990103198811072222", "father_name": "孙五"},
        {"birth_date": "2025-03-09"},
    ],
    ids=["sex", "parents", "day"],
)
def test_what_speaks_against_it_leaves_a_birth_to_be_weighed(tmp_path: Path, change: dict[str, str]) -> None:
    assert certain(tmp_path, [{}], [change]) == []


def test_twins_are_never_certain_even_where_one_lacks_the_number(tmp_path: Path) -> None:
    other = [TWINS[0], TWINS[1] | {"mother_id_number": ""}]
    assert certain(tmp_path, TWINS, other) == []


def test_twins_are_told_apart_together(tmp_path: Path) -> None:
    lone = others(40)
    other = [TWINS[1] | {"weight": "2200", "child_name": "李梅之女"}, TWINS[0] | {"weight": "2500"}]
    found = compare(
        [write(tmp_path, "delivery", TWINS + lone), write(tmp_path, "immunisation", other + lone)]
    )
    assert found.births[:2].tolist() == [[0, 1], [1, 0]]


def test_a_twin_is_not_linked_to_the_other_one(tmp_path: Path) -> None:
    lone = others(40)
    other = [TWINS[1] | {"sex": "male"}]
    found = compare(
        [write(tmp_path, "delivery", TWINS[:1] + lone), write(tmp_path, "immunisation", other + lone)]
    )
    assert [0, -1] in found.births.tolist()


def test_children_of_one_mother_and_different_days_stay_apart(tmp_path: Path) -> None:
    lone = others(40)
    elder = {
        "birth_time": "2024-02-01 08:00",
        "birth_date": "2024-02-01",
        "newborn_name": "王一",
        "child_name": "王一",
    }
    younger = {"birth_date": "2025-09-20", "child_name": "王雪", "parity": "2", "weight": "2900"}
    found = compare(
        [write(tmp_path, "delivery", [elder, *lone]), write(tmp_path, "immunisation", [younger, *lone])]
    )
    assert [0, -1] in found.births.tolist()


def test_a_birth_entered_twice_is_found_and_told(tmp_path: Path, compared: Compared) -> None:
    births = others(40)
    again = births[0] | {"record_number": "d99"}
    found = compare([write(tmp_path, "delivery", [*births, again]), write(tmp_path, "immunisation", births)])
    assert found.differences[0].table.to_pylist() == [
        {"number": "YX620000/d99", "row": 42, "kind": "entered-twice"}
    ]
    assert len(found.births) == len(births)
    assert compared.differences[0].counts()["entered-twice"] < 5


def test_a_rule_that_pairs_everybody_is_split_and_what_cannot_be_is_left_out(tmp_path: Path) -> None:
    births = [
        {"mother_name": "", "mother_id_number": "", "father_name": "", "newborn_name": "", "child_name": "",
         "weight": str(3000 + place), "facility": f"YX62000{place % 3}",
         "birth_facility": f"YX62000{place % 3}"}
        for place in range(60)
    ]  # fmt: skip
    files = write(tmp_path, "delivery", births), write(tmp_path, "immunisation", births)
    with loaded(*files) as (engine, names, _):
        for name in names:
            make_rest(engine, name, "SELECT 0 WHERE false")
        counts = {one.rule: one for one in bound_candidates(engine, *names, most=400)}
        made = engine.rows("SELECT count(*) FROM register0_rest l JOIN register1_rest r USING (rule, block)")[
            0
        ][0]
        biggest = engine.rows(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM register0_rest l "
            "JOIN register1_rest r USING (rule, block) GROUP BY block)"
        )[0][0]
    one = counts["day_and_township"]
    assert one.split == 1
    assert one.pairs == 3 * 20 * 20  # by facility
    assert made == sum(count.pairs for count in counts.values())
    assert biggest <= 400
    assert one.left_out == 0


def test_pairs_of_a_block_that_cannot_be_split_are_counted(tmp_path: Path) -> None:
    nameless = {"mother_name": "", "father_name": "", "newborn_name": "", "child_name": ""}
    files = write(tmp_path, "delivery", [nameless] * 30), write(tmp_path, "immunisation", [nameless] * 30)
    with loaded(*files) as (engine, names, _):
        for name in names:
            make_rest(engine, name, "SELECT 0 WHERE false")
        counts = {one.rule: one for one in bound_candidates(engine, *names, most=400)}
    assert counts["mother_id"].left_out == 900
    assert counts["mother_id"].pairs == 0


def test_the_rules_are_used_in_order(compared: Compared) -> None:
    found = compared.linked[0, 1]
    assert len(found.certain) == len(CERTAIN_RULES)
    rules = found.links.column("rule").to_numpy()
    assert [int((rules == place).sum()) for place in range(len(CERTAIN_RULES))] == list(found.certain)


def test_shares_that_were_learned_are_shares(compared: Compared) -> None:
    learned = compared.linked[0, 1].learned
    for shares in (
        learned.same,
        learned.strangers,
        learned.twins,
        learned.siblings,
        learned.same_of_siblings,
    ):
        for name, share in shares.items():
            assert np.isclose(share.sum(), 1), name
            assert (share > 0).all(), name


def test_what_was_learned_is_near_the_rates_of_the_simulation(compared: Compared) -> None:
    """Wrong are .8 and 1.5 % of days, .3 and .6 % of sexes, 1 and 1.5 % of numbers."""
    same = compared.linked[0, 1].learned.same
    assert 1 - same["birth_day"][0] == pytest.approx(0.023, abs=0.008)
    assert same["sex"][1] == pytest.approx(0.009, abs=0.005)
    assert 1 - same["mother_id"][0] == pytest.approx(0.029, abs=0.01)

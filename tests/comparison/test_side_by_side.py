"""Work side by side: its results, its failures and its progress are those of work one after the other."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.registers import write
from evenborn.comparison.compare import RegisterFile, compare
from evenborn.comparison.parts import Parts
from evenborn.comparison.plain import PlainRegister, read_plain
from evenborn.comparison.side_by_side import Stopped, side_by_side
from evenborn.registers.refusal import Refusal

LONG = 60  # seconds in which a test that hangs is given up


def test_results_stand_in_the_order_of_the_works() -> None:
    second_is_done = Event()

    def first(_: Event) -> str:
        assert second_is_done.wait(LONG)
        return "first"

    def second(_: Event) -> str:
        second_is_done.set()
        return "second"

    assert side_by_side([first, second]) == ["first", "second"]


def test_of_two_failures_the_first_in_order_is_told() -> None:
    second_has_failed = Event()

    def first(_: Event) -> str:
        assert second_has_failed.wait(LONG)
        raise Refusal("no-births", file="first", register="delivery")

    def second(_: Event) -> str:
        second_has_failed.set()
        raise Refusal("no-births", file="second", register="household")

    with pytest.raises(Refusal) as refused:
        side_by_side([first, second])
    assert refused.value.facts["file"] == "first"


def test_after_a_failure_the_others_are_stopped_and_what_waits_is_not_begun() -> None:
    begun: list[str] = []

    def failing(_: Event) -> None:
        raise Refusal("no-births", file="first", register="delivery")

    def long(stop: Event) -> None:
        begun.append("long")
        assert stop.wait(LONG)
        raise Stopped

    def waiting(_: Event) -> None:
        begun.append("waiting")

    works: list[Callable[[Event], None]] = [failing, long, long, waiting]
    with pytest.raises(Refusal):
        side_by_side(works)
    assert "waiting" not in begun


def test_a_register_that_is_not_wanted_any_more_is_not_read_on(tmp_path: Path) -> None:
    file, stop = write(tmp_path, "delivery", [{}, {}]), Event()
    stop.set()
    assert file.definition is not None
    with pytest.raises(Stopped):
        read_plain(file.path, file.definition, file.options, stop=stop)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_whichever_files_are_bad_the_first_that_is_given_is_refused(
    tmp_path: Path, order: tuple[int, int, int]
) -> None:
    files = [
        write(tmp_path, "household", []),
        write(tmp_path, "delivery", [{"mother_name": "王小梅"}]),
        write(tmp_path, "immunisation", []),
    ]
    given_files: list[RegisterFile] = [files[place] for place in order]
    first = next(file for file in given_files if file is not files[1])
    with pytest.raises(Refusal) as refused:
        compare(given_files)
    assert refused.value.code == "no-births"
    assert refused.value.facts["file"] == first.path.name


def test_registers_read_side_by_side_are_those_read_one_after_the_other(tmp_path: Path) -> None:
    names = ["王小梅", "李静", "张伟丽", "陈 婷"]  # each register has them in an order of its own
    births = [{"mother_name": names[number % 4], "weight": str(3000 + number)} for number in range(40)]
    files = [write(tmp_path, "delivery", births), write(tmp_path, "immunisation", births[::-1])]

    def reading(file: RegisterFile) -> Callable[[Event], PlainRegister]:
        assert file.definition is not None
        definition = file.definition
        return lambda stop: read_plain(file.path, definition, file.options, stop=stop)

    found = []
    for works_at_once in (1, 2):
        works = [reading(file) for file in files]
        parts = [works[first : first + works_at_once] for first in range(0, 2, works_at_once)]
        read = [one for part in parts for one in side_by_side(part)]
        found.append([table.to_pydict() for one in read for table in (one.births, one.names["mother"])])
        lengths = [len(table) for one in read for table in (one.births, one.names["mother"])]
        assert lengths == [40, 5, 40, 5]  # the first name is none
    assert found[0] == found[1]


@given(st.integers(2, 4), st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1)), max_size=30))
def test_progress_never_falls_and_ends_at_one(registers: int, told: list[tuple[int, float]]) -> None:
    shares: list[float] = []
    parts = Parts(shares.append, registers)
    tells = parts.together(registers)
    furthest = [0.0] * registers
    for place, share in told:
        if place < registers and share >= furthest[place]:
            furthest[place] = share
            tells[place](share)
    for tell in tells:
        tell(1.0)
    for _ in range(registers * (registers - 1) // 2):
        parts.next()(1.0)
    assert all(before <= after + 1e-12 for before, after in pairwise(shares))
    assert shares[-1] == pytest.approx(1.0)


def test_nobody_needs_to_be_told() -> None:
    Parts(None, 2).next()(0.5)

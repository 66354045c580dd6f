"""Signals: false discoveries held over everything, inspections first, contests heeded, never from nine."""

from datetime import date

import numpy as np
import pytest

from evenborn.signals import Contest, Evidence, FacilityCounts, facility_signals
from evenborn.signals.kinds import KINDS, SMALLEST_GROUP, Kind
from evenborn.signals.ranking import ranked
from signals.facilities import births, devices, issues, ledger, returns, scans


def evidence(
    facility: str, p_value: float, kind: Kind = "scans-without-indication", events: int = 120
) -> Evidence:
    return Evidence(facility, kind, 0.4, 0.3, 0.5, 0.02, p_value, 300, events, 300)


def test_inspections_stand_before_questions_and_open_contests_behind() -> None:
    tested = [
        evidence("A", 1e-9, "copied-returns"),
        evidence("B", 1e-6),
        evidence("C", 1e-7),
    ]
    contest = Contest("C", "scans-without-indication", "referral-facility", "open", date(2025, 4, 2))
    found = ranked(tested, [], ["A", "B", "C", "D"], [contest])
    assert [one.evidence.facility for one in found.signals] == ["B", "C", "A"]
    assert found.facilities == ("B", "C", "A", "D")


def test_an_accepted_contest_withdraws_the_signal_and_is_counted() -> None:
    contests = [
        Contest("A", "scans-without-indication", "register-corrected", "accepted", date(2025, 5, 1)),
        Contest("A", "scans-without-indication", "register-corrected", "open", date(2025, 4, 1)),
    ]
    found = ranked([evidence("A", 1e-9), evidence("B", 1e-9)], [], ["A", "B"], contests)
    assert [one.evidence.facility for one in found.signals] == ["B"]
    assert [one.facility for one in found.withdrawn] == ["A"]


def test_the_rate_is_held_over_all_kinds_together() -> None:
    rng = np.random.default_rng(1)
    false = 0
    for _ in range(200):
        tested = [evidence(f"F{place}", float(rng.random())) for place in range(100)]
        false += bool(ranked(tested, [], [], false_discovery_rate=0.1).signals)
    assert false / 200 < 0.16  # one in ten, and chance


def test_nine_persons_are_no_signal() -> None:
    assert SMALLEST_GROUP == 10
    few = Evidence("A", "drug-balance", 0.9, 0.5, 1, 0.01, 1e-12, 9, 9, 10)
    assert not ranked([few], [], ["A"]).signals
    assert not ranked([evidence("A", 1e-12, events=9)], [], ["A"]).signals


def test_few_persons_take_no_part_in_the_false_discovery_rate() -> None:
    few = [Evidence(f"N{place}", "drug-balance", 0, 0, 1, 0.01, 1.0, 3, 0, 10) for place in range(10_000)]
    assert ranked([*few, evidence("A", 0.01)], [], ["A"]).signals


@pytest.mark.parametrize("rate", [0.0, 1.0, -1.0])
def test_a_rate_must_be_one(rate: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        ranked([], [], [], false_discovery_rate=rate)


def test_everything_together() -> None:
    counts = FacilityCounts(
        births=births(1, 8, each=30, share={"F01": 0.62}),
        scans=scans([8, 9, 7, 10, 160, 6, 8, 9]),
        devices=devices(8),
        ledger=ledger(8, {"F06": 9}),
        issues=issues([300] * 8),
        terminations=returns({f"F0{place}": [100 + place] * 3 for place in range(8)}),
    )
    found = facility_signals(counts)
    assert {(one.evidence.facility, one.evidence.kind) for one in found.signals} == {
        ("F01", "births-ratio"),
        ("F04", "scans-without-indication"),
        ("F06", "drug-balance"),
    }
    assert set(found.facilities) == {f"F0{place}" for place in range(8)}
    kinds = {one.kind for one in found.tested} | {one.kind for one in found.unassessed}
    assert kinds == set(KINDS) - {"devices-sold", "late-returns"}


def test_no_registers_no_signals() -> None:
    found = facility_signals(FacilityCounts())
    assert (found.signals, found.facilities) == ((), ())

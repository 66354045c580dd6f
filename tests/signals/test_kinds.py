"""Scans, devices, drugs, returns and figures: each finds what is planted and is silent where nothing is."""

from collections.abc import Sequence

import numpy as np
import pytest

from evenborn.signals.counts import Devices, ReceivedReturns, ScanCounts, TerminationCounts
from evenborn.signals.devices import devices_sold, is_a_fact
from evenborn.signals.drugs import drug_balances, units_per_procedure
from evenborn.signals.evidence import Evidence, Finding, Unassessed
from evenborn.signals.figures import copied_returns, digit_preference
from evenborn.signals.returns import late_returns, missing_returns
from evenborn.signals.scans import scans_on_unknown_devices, scans_per_device_day, scans_without_indication
from signals.facilities import MONTHS, codes, devices, issues, ledger, returns, scans


def assessed(found: Sequence[Finding]) -> dict[str, Evidence]:
    return {one.facility: one for one in found if isinstance(one, Evidence)}


def test_scans_without_indication() -> None:
    result = assessed(scans_without_indication(scans([8, 9, 7, 10, 160, 6, 8, 9])))
    assert result["F04"].p_value < 1e-9
    assert (result["F04"].observed, result["F04"].events, result["F04"].persons) == (0.4, 160, 400)
    assert min(one.p_value for code, one in result.items() if code != "F04") > 0.1


def test_nine_scans_are_not_assessed() -> None:
    found = scans_without_indication(scans([1, 1, 1, 1, 9, 1], total=9))
    assert {one.reason for one in found if isinstance(one, Unassessed)} == {"few-persons"}


def test_a_signal_needs_ten_scans_without_indication() -> None:
    one = assessed(scans_without_indication(scans([0, 0, 0, 0, 0, 0, 0, 9], total=12)))["F07"]
    assert one.p_value < 0.01
    assert not one.rests_on_enough


def test_devices_that_are_sealed_are_unknown_after_their_month() -> None:
    counts = scans([0] * 6)
    held = devices(6)
    sealed = Devices(
        held.facility, held.device, held.device != "F02",
        np.where(held.device == "F02", np.datetime64("2024-12", "M"), np.datetime64("NaT", "M")), held.buyer,
    )  # fmt: skip
    result = assessed(scans_on_unknown_devices(counts, sealed))
    assert [one.events for one in result.values()] == [0, 0, 400, 0, 0, 0]
    assert result["F02"].p_value < 1e-9
    later = Devices(
        sealed.facility, sealed.device, sealed.in_use,
        np.where(sealed.in_use, sealed.since, np.datetime64("2025-03", "M")), sealed.buyer,
    )  # fmt: skip
    assert assessed(scans_on_unknown_devices(counts, later))["F02"].events == 0


def test_a_facility_without_a_register_of_devices_is_not_compared_with_it() -> None:
    assert "F05" not in assessed(scans_on_unknown_devices(scans([0] * 6), devices(5)))


def test_scans_per_device_day_by_register_and_by_use() -> None:
    counts = scans([0] * 8)
    many = ScanCounts(
        counts.facility, counts.month, counts.device, np.where(counts.facility == "F01", 8_000, counts.scans),
        counts.without_indication, counts.days,
    )  # fmt: skip
    for held, days in ((devices(8), 31), (None, 20)):
        one = assessed(scans_per_device_day(many, held))["F01"]
        assert one.observed == pytest.approx(8_000 / days)
        assert one.p_value < 1e-4
        assert one.may_signal


def test_a_spare_device_is_no_signal() -> None:
    counts, held = scans([0] * 30), devices(30)
    spare = Devices(
        np.append(held.facility, "F03"), np.append(held.device, "X"), np.append(held.in_use, True),
        np.append(held.since, np.datetime64("NaT", "M")), np.append(held.buyer, ""),
    )  # fmt: skip
    assert not assessed(scans_per_device_day(counts, spare))["F03"].may_signal


def test_classes_of_institutions_are_compared_among_themselves() -> None:
    hospital = [f"PDY000{place:03}99010111A1001" for place in range(6)]
    clinic = [f"PDY001{place:03}99010117D2212" for place in range(6)]
    code = np.array(hospital + clinic)
    month, one = np.full(12, "2025-03", dtype="datetime64[M]"), np.ones(12, dtype=np.int64)
    number = np.repeat([5_000, 50], 6)
    found = assessed(scans_per_device_day(ScanCounts(code, month, code, number, 0 * one, 20 * one)))
    assert {round(one.expected, 1) for one in found.values()} == {250.0, 2.5}


def test_a_device_that_was_sold_and_is_in_no_register_is_a_fact() -> None:
    never = np.full(3, "NaT", dtype="datetime64[M]")
    sold = Devices(
        np.full(3, "S"), np.array(["F00", "Z9", "Q"]), np.zeros(3, bool), never,
        np.array(["F00", "Riverside Clinic", "somebody else"]),
    )  # fmt: skip
    found = assessed(devices_sold(sold, devices(5), {"F03": "Riverside Clinic"}, {"F03": 60, "F00": 60}))
    assert (found["F00"].events, found["F03"].events, found["F03"].facts["numbers"]) == (0, 1, "Z9")
    assert is_a_fact(found["F03"])
    assert not is_a_fact(found["F00"])
    assert not is_a_fact(assessed(devices_sold(sold, devices(5), {"F03": "Riverside Clinic"}, {}))["F03"])


def test_a_ledger_that_falls_short() -> None:
    result = assessed(drug_balances(ledger(12, {"F05": 9}), issues([360] * 12)))
    assert (result["F05"].events, result["F05"].facts["short"]) == (6, 54)
    assert result["F05"].p_value < 1e-9
    assert result["F00"].events == 0


def test_a_month_that_opens_with_less_than_the_last_closed_with_falls_short() -> None:
    whole = ledger(6)
    lower = (whole.facility == "F02") & (whole.month == MONTHS[3])
    quantity = np.where(
        lower & np.isin(whole.entry, ["opening", "closing"]), whole.quantity - 40, whole.quantity
    )
    changed = type(whole)(whole.facility, whole.drug, whole.batch, whole.month, whole.entry, quantity)
    result = assessed(drug_balances(changed))
    assert (result["F02"].events, result["F02"].facts["short"]) == (1, 40)


def test_units_stand_for_persons_where_no_list_of_issues_is_given() -> None:
    assert assessed(drug_balances(ledger(6)))["F00"].persons == 30  # 360 units, at most 12 a person


def test_units_per_procedure() -> None:
    procedures = returns({code: [100] for code in codes(8).tolist()})
    result = assessed(units_per_procedure(issues([300, 310, 290, 900, 305, 295, 300, 300]), procedures))
    assert min(result, key=lambda code: result[code].p_value) == "F03"
    assert result["F03"].observed == 9
    assert result["F03"].facts["drug"] == "misoprostol"
    few = returns({code: [9] for code in codes(8).tolist()})
    found = units_per_procedure(issues([300] * 8), few)
    assert {one.reason for one in found if isinstance(one, Unassessed)} == {"few-persons"}


def test_months_without_a_return() -> None:
    gap = [20] * 10 + [0] * 3 + [20] * 11
    result = assessed(missing_returns(returns({"F00": gap, "F01": [20] * 24, "F02": [1, 0, 1, 0] * 6})))
    assert (result["F00"].events, result["F01"].events) == (3, 0)
    assert result["F00"].p_value < 1e-9
    assert result["F01"].p_value == 1
    assert result["F02"].p_value > 0.05  # so few procedures leave months empty by themselves


def test_a_month_that_is_still_coming_in_is_held_against_nobody() -> None:
    numbers = {f"F{place:02}": [20] * 24 + [0] * 6 for place in range(8)}
    quick, silent = {"F08": [20] * 30}, {"F09": [20] * 18 + [0] * 12}
    result = assessed(missing_returns(returns({**numbers, **quick, **silent})))
    assert {code: one.events for code, one in result.items() if one.events} == {"F09": 6}
    assert {one.total for one in result.values()} == {24}


def test_empty_months_are_those_of_balls_in_boxes() -> None:
    """Twelve persons in six months, by Stirling numbers S(12, 6) and S(12, 5) (Feller, section II.5)."""
    (one,) = assessed(missing_returns(returns({"F00": [4, 0, 2, 3, 0, 3]}))).values()
    assert one.expected == pytest.approx(6 * (5 / 6) ** 12)
    assert one.p_value == pytest.approx(1 - (720 * 1_323_652 + 720 * 1_379_400) / 6**12)


def test_returns_that_come_late() -> None:
    code = codes(6, 12)
    month = np.tile(MONTHS[:12], 6)
    day = (month + 1).astype("datetime64[D]") + np.where(code == "F04", 12, 4)
    result = assessed(late_returns(ReceivedReturns(code, month, day)))
    assert (result["F04"].events, result["F00"].events) == (12, 0)
    assert result["F04"].p_value < 1e-6
    with pytest.raises(ValueError, match="between 1 and 28"):
        late_returns(ReceivedReturns(code, month, day), due_day=30)


def test_round_numbers() -> None:
    rng = np.random.default_rng(2)
    counted = rng.poisson(60, 36).tolist()
    result = assessed(digit_preference(returns({"F00": [40, 55, 60] * 12, "F01": counted})))
    assert result["F00"].p_value < 1e-20
    assert result["F01"].p_value > 0.01
    assert result["F01"].expected == pytest.approx(0.2, abs=0.005)


def test_round_numbers_of_small_facilities_are_held_against_small_numbers() -> None:
    one = assessed(digit_preference(returns({"F00": [10, 11, 12, 10, 13, 11] * 6})))["F00"]
    assert one.expected > 0.25  # around 11, ten itself is frequent among tens and more


def test_copied_months() -> None:
    rng = np.random.default_rng(3)
    numbers = rng.poisson(40, (4, 36))
    numbers[:, 20:22] = numbers[:, 16:18]
    parts = [returns({"F00": row.tolist()}, method) for method, row in zip("abcd", numbers, strict=True)]
    both = [*parts, returns({"F01": rng.poisson(30, 36).tolist()})]
    names = TerminationCounts.__slots__
    counts = TerminationCounts(*(np.concatenate([getattr(part, name) for part in both]) for name in names))
    result = assessed(copied_returns(counts))
    assert result["F00"].facts["months"] == "2024-09、2024-10"
    assert (result["F00"].events, result["F00"].p_value < 1e-4) == (2, True)
    assert result["F01"].p_value > 0.01  # months of one cell of thirty are equal by chance

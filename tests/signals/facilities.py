"""Counts of facilities that are all alike, for tests to change."""

import numpy as np

from evenborn.signals.counts import (
    BirthCounts,
    Devices,
    DrugIssues,
    LedgerEntries,
    ScanCounts,
    TerminationCounts,
)

MONTHS = np.arange("2023-01", "2026-01", dtype="datetime64[M]")


def codes(number: int, each: int = 1) -> np.ndarray:
    return np.repeat([f"F{place:02}" for place in range(number)], each)


def births(
    seed: int, facilities: int = 20, *, each: int = 40, share: dict[str, float] | None = None
) -> BirthCounts:
    """Three years of births at each facility; the share of boys is .516 unless stated."""
    rng = np.random.default_rng(seed)
    code = codes(facilities, len(MONTHS))
    boys = np.array([(share or {}).get(one, 0.516) for one in code])
    male = rng.binomial(each, boys)
    one = np.ones(len(code), dtype=np.int64)
    return BirthCounts(
        code, np.tile(MONTHS, facilities), one, np.full(len(code), "990101"), male, each - male
    )


def scans(without: list[int], total: int = 400) -> ScanCounts:
    """One month of scans, a device at each facility."""
    code = codes(len(without))
    month, one = (
        np.full(len(without), "2025-03", dtype="datetime64[M]"),
        np.ones(len(without), dtype=np.int64),
    )
    return ScanCounts(code, month, code, total * one, np.array(without), 20 * one)


def devices(facilities: int) -> Devices:
    code = codes(facilities)
    never = np.full(facilities, "NaT", dtype="datetime64[M]")
    return Devices(code, code, np.ones(facilities, dtype=bool), never, np.full(facilities, ""))


def ledger(facilities: int, short: dict[str, int] | None = None) -> LedgerEntries:
    """Six months of one batch at each facility, balanced but for the units short each month."""
    rows = []
    for code in codes(facilities).tolist():
        stock = 0
        for at, month in enumerate(MONTHS[:6]):
            into = 600 if at == 0 else 0
            left = stock + into - 60 - (short or {}).get(code, 0)
            for entry, quantity in (("opening", stock), ("in", into), ("issue", 60), ("closing", left)):
                rows.append((code, str(month), entry, quantity))
            stock = left
    code, month, entry, quantity = (np.array(part) for part in zip(*rows, strict=True))
    same = np.full(len(rows), "misoprostol"), np.full(len(rows), "B1")
    return LedgerEntries(code, *same, month.astype("datetime64[M]"), entry, quantity)


def issues(units: list[int], number: int = 100) -> DrugIssues:
    code = codes(len(units))
    month, one = np.full(len(units), "2025-03", dtype="datetime64[M]"), np.ones(len(units), dtype=np.int64)
    return DrugIssues(code, np.full(len(units), "misoprostol"), month, number * one, np.array(units))


def returns(numbers: dict[str, list[int]], method: str = "medical") -> TerminationCounts:
    """Monthly returns of one cell each."""
    code = np.concatenate([np.full(len(one), name) for name, one in numbers.items()])
    month = np.concatenate([MONTHS[: len(one)] for one in numbers.values()])
    number = np.concatenate([np.array(one, dtype=np.int64) for one in numbers.values()])
    kept = number > 0
    word = np.full(int(kept.sum()), "own-decision")
    return TerminationCounts(
        code[kept], month[kept], np.full(len(word), "<10"), word, np.full(len(word), method), number[kept]
    )

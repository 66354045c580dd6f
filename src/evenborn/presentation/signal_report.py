"""From counts of facilities to the report on their signals: assessed, named, placed on the map."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np

from evenborn.presentation.signals import ReadRegister, SignalReport
from evenborn.registers.area_map import AreaMap
from evenborn.registers.refusal import Refusal
from evenborn.signals import Contest, FacilityCounts, facility_signals

_FEW = 10  # times fewer entries than the usual month has
Mapped = tuple[str, Callable[[Sequence[str]], AreaMap]]
"""Name of a map's file, and what gives the map of areas by their names."""


def signal_report(
    counts: FacilityCounts,
    contests: Sequence[Contest],
    read: tuple[ReadRegister, ...],
    areas: Mapping[str, str],
    *,
    false_discovery_rate: float,
    due_day: int,
    mapped: Mapped | None = None,
) -> SignalReport:
    """Assess facilities and gather what a report needs.

    Parameters
    ----------
    counts : FacilityCounts
    contests : sequence of Contest
    read : tuple of ReadRegister
    areas : mapping of str to str
        Areas of facilities by code, where a list tells them.
    false_discovery_rate : float
    due_day : int
    mapped : tuple, optional
        Where facilities are to be shown on a map.

    Returns
    -------
    SignalReport

    Raises
    ------
    Refusal
        ``signals-nothing``, ``signals-no-areas``, and those of reading a map.
    """
    if not counts.facilities():
        raise Refusal("signals-nothing")
    found = facility_signals(counts, contests, false_discovery_rate=false_discovery_rate, due_day=due_day)
    first, last = _months(counts)
    report = SignalReport(found, read, first, last, counts.names, areas, due_day)
    if mapped is None:
        return report
    file, read_map = mapped
    named = tuple(sorted({report.area_of(code) for code in found.facilities} - {""}))
    if not named:
        raise Refusal("signals-no-areas", file=file)
    return SignalReport(found, read, first, last, counts.names, areas, due_day, read_map(named), named)


def _months(counts: FacilityCounts) -> tuple[date | None, date | None]:
    """First and last month covered; months that only miswritten dates fall into are not."""
    parts = (counts.births, counts.scans, counts.ledger, counts.issues, counts.terminations)
    months = [part.month for part in parts if part is not None and len(part.month)]
    if not months:
        return None, None
    different, entries = np.unique(np.concatenate(months), return_counts=True)
    covered = different[entries >= np.median(entries) / _FEW]
    first, last = (end.astype("datetime64[D]").astype(date) for end in (covered.min(), covered.max()))
    return first, last

"""All kinds of signals from whatever counts there are."""

from collections.abc import Sequence

from evenborn.signals.births_ratio import births_ratios
from evenborn.signals.counts import FacilityCounts
from evenborn.signals.devices import devices_sold
from evenborn.signals.drugs import drug_balances, units_per_procedure
from evenborn.signals.evidence import Evidence, Finding, Unassessed
from evenborn.signals.figures import copied_returns, digit_preference
from evenborn.signals.ranking import FALSE_DISCOVERY_RATE, Contest, Signals, ranked
from evenborn.signals.returns import DUE_DAY, late_returns, missing_returns
from evenborn.signals.scans import scans_on_unknown_devices, scans_per_device_day, scans_without_indication


def facility_signals(
    counts: FacilityCounts,
    contests: Sequence[Contest] = (),
    *,
    further: Sequence[Finding] = (),
    false_discovery_rate: float = FALSE_DISCOVERY_RATE,
    due_day: int = DUE_DAY,
) -> Signals:
    """Assess facilities in every kind that their counts allow, and rank them for routine inspection.

    A signal is about a facility, never about a person; it says where to look first, opens no case, and can
    be contested.

    Parameters
    ----------
    counts : FacilityCounts
    contests : sequence of Contest
    further : sequence of Evidence or Unassessed
        Findings that were made where the counts behind them lie, and must stay.
    false_discovery_rate : float
        Over all facilities and kinds together.
    due_day : int
        Day of the month after, until which returns are in time.

    Returns
    -------
    Signals

    Raises
    ------
    ValueError
        For a rate or a day that is none.

    References
    ----------
    As each kind states; docs/methods/signals.md.

    Examples
    --------
    >>> facility_signals(FacilityCounts()).signals
    ()
    """
    found = [*_findings(counts, due_day), *further]
    tested = [one for one in found if isinstance(one, Evidence)]
    unassessed = [one for one in found if isinstance(one, Unassessed)]
    facilities = sorted({*counts.facilities(), *(one.facility for one in further)})
    return ranked(tested, unassessed, facilities, contests, false_discovery_rate)


def _findings(counts: FacilityCounts, due_day: int) -> list[Finding]:
    found: list[Finding] = []
    if counts.births is not None:
        found += births_ratios(counts.births)
    if counts.scans is not None:
        found += scans_without_indication(counts.scans)
        found += scans_per_device_day(counts.scans, counts.devices)
        if counts.devices is not None:
            found += scans_on_unknown_devices(counts.scans, counts.devices)
    if counts.sold is not None and counts.devices is not None:
        found += devices_sold(counts.sold, counts.devices, counts.names, _scans(counts))
    if counts.ledger is not None:
        found += drug_balances(counts.ledger, counts.issues)
    if counts.terminations is not None:
        if counts.issues is not None:
            found += units_per_procedure(counts.issues, counts.terminations)
        for kind in (missing_returns, digit_preference, copied_returns):
            found += kind(counts.terminations)
    if counts.received is not None:
        found += late_returns(counts.received, due_day)
    return found


def _scans(counts: FacilityCounts) -> dict[str, int]:
    found: dict[str, int] = {}
    if counts.scans is not None:
        for code, number in zip(counts.scans.facility.tolist(), counts.scans.scans.tolist(), strict=True):
            found[code] = found.get(code, 0) + number
    return found

"""Do ledgers of termination drugs balance, and do units used agree with the procedures that are returned?"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.signals.comparing import compared_rates, compared_shares
from evenborn.signals.counts import DrugIssues, LedgerEntries, Numbers, TerminationCounts, Texts
from evenborn.signals.evidence import Evidence, Finding
from evenborn.signals.grouping import places, sums

ENTERED_WRONGLY: Final = 0.01
"""Months of a batch in which a slip of the pen makes the ledger fall short."""
LARGEST_ISSUE: Final = 12
"""Units that one person has of a drug at most; where no list of issues is given, units stand for persons."""
METHODS_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "mifepristone": ("medical",),
        "misoprostol": ("medical",),
        "ethacridine": ("intra-amniotic",),
        "carboprost": ("drug-induction",),
    }
)
"""Methods that use a drug."""
_SIGNS: Final = MappingProxyType(
    {"opening": 1, "in": 1, "issue": -1, "waste": -1, "return": -1, "closing": -1}
)


def drug_balances(ledger: LedgerEntries, issues: DrugIssues | None = None) -> list[Finding]:
    """Months of a batch in which opening + in − used − waste − returned − closing leaves units over.

    A month also falls short where it opens with less than the month before closed with.

    Parameters
    ----------
    ledger : LedgerEntries
    issues : DrugIssues, optional
        From which the persons are counted.

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility. ``facts`` has ``short``, units unaccounted for in all, and ``received``.

    References
    ----------
    Drug Administration Law (China, 2019), article 54; Good Supply Practice (2016): a ledger balances.

    Examples
    --------
    >>> entry = np.array(["opening", "in", "issue", "closing"])
    >>> code, month = np.repeat([f"F{place}" for place in range(5)], 4), np.datetime64("2025-03")
    >>> quantity = np.tile([10, 500, 400, 110], 5)
    >>> quantity[3] = 40
    >>> ledger = LedgerEntries(
    ...     code, np.full(20, "misoprostol"), np.full(20, "B"), np.full(20, month), np.tile(entry, 5),
    ...     quantity,
    ... )
    >>> [(one.facility, one.facts["short"]) for one in drug_balances(ledger) if one.events]
    [('F0', 70)]
    """
    codes, place = places(ledger.facility)
    of_batch, batch = places(_joined(ledger.facility, ledger.drug, ledger.batch))
    facility_of = np.zeros(len(of_batch), dtype=np.int64)
    facility_of[batch] = place
    keys, short = _short(ledger, batch)
    owner = facility_of[keys]
    events, total = sums(owner, short > 0, len(codes)), sums(owner, np.ones(len(owner)), len(codes))
    units = sums(owner, np.maximum(short, 0), len(codes))
    received = sums(place, ledger.quantity * (ledger.entry == "in"), len(codes))
    facts = [
        {"short": int(one), "received": int(all_in)} for one, all_in in zip(units, received, strict=True)
    ]
    persons = _persons(codes, place, ledger, issues)
    return compared_shares(
        codes, "drug-balance", events, total, least=ENTERED_WRONGLY, persons=persons, facts=facts
    )


def _joined(*parts: Texts) -> Texts:
    whole = parts[0].astype(np.str_)
    for part in parts[1:]:
        whole = np.char.add(np.char.add(whole, "\t"), part.astype(np.str_))
    return np.asarray(whole)


def _short(ledger: LedgerEntries, batch: Numbers) -> tuple[Numbers, Numbers]:
    """Batch and units short of every month of a batch that states what it closes with."""
    month = ledger.month.astype(np.int64)
    keys, at = np.unique(np.column_stack([batch, month]), axis=0, return_inverse=True)
    at = at.reshape(-1)
    sign = np.array([_SIGNS.get(str(entry), 0) for entry in ledger.entry], dtype=np.int64)
    left = np.rint(sums(at, sign * ledger.quantity, len(keys))).astype(np.int64)
    opening, closing = (
        np.rint(sums(at, ledger.quantity * (ledger.entry == name), len(keys))).astype(np.int64)
        for name in ("opening", "closing")
    )
    states = sums(at, ledger.entry == "closing", len(keys)) > 0
    follows = np.append(False, (np.diff(keys[:, 0]) == 0) & (np.diff(keys[:, 1]) == 1))
    follows &= np.append(False, states[:-1])
    before = np.append(0, closing[:-1])
    left = left + np.where(follows, np.maximum(before - opening, 0), 0)
    return keys[states, 0], left[states]


def _persons(codes: Texts, place: Numbers, ledger: LedgerEntries, issues: DrugIssues | None) -> Numbers:
    """Issues by facility; where no list tells them, as few as units can be."""
    units = sums(place, ledger.quantity * (ledger.entry == "issue"), len(codes))
    fewest = np.ceil(units / LARGEST_ISSUE).astype(np.int64)
    if issues is None:
        return fewest
    at = np.searchsorted(codes, issues.facility)
    at = np.minimum(at, len(codes) - 1)
    known = codes[at] == issues.facility
    listed = np.rint(sums(at[known], issues.issues[known], len(codes))).astype(np.int64)
    return np.where(listed > 0, listed, fewest)


def units_per_procedure(issues: DrugIssues, terminations: TerminationCounts) -> list[Finding]:
    """Units of each drug for each procedure that uses it, held against all other facilities.

    All months are pooled; fewer than ten procedures are not assessed. Of the drugs of a facility the one
    that is most unusual stands for it, its P multiplied by their number.

    Parameters
    ----------
    issues : DrugIssues
    terminations : TerminationCounts

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility that issues drugs and returns procedures. ``facts`` has ``drug``.

    References
    ----------
    Bonferroni (1936), for the drugs of one facility.

    Examples
    --------
    >>> code, one = np.array([f"F{place}" for place in range(6)]), np.ones(6, dtype=np.int64)
    >>> month, drug = np.full(6, "2025-03", dtype="datetime64[M]"), np.full(6, "misoprostol")
    >>> issues = DrugIssues(code, drug, month, 100 * one, np.array([300, 310, 290, 305, 900, 295]))
    >>> word = np.full(6, "medical")
    >>> returned = TerminationCounts(code, month, word, word, word, 100 * one)
    >>> min(units_per_procedure(issues, returned), key=lambda one: one.p_value).facility
    'F4'
    """
    codes = np.intersect1d(issues.facility, terminations.facility)
    of_drug = [_of_drug(codes, drug, issues, terminations) for drug in METHODS_OF]
    found: list[Finding] = []
    for code in codes:
        own = [results[str(code)] for results in of_drug if str(code) in results]
        tested = [one for one in own if isinstance(one, Evidence)]
        found += _strongest(tested) if tested else own[:1]
    return found


def _of_drug(
    codes: Texts, drug: str, issues: DrugIssues, terminations: TerminationCounts
) -> dict[str, Finding]:
    """What one drug says of each facility that issues it."""
    units = _at(codes, issues.facility, issues.units * (issues.drug == drug))
    uses = np.isin(terminations.method, METHODS_OF[drug])
    procedures = _at(codes, terminations.facility, terminations.number * uses)
    issued = _at(codes, issues.facility, issues.issues * (issues.drug == drug))
    own = (units > 0) & (issued > 0)
    # Units go out by the issue, some at a time, so it is issues whose number varies by chance.
    variance = 1 / issued[own] + 1 / np.maximum(procedures[own], 1)
    found = compared_rates(
        codes[own], "units-per-procedure", units[own], procedures[own], persons=procedures[own],
        variance=variance, high_only=True, facts=[{"drug": drug}] * int(own.sum()),
    )  # fmt: skip
    return {one.facility: one for one in found}


def _at(codes: Texts, facility: Texts, amount: Numbers) -> NDArray[np.float64]:
    kept = np.isin(facility, codes)
    return sums(np.searchsorted(codes, facility[kept]), amount[kept], len(codes))


def _strongest(tested: list[Evidence]) -> list[Finding]:
    """The drug that is most unusual, its P multiplied by the number of drugs."""
    one = min(tested, key=lambda evidence: evidence.p_value)
    return [replace(one, p_value=min(1.0, one.p_value * len(tested)))]

"""How do the drug ledgers of the facilities read, and where do they not balance?

For each facility, drug, batch and month: opening + in = issue + waste + return + closing. One facility
states less at closing than it has: a stated share of the units that it received is unaccounted for.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from evenborn.simulation.drugs import DRUGS, batch_numbers, halves, issues
from evenborn.simulation.facility_records import FacilityRecords, facility_work, month_of
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.staff import facility_codes, staff
from evenborn.simulation.streams import stream
from evenborn.simulation.text_columns import Numbers, Texts, chosen, days, joined, where, whole_numbers
from evenborn.simulation.verdicts import Planted

ENTRIES: Final = ("opening", "in", "issue", "waste", "return", "closing")
"""Entries of a month, in their order."""
WASTE: Final = 0.02
"""Units of a batch that are spoiled, for each that is issued."""

_OPENING, _IN, _ISSUE, _WASTE, _RETURN, _CLOSING = range(len(ENTRIES))
_MONTHS: Final = 6
_YEARS_UNTIL_EXPIRY: Final = 2
_HOLDERS: Final = ("衡川制药股份有限公司", "衡麓药业有限公司", "衡渚生物制药有限公司")
_SUPPLIERS: Final = ("衡原医药有限公司", "衡汀医药批发有限公司")


@dataclass(frozen=True, eq=False)
class Balances:
    """Units of each batch, month by month.

    Attributes
    ----------
    facility, drug, half : ndarray of int64, shape (batches,)
        Positions, and the half-year since 1970.
    units : ndarray of int64, shape (batches, 6, 6)
        By month of the half-year and entry of :data:`ENTRIES`.
    missing : ndarray of int64, shape (batches, 6)
        Units by which the closing of a month is stated too low.
    """

    facility: Numbers
    drug: Numbers
    half: Numbers
    units: Numbers
    missing: Numbers

    @property
    def received(self) -> Numbers:
        """Units of each batch that came in."""
        return np.asarray(self.units[:, :, _IN].sum(axis=1))


def balances(parameters: CityParameters, year: int) -> Balances:
    """What every batch of a year came to.

    Parameters
    ----------
    parameters : CityParameters
        The city; the facility with the anomaly ``drug-units-missing`` cannot account for the share of the
        units received that is stated there.
    year : int
        Calendar year.
    """
    given = issues(parameters, year)
    first = (year - 1970) * 2
    facilities = len(facility_work(parameters).drugs)
    key = (given.facility * len(DRUGS) + given.drug) * 2 + halves(given.day) - first
    month = month_of(given.day) % _MONTHS
    issued = np.bincount(key * _MONTHS + month, given.units, minlength=facilities * len(DRUGS) * 2 * _MONTHS)
    issued = issued.astype(np.int64).reshape(-1, _MONTHS)
    batch = np.flatnonzero(issued.sum(axis=1))
    facility, drug, half = batch // (2 * len(DRUGS)), batch // 2 % len(DRUGS), first + batch % 2
    share = np.where(
        (facility_work(parameters).anomaly == "drug-units-missing")[facility],
        parameters.anomaly_drug_units_missing,
        0.0,
    )
    rng = stream(parameters.seed, "drug-ledger", parameters.number, year)
    units, missing = _months(rng, issued[batch], share)
    return Balances(facility, drug, half, units, missing)


def _months(
    rng: np.random.Generator, issued: Numbers, share: npt.NDArray[np.float64]
) -> tuple[Numbers, Numbers]:
    """Everything of a batch is received in its first month; what is left goes back in its last."""
    wasted = rng.binomial(issued, WASTE)
    left = rng.integers(0, 12, len(issued)) * 6
    accounted = issued.sum(axis=1) + wasted.sum(axis=1) + left
    received = np.rint(accounted / (1 - share)).astype(np.int64)
    lost = received - accounted
    until = np.cumsum(issued, axis=1) / issued.sum(axis=1, keepdims=True)
    missing = np.diff(np.rint(until * lost[:, None]).astype(np.int64), axis=1, prepend=0)
    units = np.zeros((*issued.shape, len(ENTRIES)), dtype=np.int64)
    units[:, 0, _IN] = received
    units[:, :, _ISSUE], units[:, :, _WASTE] = issued, wasted
    units[:, -1, _RETURN] = left
    stock = np.zeros(len(issued), dtype=np.int64)
    for month in range(_MONTHS):
        units[:, month, _OPENING] = stock
        spent = units[:, month, _ISSUE : _RETURN + 1].sum(axis=1)
        stock = stock + units[:, month, _IN] - spent - missing[:, month]
        units[:, month, _CLOSING] = stock
    return units, missing


def drug_ledger(parameters: CityParameters, year: int) -> FacilityRecords:
    """The drug ledgers of all facilities of a city for one year.

    Parameters
    ----------
    parameters : CityParameters
        The city.
    year : int
        Calendar year.

    Returns
    -------
    FacilityRecords

    Examples
    --------
    >>> ledger = drug_ledger(CityParameters(seed=1), 2023)
    >>> [(one.kind, one.rules) for one in ledger.planted]
    [('units-unaccounted', ('ledger-out-of-balance',))]
    """
    held = balances(parameters, year)
    kept = held.units > 0
    kept[:, :, [_OPENING, _CLOSING]] = True
    batch, month, entry = np.nonzero(kept)
    columns = _columns(parameters, held, batch, month, entry)
    wrong = (held.missing[batch, month] > 0) & (entry == _CLOSING)
    rule = ("ledger-out-of-balance",)
    return FacilityRecords(
        "drug_ledger", columns, [Planted(np.flatnonzero(wrong), "entry", "units-unaccounted", rule)]
    )


def _columns(
    parameters: CityParameters, held: Balances, batch: Numbers, month: Numbers, entry: Numbers
) -> dict[str, Texts]:
    facility, drug, half = held.facility[batch], held.drug[batch], held.half[batch]
    months = (half * _MONTHS + month).astype("datetime64[M]")
    first, last = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]") - 1
    after = half * _MONTHS + 12 * _YEARS_UNTIL_EXPIRY
    expiry = after.astype("datetime64[M]").astype("datetime64[D]") - 1
    received, signed = entry == _IN, (entry != _OPENING) & (entry != _CLOSING)
    supplier = facility % len(_SUPPLIERS)
    return {
        "facility": facility_codes(parameters, facility),
        "month": _months_written(months),
        "entry_date": days(np.where(entry <= _IN, first + (entry == _IN) * 2, last)),
        "entry": chosen(ENTRIES, entry),
        "drug": chosen([one.name for one in DRUGS], drug),
        "form": chosen([one.form for one in DRUGS], drug),
        "specification": chosen([one.specification for one in DRUGS], drug),
        "batch": batch_numbers(facility, drug, half),
        "expiry": days(expiry),
        "holder": chosen(_HOLDERS, drug % len(_HOLDERS)),
        "manufacturer": chosen(_HOLDERS, drug % len(_HOLDERS)),
        "supplier": where(received | (entry == _RETURN), chosen(_SUPPLIERS, supplier)),
        "supplier_licence": where(received, chosen([f"衡AA99000{one:02}" for one in range(2)], supplier)),
        "quantity": whole_numbers(held.units[batch, month, entry]),
        "price": where(received, chosen([one.price for one in DRUGS], drug)),
        "receiver": where(signed, staff(parameters, facility, np.full(len(batch), 5))),
        "second_checker": where(signed, staff(parameters, facility, np.full(len(batch), 6))),
    }


def _months_written(months: npt.NDArray[np.datetime64]) -> Texts:
    number = months.astype(np.int64)
    return joined(whole_numbers(1970 + number // 12), "-", whole_numbers(number % 12 + 1, 2))

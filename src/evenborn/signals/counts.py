"""What is counted of facilities: births, scans, devices, drugs, returns by month; no row of anybody."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.str_]
Numbers = NDArray[np.int64]
Months = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False)
class BirthCounts:
    """Live births of known sex; one entry a facility, month, birth order and county of residence.

    Attributes
    ----------
    facility, residence : ndarray of str
        Codes.
    month : ndarray of datetime64[M]
    order : ndarray of int
        1, 2, 3 or more; 0 where it is not stated.
    male, female : ndarray of int
    """

    facility: Texts
    month: Months
    order: Numbers
    residence: Texts
    male: Numbers
    female: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class ScanCounts:
    """Scans from week 14 on; one entry a facility, month and device.

    Attributes
    ----------
    facility, device : ndarray of str
    month : ndarray of datetime64[M]
    scans, without_indication : ndarray of int
    days : ndarray of int
        Days of the month on which the device was used.
    """

    facility: Texts
    month: Months
    device: Texts
    scans: Numbers
    without_indication: Numbers
    days: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Devices:
    """Ultrasound devices as registers of devices hold them; one entry a device.

    Attributes
    ----------
    facility, device : ndarray of str
        Who keeps the register, and the number of the device.
    in_use : ndarray of bool
    since : ndarray of datetime64[M]
        Since when a device is not in use; not a time where that is not stated.
    buyer : ndarray of str
        To whom it went, as stated; empty for none.
    """

    facility: Texts
    device: Texts
    in_use: NDArray[np.bool_]
    since: Months
    buyer: Texts


@dataclass(frozen=True, slots=True, eq=False)
class LedgerEntries:
    """Drug ledgers; one entry a facility, drug, batch, month and kind of entry.

    Attributes
    ----------
    facility, drug, batch, entry : ndarray of str
    month : ndarray of datetime64[M]
    quantity : ndarray of int
        Smallest units.
    """

    facility: Texts
    drug: Texts
    batch: Texts
    month: Months
    entry: Texts
    quantity: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class DrugIssues:
    """Issues of drugs; one entry a facility, drug and month.

    Attributes
    ----------
    facility, drug : ndarray of str
    month : ndarray of datetime64[M]
    issues, units : ndarray of int
    """

    facility: Texts
    drug: Texts
    month: Months
    issues: Numbers
    units: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class TerminationCounts:
    """Monthly returns of terminations; one entry a facility, month, week band, class of reason and method.

    Attributes
    ----------
    facility, week_band, reason_class, method : ndarray of str
    month : ndarray of datetime64[M]
    number : ndarray of int
    """

    facility: Texts
    month: Months
    week_band: Texts
    reason_class: Texts
    method: Texts
    number: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class ReceivedReturns:
    """When returns came in; one entry a return.

    Attributes
    ----------
    facility : ndarray of str
    month : ndarray of datetime64[M]
        The month that it is about.
    received : ndarray of datetime64[D]
    """

    facility: Texts
    month: Months
    received: NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False)
class FacilityCounts:
    """Everything that is known of facilities; what is None was not given, and is not assessed.

    Attributes
    ----------
    births : BirthCounts or None
    scans : ScanCounts or None
    devices : Devices or None
        Registers that facilities keep.
    sold : Devices or None
        Registers that sellers keep.
    ledger : LedgerEntries or None
    issues : DrugIssues or None
    terminations : TerminationCounts or None
    received : ReceivedReturns or None
    names : dict of str to str
        Names of facilities by code; devices are also sold to names.
    """

    births: BirthCounts | None = None
    scans: ScanCounts | None = None
    devices: Devices | None = None
    sold: Devices | None = None
    ledger: LedgerEntries | None = None
    issues: DrugIssues | None = None
    terminations: TerminationCounts | None = None
    received: ReceivedReturns | None = None
    names: dict[str, str] = field(default_factory=dict)

    def facilities(self) -> tuple[str, ...]:
        """Codes of all facilities that anything is known of, sorted; sellers are none."""
        parts = (
            self.births, self.scans, self.devices, self.ledger, self.issues, self.terminations, self.received,
        )  # fmt: skip
        return tuple(sorted({str(code) for part in parts if part is not None for code in part.facility}))

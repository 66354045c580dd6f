"""Who scans without an indication, too much or too little for the devices, or on unknown devices?"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.signals.comparing import compared_rates, compared_shares
from evenborn.signals.counts import Devices, Numbers, ScanCounts, Texts
from evenborn.signals.evidence import Finding
from evenborn.signals.grouping import places, sums

WITHOUT_INDICATION_BY_SLIP: Final = 0.01
"""Scans whose indication was forgotten, at the least that must be expected anywhere."""
UNKNOWN_DEVICE_BY_SLIP: Final = 0.01
"""Scans whose device number was miswritten."""
_REGISTRATION = 22
_CLASS = slice(15, 21)  # economic type and class of institution


def scans_without_indication(scans: ScanCounts) -> list[Finding]:
    """Hold the share of scans without an indication against that of all other facilities.

    Parameters
    ----------
    scans : ScanCounts

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility.

    References
    ----------
    Provisions on non-medical fetal sex determination and sex-selective termination (China, 2016),
    articles 9 and 10; PCPNDT Rules (India, 1996, amended 2014), Form F, section B 9.

    Examples
    --------
    >>> code = np.array([f"F{place}" for place in range(6)])
    >>> one = np.ones(6, dtype=np.int64)
    >>> month = np.full(6, "2025-03", dtype="datetime64[M]")
    >>> counts = ScanCounts(code, month, code, 100 * one, np.array([2, 3, 1, 2, 40, 2]), 20 * one)
    >>> min(scans_without_indication(counts), key=lambda one: one.p_value).facility
    'F4'
    """
    codes, place = places(scans.facility)
    events, total = (sums(place, one, len(codes)) for one in (scans.without_indication, scans.scans))
    return compared_shares(codes, "scans-without-indication", events, total, least=WITHOUT_INDICATION_BY_SLIP)


def scans_on_unknown_devices(scans: ScanCounts, devices: Devices) -> list[Finding]:
    """Scans on devices that the facility's register does not hold, or no longer holds as in use.

    Parameters
    ----------
    scans : ScanCounts
    devices : Devices

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility that logs scans and has a register of devices.

    References
    ----------
    Regulations on the Supervision and Administration of Medical Devices (China, 2021), article 50; PCPNDT
    Rules (India), rule 13 (devices are registered one by one).

    Examples
    --------
    >>> code = np.array([f"F{place}" for place in range(6)])
    >>> one, none = np.ones(6, dtype=np.int64), np.full(6, "NaT", dtype="datetime64[M]")
    >>> month = np.full(6, "2025-03", dtype="datetime64[M]")
    >>> used = np.array(["D0", "D1", "D2", "X3", "D4", "D5"])
    >>> counts = ScanCounts(code, month, used, 100 * one, 0 * one, 20 * one)
    >>> known = np.array([f"D{place}" for place in range(6)])
    >>> held = Devices(code, known, one.astype(bool), none, np.full(6, ""))
    >>> [one.events for one in scans_on_unknown_devices(counts, held)]
    [0, 0, 0, 100, 0, 0]
    """
    kept = np.isin(scans.facility, devices.facility)
    codes, place = places(scans.facility[kept])
    known = _known(scans.facility[kept], scans.device[kept], scans.month[kept], devices)
    number = scans.scans[kept]
    events, total = sums(place, number * ~known, len(codes)), sums(place, number, len(codes))
    return compared_shares(codes, "scans-on-unknown-devices", events, total, least=UNKNOWN_DEVICE_BY_SLIP)


def _known(
    facility: Texts, device: Texts, month: NDArray[np.datetime64], devices: Devices
) -> NDArray[np.bool_]:
    """Whether a device was in use at the facility in that month, or until within it."""
    last = np.where(devices.in_use, np.datetime64("9999-12", "M"), devices.since)
    until = {
        (str(one), str(number)): end
        for one, number, end in zip(devices.facility, devices.device, last, strict=True)
    }
    ends = [until.get((str(one), str(number))) for one, number in zip(facility, device, strict=True)]
    return np.array(
        [end is not None and (np.isnat(end) or at <= end) for end, at in zip(ends, month, strict=True)], bool
    )


def scans_per_device_day(scans: ScanCounts, devices: Devices | None = None) -> list[Finding]:
    """Scans for each device and day, held against facilities of the same class, both ways.

    Far more than the devices of a register can do speaks of devices that are not in it; far fewer, of scans
    that are not logged. Without a register of devices, days are those on which each device was used.

    Parameters
    ----------
    scans : ScanCounts
    devices : Devices, optional

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility. ``facts`` has ``devices``.

    References
    ----------
    WS 218 (China), classes of medical institutions, for who is whose peer.

    Examples
    --------
    >>> code = np.array([f"F{place}" for place in range(8)])
    >>> month = np.full(8, "2025-03", dtype="datetime64[M]")
    >>> number = np.array([100, 110, 95, 105, 90, 100, 104, 2_000])
    >>> counts = ScanCounts(code, month, code, number, 0 * number, np.full(8, 20))
    >>> min(scans_per_device_day(counts), key=lambda one: one.p_value).facility
    'F7'
    """
    if devices is not None:
        scans = _of(scans, np.isin(scans.facility, devices.facility[devices.in_use]))
    codes, place = places(scans.facility)
    number = sums(place, scans.scans, len(codes))
    held, days = _device_days(codes, place, scans, devices)
    group = np.array([_peers_of(str(code)) for code in codes], dtype=np.str_)
    found: list[Finding] = []
    for one in np.unique(group):
        own = group == one
        found += compared_rates(
            codes[own], "scans-per-device-day", number[own], days[own], persons=number[own],
            variance=1 / np.maximum(number[own], 1), high_only=False,
            facts=[{"devices": int(each)} for each in held[own]],
        )  # fmt: skip
    return found


def _of(scans: ScanCounts, kept: NDArray[np.bool_]) -> ScanCounts:
    return ScanCounts(
        scans.facility[kept], scans.month[kept], scans.device[kept], scans.scans[kept],
        scans.without_indication[kept], scans.days[kept],
    )  # fmt: skip


def _peers_of(code: str) -> str:
    """Type and class of a registration number; facilities with other codes are one group."""
    return code[_CLASS] if len(code) == _REGISTRATION else ""


def _device_days(
    codes: Texts, place: Numbers, scans: ScanCounts, devices: Devices | None
) -> tuple[Numbers, NDArray[np.float64]]:
    """Devices of each facility, and how many days they could be used, or were."""
    pairs = np.unique(np.column_stack([place, places(scans.device)[1]]), axis=0)
    if devices is None:
        return np.bincount(pairs[:, 0], minlength=len(codes)), sums(place, scans.days, len(codes))
    held = np.array([int((devices.in_use & (devices.facility == code)).sum()) for code in codes])
    months = np.unique(np.column_stack([place, scans.month.astype(np.int64)]), axis=0)
    first = months[:, 1].astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    return held, held * sums(months[:, 0], length, len(codes))

"""Do the devices that sellers say they sold stand in the registers of their buyers?"""

from collections.abc import Mapping

from evenborn.signals.counts import Devices
from evenborn.signals.evidence import Evidence, Finding
from evenborn.signals.kinds import SMALLEST_GROUP

MISSED_BY_SLIP = 0.01
"""Chance that a device is left out of a register, or its number miswritten, without intent."""


def devices_sold(
    sold: Devices, devices: Devices, names: Mapping[str, str], scans: Mapping[str, int]
) -> list[Finding]:
    """Count devices that a seller says it sold to a facility and whose number the facility does not hold.

    Parameters
    ----------
    sold : Devices
        Registers of sellers: ``buyer`` is the code or the name of a facility.
    devices : Devices
        Registers of facilities.
    names : mapping of str to str
        Names of facilities by code.
    scans : mapping of str to int
        Scans by facility; a signal needs ten persons, and without a log nobody is known to be behind it.

    Returns
    -------
    list of Evidence
        One for each facility that sellers name. ``facts`` has ``numbers``, those of the missing devices.

    References
    ----------
    Provisions on non-medical fetal sex determination and sex-selective termination (China, 2016), article
    14 (sellers keep and report to whom a device went); PCPNDT Rules (India), rule 3A.

    Examples
    --------
    >>> import numpy as np
    >>> never = np.full(2, "NaT", dtype="datetime64[M]")
    >>> gone = Devices(np.full(2, "S1"), np.array(["D1", "D2"]), np.zeros(2, bool), never, np.full(2, "F1"))
    >>> held = Devices(np.array(["F1"]), np.array(["D1"]), np.ones(1, bool), never[:1], np.array([""]))
    >>> (one,) = devices_sold(gone, held, {}, {"F1": 300})
    >>> one.events, one.facts["numbers"], round(one.p_value, 4)
    (1, 'D2', 0.0199)
    """
    known = {str(code) for code in devices.facility} | set(names)
    code_of = {name: code for code, name in names.items()} | {code: code for code in known}
    held: dict[str, set[str]] = {}
    for code, number in zip(devices.facility, devices.device, strict=True):
        held.setdefault(str(code), set()).add(str(number))
    bought: dict[str, set[str]] = {}
    for buyer, number in zip(sold.buyer, sold.device, strict=True):
        if str(buyer) in code_of:
            bought.setdefault(code_of[str(buyer)], set()).add(str(number))
    return [
        _evidence(code, numbers, numbers - held.get(code, set()), scans.get(code, 0))
        for code, numbers in sorted(bought.items())
    ]


def _evidence(code: str, bought: set[str], missing: set[str], scans: int) -> Evidence:
    chance = 1 - (1 - MISSED_BY_SLIP) ** len(bought) if missing else 1.0
    facts: dict[str, str | int | float] = {"numbers": "、".join(sorted(missing)), "bought": len(bought)}
    held = float(len(missing))
    return Evidence(
        code, "devices-sold", held, held, held, 0.0, chance, max(scans, 0), len(missing), len(bought), facts
    )


def is_a_fact(one: Evidence) -> bool:
    """Whether a finding needs no test: a device that was sold and stands in no register is a fact.

    Parameters
    ----------
    one : Evidence

    Returns
    -------
    bool

    References
    ----------
    As :func:`devices_sold`.

    Examples
    --------
    >>> is_a_fact(Evidence("F1", "devices-sold", 1, 1, 1, 0, 0.02, 300, 1, 2))
    True
    """
    return one.kind == "devices-sold" and one.events > 0 and one.persons >= SMALLEST_GROUP

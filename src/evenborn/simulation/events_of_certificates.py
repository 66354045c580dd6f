"""What happens to a birth certificate after its issue: some are spoiled in print, some lost and reissued."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np

from evenborn.simulation.departments import sent_on
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.sheets import Numbers, Sheet
from evenborn.simulation.streams import uniforms
from evenborn.simulation.text_columns import at, texts_at

LOST: Final = 0.002
"""Certificates that are reported lost and reissued under another number."""
VOID: Final = 0.001
"""Births for which another certificate was spoiled."""

_DAYS: Final = 400


def with_later_events(sheet: Sheet, births: KnownBirths) -> Sheet:
    """The register of certificates with a row for each further event, behind that of the issue.

    Parameters
    ----------
    sheet : Sheet
        One row a birth, all issued.
    births : KnownBirths
        The births that it was made from.

    Returns
    -------
    Sheet
    """
    draws = uniforms(births.seed, "certificate-events", sheet.births)
    times = 1 + 2 * (draws < LOST) + ((draws >= LOST) & (draws < LOST + VOID))
    rows = np.repeat(np.arange(len(sheet)), times)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    draws, of_lost = draws[rows], times[rows] == 3
    sheet = sheet.taken(rows)
    other = at(births.certificate(1), _places(births, sheet.births))
    lost, reissued = np.flatnonzero((nth == 1) & of_lost), np.flatnonzero(nth == 2)
    void = np.flatnonzero((nth == 1) & ~of_lost)
    for event, some in (("lost", lost), ("reissued", reissued), ("void", void)):
        sheet.replace("event", some, [event] * len(some))
    sheet.replace("replaces_number", reissued, texts_at(sheet.columns["certificate_number"], reissued))
    for some in (reissued, void):
        sheet.replace("certificate_number", some, texts_at(other, some))
    later = np.concatenate([lost, reissued])
    last = sent_on(births.parameters.calendar_years[-1]) - timedelta(days=1)
    issued = texts_at(sheet.columns["event_date"], later)
    sheet.replace("event_date", later, _later(issued, draws[later] / LOST, last))
    return sheet


def _places(births: KnownBirths, wanted: Numbers) -> Numbers:
    numbers = births.numbers("birth")
    order = np.argsort(numbers)
    return np.asarray(order[np.searchsorted(numbers, wanted, sorter=order)])


def _later(
    days: Sequence[str | None], chances: "np.typing.NDArray[np.float64]", last: date
) -> list[str | None]:
    """Days on which a certificate is reported lost, at the latest the last one before the file is sent."""
    added = (chances * _DAYS).astype(int).tolist()
    return [
        min(date.fromisoformat(day or "") + timedelta(days=more), last).isoformat()
        for day, more in zip(days, added, strict=True)
    ]

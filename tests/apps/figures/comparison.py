"""A comparison of three registers: one county conceals girls, one selects, one is small."""

from datetime import date
from itertools import product
from typing import Final

import pyarrow as pa

from apps.matching import scene as matching
from evenborn.apps.access.actor import Actor
from evenborn.apps.figures.corrected.found import Found, found_of
from evenborn.apps.figures.registration.judged import Registration, registration_of
from evenborn.apps.figures.reports import audience_of
from evenborn.apps.figures.speaking import speaking_of
from evenborn.apps.matching.actions.results import Found as Kept
from evenborn.apps.matching.actions.results import OfRegister, keep_result
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.rules import RunState
from evenborn.comparison.commission import Commission
from evenborn.comparison.coverage import coverage
from evenborn.comparison.differences import KINDS
from evenborn.presentation.coverage_figures import coverage_figures, register_figures
from evenborn.sexratio.disclosure import Audience
from people import CITY, NIWU, XIZE, everyone

REGISTERS: Final = ("delivery", "immunisation", "household")
SMALL: Final = "990103"
PATTERNS: Final = (7, 3, 5, 1, 6, 2, 4)
"""111 110 101 100 011 010 001, the delivery register first, with bit i for the register i."""
SEEN: Final = {
    # counties of the simulated city as docs/methods/registration.md has them
    NIWU: ((3246, 141, 101, 6, 38, 0, 2), (2430, 136, 73, 6, 97, 181, 3)),
    XIZE: ((3724, 145, 114, 15, 38, 2, 0), (2923, 184, 115, 9, 33, 2, 3)),
    SMALL: ((140, 8, 6, 2, 1, 0, 0), (130, 9, 5, 2, 1, 0, 0)),
}
TOLD: Final = dict.fromkeys((*KINDS, "elsewhere", "still_differs"), 0)
_MONTHS: Final = [date(year, month, 1) for year, month in product((2023, 2024, 2025), range(1, 13))]


def patterns() -> pa.Table:
    """Births by the registers that hold them; 36 months, of which the first has them all."""
    rows = [
        (county, _MONTHS[0], sex, None, pattern, births)
        for county, sexes in SEEN.items()
        for sex, counts in zip(("male", "female"), sexes, strict=True)
        for pattern, births in zip(PATTERNS, counts, strict=True)
    ]
    rows += [(NIWU, month, "male", None, 7, 0) for month in _MONTHS[1:]]
    names = ("county", "month", "sex", "order", "pattern", "births")
    types = (pa.string(), pa.date32(), pa.string(), pa.string(), pa.int64(), pa.int64())
    columns = zip(names, types, zip(*rows, strict=True), strict=True)
    return pa.table({name: pa.array(column, kind) for name, kind, column in columns})


def compared(area: str = CITY) -> Run:
    """A comparison that was made, of all births of three years."""
    run = matching.begun(area, registers=REGISTERS)
    run.state, run.period_start, run.period_end = RunState.RUNNING, date(2023, 1, 1), date(2025, 12, 31)
    run.save()
    by_area = coverage(patterns(), REGISTERS, [])
    figures = {
        "area": coverage_figures(by_area), "month": [], "registers": register_figures(by_area),
        "reference": by_area.reference, "unclear": 0, "unplaced": 0,
    }  # fmt: skip
    told = [OfRegister("0" * 64, 9_000, (_MONTHS[0], _MONTHS[-1]), TOLD) for _ in REGISTERS]
    commission = Commission("estimating-coverage", matching.BASIS, date(2026, 3, 31))
    return keep_result(
        run, by=everyone(), found=Kept("20260331-1", commission, {}, {}, [], figures, told, [])
    )


def found(by: Actor, area: str, audience: Audience) -> Found | None:
    """What the comparison that speaks for an area found of it; None where none does."""
    speaking = speaking_of(by, area, audience)
    return speaking and found_of(speaking, area, audience)


def said(by: Actor, area: str) -> Registration | None:
    """What it says of the area to somebody."""
    speaking = speaking_of(by, area, audience_of(by, area))
    return speaking and registration_of(by, speaking)

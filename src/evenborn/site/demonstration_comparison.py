"""A comparison of two registers of the city, as people of an office make it: begun, made, partly answered."""

from datetime import date
from typing import Final

from evenborn.apps.access.models import Department
from evenborn.apps.matching.actions.runs import Asked, Commissioned, begin_run
from evenborn.apps.matching.comparing import carry_out
from evenborn.apps.matching.differences.queries import differences, sheets
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.rules import Origin
from evenborn.apps.matching.tasks import start
from evenborn.apps.vault.actions.replies import answer_records
from evenborn.site.demonstration import CITY, OFFICE, person

__all__ = ["compare"]

REGISTERS: Final = ("delivery", "immunisation")
_BASIS: Final = "《中华人民共和国统计法》第七条；云禾市出生登记数据比对制度（2025）第三条"
_ANSWERED: Final = {"only-here": "confirmed", "sex-differs": "corrected", "entered-twice": "same-birth-twice"}
"""What the hospital answers by kind of difference; a kind that is not here waits."""


def compare(years: range) -> Run:
    """Compare what hospitals and clinics registered, and answer for one hospital.

    Parameters
    ----------
    years : range
        Calendar years of birth.
    """
    officer = person("comparison")
    home = Department.objects.get(name=OFFICE).pk
    commissioned = Commissioned(
        "correcting-registers", _BASIS, Origin.VAULT, (date(years[0], 1, 1), date(years[-1], 12, 31))
    )
    run = begin_run(
        by=officer, area=CITY, commissioned=commissioned, asked=[Asked(name, home) for name in REGISTERS],
        purpose=commissioned.purpose, registers=", ".join(REGISTERS),
    )  # fmt: skip
    start(run, by=officer)
    run = carry_out(run.pk)
    _answer(run)
    return run


def _answer(run: Run) -> None:
    """The registrar of the hospital answers for its own records."""
    registrar = person("registrar")
    for sheet in sheets(registrar).filter(run=run.pk):
        told = differences(registrar, sheet)
        replies = {one.place_on_sheet: _ANSWERED[one.kind] for one in told if one.kind in _ANSWERED}
        answer_records(sheet, by=registrar, replies=replies)

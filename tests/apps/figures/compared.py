"""A comparison of registers of which only the lines about areas are kept, as pages of figures read it."""

from datetime import date
from typing import Final

from evenborn.apps.matching.models import Run, RunRegister
from people import CITY, everyone

KEYS: Final = (
    "ratio", "lower", "upper", "corrected", "corrected_lower", "corrected_upper", "hidden_boys",
    "hidden_girls", "most_hidden_boys", "most_hidden_girls", "tipping_point",
)  # fmt: skip
NUMBERS: Final = (118.0, 112.0, 124.0, 117.5, 109.0, 124.0, 3.0, 5.0, 5.0, 40.0, 12.0)


def figure(area: str | None, births: int, verdict: str | None) -> dict[str, object]:
    """A line of a comparison."""
    reliable = "reliable" if births >= 1_000 else "unreliable"
    told = {"area": area, "births": births, "reliability": reliable, "unclear": 0, "verdict": verdict}
    return told | dict(zip(KEYS, NUMBERS, strict=True))


def compared(*verdicts: str | None, births: int = 4_000) -> Run:
    """A comparison of the city, with these verdicts of its first counties."""
    counties = [figure(f"99010{at}", births, verdict) for at, verdict in enumerate(verdicts, start=1)]
    total = figure(None, births * len(verdicts), "selection")
    run = Run.objects.create(
        area=CITY, purpose="correcting-registers", legal_basis="Law", origin="vault", reply_days=30,
        period_start=date(2023, 1, 1), period_end=date(2025, 12, 31), state="done", code=str(len(verdicts)),
        begun_at=everyone().now, begun_by="1", compared_at=everyone().now,
        figures={"area": [total, *counties], "month": [], "registers": [], "reference": 107.0, "unclear": 0,
                 "unplaced": 0},
    )  # fmt: skip
    RunRegister.objects.bulk_create(
        RunRegister(run=run, place=place, register=name, area=CITY, department=1)
        for place, name in enumerate(("delivery", "immunisation"))
    )
    return run

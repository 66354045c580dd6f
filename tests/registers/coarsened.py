"""Coarsened tables of a few births, to be put into the store."""

from datetime import date

import pyarrow as pa

from evenborn.registers.coarsening import Coarsened, Coarsening
from evenborn.registers.definition import register
from evenborn.registers.manifest import Origin


def household(*births: tuple[str, str, str]) -> Coarsened:
    """Household registrations: area, day of birth and sex of each."""
    areas, days, sexes = zip(*births, strict=True) if births else ((), (), ())
    columns = {
        "area": pa.array(areas, pa.string()),
        "birth_date": pa.array([date.fromisoformat(day) for day in days], pa.date32()),
        "sex": pa.array(sexes, pa.string()),
    }
    coarsening = Coarsening(register("household"))
    coarsening.add(pa.record_batch(columns))
    return coarsening.finish()


def origin(start: str, end: str, sender: str = "云溪县公安局") -> Origin:
    """An origin with the rest filled in."""
    return Origin(sender, date.fromisoformat(start), date.fromisoformat(end), date(2026, 1, 31), "ab" * 32)

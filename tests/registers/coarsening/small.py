"""A small register of three columns, its births drawn by Hypothesis, and what its table says of them."""

from collections import Counter
from datetime import date

import pyarrow as pa
from hypothesis import strategies as st

from evenborn.registers.coarsening import Coarsened, Coarsening
from registers.coarsening.invented import definition
from registers.coarsening.plainly import Birth, Path

Row = tuple[str | None, int | None, str | None, int | None]
"""Facility, month of 2025, county and parity of one birth."""

SMALL = definition(
    {
        "facility": ("facility", ["as-stated", "all"]),
        "born": ("day", ["month", "quarter", "half-year", "year", "all"]),
        "residence": ("area", ["county", "prefecture", "all"]),
        "parity": ("count", ["one-two-more", "all"]),
    },
    smallest=3,
)

rows: st.SearchStrategy[list[Row]] = st.lists(
    st.tuples(
        st.sampled_from(["A", "A", "B", "C", None]),
        st.sampled_from([1, 2, 3, 4, 8, 8, 12, None]),
        st.sampled_from(["990101", "990102", "990203", None]),
        st.sampled_from([1, 1, 2, 3, 7, None]),
    ),
    max_size=60,
)


def batch(births: list[Row]) -> pa.RecordBatch:
    """The births as the check hands them on."""
    facility, month, county, parity = zip(*births, strict=True) if births else ((), (), (), ())
    days = [None if one is None else date(2025, one, 1 + at % 28) for at, one in enumerate(month)]
    columns = {
        "facility": pa.array(facility, pa.string()),
        "born": pa.array(days, pa.date32()),
        "residence": pa.array(county, pa.string()),
        "parity": pa.array(parity, pa.int64()),
    }
    return pa.record_batch(columns)


def coarsened(births: list[Row]) -> Coarsened:
    """What may leave of them."""
    coarsening = Coarsening(SMALL)
    coarsening.add(batch(births))
    return coarsening.finish()


def combinations(found: Coarsened) -> Counter[tuple[str, ...]]:
    """Births by combination as the table has them."""
    columns = found.tables["table"].to_pydict()
    counts = columns.pop("count")
    return Counter(dict(zip(zip(*columns.values(), strict=True), counts, strict=True)))


def paths(row: Row) -> Birth:
    """The values of one birth in all of their forms."""
    facility, month, county, parity = row
    return (
        (facility or "unknown", "all"),
        _period(month),
        (county, county[:4], "all") if county else ("unknown", "unknown", "all"),
        ("unknown" if parity is None else "3+" if parity > 2 else str(parity), "all"),
    )


def _period(month: int | None) -> Path:
    if month is None:
        return ("unknown", "unknown", "unknown", "unknown", "all")
    quarter, half = (month + 2) // 3, 1 if month < 7 else 2
    return (f"2025-{month:02d}", f"2025-Q{quarter}", f"2025-H{half}", "2025", "all")

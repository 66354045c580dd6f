"""Total rows inside a table of counts: left out of the births, after their sums have been checked.

A row marked as a total in one column (``合计`` under area, say) must equal the sum of the rows that agree
with it in its other columns. A total that differs, or that totals only a block of rows, is refused:
somebody has to say which of the numbers is right.
"""

from evenborn.registers.reading import Reading
from evenborn.registers.sources.source import is_blank

_SAME = {
    "area": ("area",),
    "period": ("stated_start", "stated_end"),
    "order": ("order_stated",),
    "facility": ("facility",),
}


def refuse_wrong_totals(reading: Reading, in_file: list[str]) -> int:
    """Check every total row and say how many there are.

    Parameters
    ----------
    reading : Reading
        Its engine holds ``read_rows``.
    in_file : list of str
        Dimensions that the file has.

    Returns
    -------
    int
        Number of total rows.

    Raises
    ------
    Refusal
        ``total-differs`` or ``total-of-nothing``.
    """
    if not in_file:
        return 0
    marks = ", ".join(_is_added_up(name) for name in in_file)
    patterns = reading.engine.rows(f"SELECT DISTINCT {marks} FROM read_rows WHERE is_total")
    for pattern in patterns:
        _check(reading, in_file, [name for name, added in zip(in_file, pattern, strict=True) if added])
    total: int = reading.engine.rows("SELECT count(*) FROM read_rows WHERE is_total")[0][0]
    return total


def _is_added_up(name: str, table: str = "") -> str:
    """A total row adds up what it marks as total, and what it leaves blank."""
    return f"({table}{name}_total OR {is_blank(f'{table}text_{name}')})"


def _check(reading: Reading, in_file: list[str], added_up: list[str]) -> None:
    kept = [part for name in in_file if name not in added_up for part in _SAME[name]]
    grouping = ", ".join(f'"{part}"' for part in kept)
    sums = ", ".join(f"sum({sex}) AS {sex}" for sex in ("male", "female", "unclear"))
    parts = (
        f"SELECT {grouping + ', ' if kept else ''}{sums}, count(*) AS parts FROM read_rows WHERE NOT is_total"
    )
    same = " AND ".join(f't."{part}" IS NOT DISTINCT FROM s."{part}"' for part in kept) or "true"
    marked = " AND ".join(
        _is_added_up(name, "t.") if name in added_up else f"NOT {_is_added_up(name, 't.')}"
        for name in in_file
    )
    texts = ", ".join(f't."text_{name}"' for name in in_file)
    wrong = reading.engine.rows(
        f"SELECT t.male, t.female, t.unclear, s.male, s.female, s.unclear, coalesce(s.parts, 0), {texts} "
        f"FROM read_rows t LEFT JOIN ({parts} {'GROUP BY ALL' if kept else ''}) s ON {same} "
        f"WHERE t.is_total AND {marked} "
        "AND (t.male, t.female, t.unclear) IS DISTINCT FROM (s.male, s.female, s.unclear) LIMIT 1"
    )
    if not wrong:
        return
    male, female, unclear, male_sum, female_sum, unclear_sum, found, *key = wrong[0]
    code = "total-differs" if found else "total-of-nothing"
    reading.refuse_rows(
        code,
        in_file,
        {tuple(key)},
        value=" · ".join(text for text in key if text)[:80],
        male=male,
        female=female,
        unclear=unclear,
        male_sum=int(male_sum or 0),
        female_sum=int(female_sum or 0),
        unclear_sum=int(unclear_sum or 0),
    )

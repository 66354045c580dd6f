"""Total rows inside a table of counts: left out of the births, after their sums have been checked.

A row marked as a total in one column (``合计`` under area, say) must equal the sum of the rows that agree
with it in its other columns. A total that differs, or that totals only a block of rows, is refused:
somebody has to say which of the numbers is right.
"""

from evenborn.registers.reading import Reading
from evenborn.registers.sources.source import is_blank

_NO_CHANCE = 20  # births from which a row does not equal the sum of its neighbours by chance

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
        ``total-differs``, ``total-of-nothing`` or ``unmarked-total``.
    """
    if not in_file:
        return 0
    for name in ("order", "facility"):
        if name in in_file:
            _refuse_unmarked(reading, in_file, name)
    marks = ", ".join(_is_added_up(name) for name in in_file)
    patterns = reading.engine.rows(f"SELECT DISTINCT {marks} FROM read_rows WHERE is_total")
    for pattern in patterns:
        _check(reading, in_file, [name for name, added in zip(in_file, pattern, strict=True) if added])
    total: int = reading.engine.rows("SELECT count(*) FROM read_rows WHERE is_total")[0][0]
    return total


def _refuse_unmarked(reading: Reading, in_file: list[str], name: str) -> None:
    """Refuse rows with an empty birth order or facility that all equal the sum of their neighbours.

    They are totals whose mark was left out; taken as "not known" they would count every birth twice.
    """
    others = ", ".join(f'"{part}"' for other in in_file if other != name for part in _SAME[other])
    texts = ", ".join(f'"text_{other}"' for other in in_file)
    blank = f"{is_blank(f'text_{name}')} AND NOT is_total"
    window = f"OVER (PARTITION BY {others})" if others else "OVER ()"
    whole = f"male * 2 = sum(male) {window} AND female * 2 = sum(female) {window}"
    found = reading.engine.rows(
        f"WITH rows AS (SELECT {texts}, male + female AS births, {blank} AS blank, {whole} AS is_sum, "
        f"count(*) {window} AS neighbours FROM read_rows WHERE NOT is_total) "
        f"SELECT bool_and(is_sum), sum(births), arg_min(({texts}), births) FROM rows "
        "WHERE blank AND neighbours > 2"
    )
    all_sums, births, texts_of_one = found[0]
    if all_sums and births >= _NO_CHANCE:
        one = texts_of_one if isinstance(texts_of_one, tuple) else (texts_of_one,)
        column = reading.header.name_of(reading.column(name))
        reading.refuse_rows("unmarked-total", in_file, {one}, column=column)


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

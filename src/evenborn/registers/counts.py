"""From a table that already holds counts: every cell is read, and no birth may stand in two rows."""

from evenborn.registers.columns import DIMENSIONS, ColumnReading
from evenborn.registers.engine import EngineError
from evenborn.registers.period_steps import overlapping
from evenborn.registers.reading import Counted, Reading
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.source import is_blank
from evenborn.registers.totals import refuse_wrong_totals

COUNTS = ("male", "female", "unclear")

_KEY = {
    "area": ("area",),
    "period": ("stated_start", "stated_end"),
    "order": ("order_stated",),
    "facility": ("facility",),
}
_PLAIN_NUMBER = "'[0-9]{1,15}'"


def count_counts(reading: Reading) -> Counted:
    """Read a file with counts by sex.

    Raises
    ------
    Refusal
        ``no-rows``, ``duplicate-rows``, ``overlapping-periods``, ``overlapping-orders``, ``blank-area``,
        ``blank-period``, what :mod:`~evenborn.registers.totals` finds, and whatever a cell or the file gives.
    """
    in_file = [name for name in DIMENSIONS if name in reading.header.columns]
    counts = [name for name in COUNTS if name in reading.header.columns]
    rows = _copy(reading, [*in_file, *counts])
    dimensions = [reading.read_column(name, "copied", f'"{name}"') for name in in_file]
    numbers = [reading.read_column(name, "copied", f'"{name}"', _is_not_plain(name)) for name in counts]
    reading.refuse_bad([*dimensions, *numbers])
    for found in (*dimensions, *numbers):
        found.register(reading.engine)
    _read_rows(reading, in_file, counts)
    _refuse_blank(reading, in_file)
    _refuse_duplicates(reading, in_file)
    _refuse_overlaps(reading, in_file, dimensions)
    skipped = refuse_wrong_totals(reading, in_file)
    asked = tuple(name for name in in_file if name in reading.options.dimensions)
    period = next((found for found in dimensions if found.name == "period"), None)
    relation = "(SELECT * FROM read_rows WHERE NOT is_total)"
    return Counted(relation, asked, rows, skipped, _blank(reading, in_file), period)


def _is_not_plain(name: str) -> str:
    return f'NOT coalesce(regexp_full_match("{name}", {_PLAIN_NUMBER}), false)'


def _copy(reading: Reading, fields: list[str]) -> int:
    texts = ", ".join(f'{reading.text(name)} AS "{name}"' for name in fields)
    something = " OR ".join(f"NOT {is_blank(reading.text(name))}" for name in fields)
    sql = (
        f"CREATE TEMP TABLE copied AS SELECT {texts} FROM births_file "
        f"WHERE {something} OR ({reading.source.row_has_content})"
    )
    try:
        reading.engine.run(sql, reading.progress)
    except EngineError as error:
        raise reading.source.refusal_for(error) from error
    rows: int = reading.engine.rows("SELECT count(*) FROM copied")[0][0]
    if not rows:
        raise Refusal("no-rows", file=reading.file, row=reading.header.row)
    return rows


def _read_rows(reading: Reading, in_file: list[str], counts: list[str]) -> None:
    columns = [f'copied."{name}" AS "text_{name}", read_{name}.* EXCLUDE (text)' for name in in_file]
    for name in COUNTS:
        is_plain = f'regexp_full_match(copied."{name}", {_PLAIN_NUMBER})'
        number = f'CASE WHEN {is_plain} THEN CAST(copied."{name}" AS BIGINT) ELSE read_{name}.births END'
        columns.append(f"{number if name in counts else '0::BIGINT'} AS {name}")
    totals = " OR ".join(f"read_{name}.{name}_total" for name in in_file) or "false"
    joins = " ".join(
        f'LEFT JOIN read_{name} ON copied."{name}" IS NOT DISTINCT FROM read_{name}.text'
        for name in (*in_file, *counts)
    )
    reading.engine.run(
        f"CREATE TEMP TABLE read_rows AS SELECT {', '.join(columns)}, {totals} AS is_total "
        f"FROM copied {joins}"
    )


def _texts(in_file: list[str], table: str = "") -> str:
    return ", ".join(f'{table}"text_{name}"' for name in in_file)


def _refuse_blank(reading: Reading, in_file: list[str]) -> None:
    for name, value in (("area", "area"), ("period", "period_start")):
        if name not in in_file:
            continue
        blank = f"FROM read_rows WHERE {value} IS NULL AND NOT is_total"
        keys = set(reading.engine.rows(f"SELECT DISTINCT {_texts(in_file)} {blank} LIMIT 100"))
        if keys:
            column = reading.header.name_of(reading.column(name))
            more = reading.engine.rows(f"SELECT count(*) {blank}")[0][0] - 1
            reading.refuse_rows(f"blank-{name}", in_file, keys, column=column, value="", more=more)


def _refuse_duplicates(reading: Reading, in_file: list[str]) -> None:
    if not in_file:
        rows = reading.engine.rows("SELECT count(*) FROM read_rows")[0][0]
        if rows > 1:
            raise Refusal("rows-without-key", file=reading.file, row=reading.header.row, rows=rows)
        return
    key = ", ".join(
        [f'"{part}"' for name in in_file for part in _KEY[name]] + [f"{name}_total" for name in in_file]
    )
    packed = _packed(in_file)
    doubled = reading.engine.rows(
        f"SELECT min({packed}), max({packed}), count(*) OVER () FROM read_rows "
        f"GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
    )
    if doubled:
        first, last, more = doubled[0]
        keys = {tuple(first.values()), tuple(last.values())}
        shown = " · ".join(text for text in first.values() if text)
        reading.refuse_rows("duplicate-rows", in_file, keys, key=shown[:120], more=more - 1)


def _packed(in_file: list[str]) -> str:
    parts = ", ".join(f'"{name}" := "text_{name}"' for name in in_file)
    return f"struct_pack({parts})"


def _refuse_overlaps(reading: Reading, in_file: list[str], dimensions: list[ColumnReading]) -> None:
    for found in dimensions:
        if found.name == "period" and overlapping(stated for stated, _ in found.periods.values()):
            longer = "a.stated_end - a.stated_start >= b.stated_end - b.stated_start"
            shared = "a.stated_start <= b.stated_end AND b.stated_start <= a.stated_end"
            different = "(a.stated_start <> b.stated_start OR a.stated_end <> b.stated_end)"
            _refuse_pair(reading, in_file, "period", f"{shared} AND {longer} AND {different}")
        if found.name == "order":
            floor = "CAST(rtrim({0}.order_stated, '+') AS INTEGER)"
            covers = f"a.order_stated LIKE '%+' AND {floor.format('b')} >= {floor.format('a')}"
            _refuse_pair(reading, in_file, "order", f"{covers} AND a.order_stated <> b.order_stated")


def _refuse_pair(reading: Reading, in_file: list[str], name: str, condition: str) -> None:
    """Refuse two rows that agree in everything but ``name``, where they overlap."""
    others = [part for other in in_file if other != name for part in _KEY[other]]
    same = "".join(f' AND a."{part}" IS NOT DISTINCT FROM b."{part}"' for part in others)
    pair = reading.engine.rows(
        f"SELECT {_texts(in_file, 'a.')}, {_texts(in_file, 'b.')} FROM read_rows a JOIN read_rows b "
        f"ON {condition}{same} WHERE NOT a.is_total AND NOT b.is_total LIMIT 1"
    )
    if pair:
        place, width = in_file.index(name), len(in_file)
        first, second = pair[0][:width], pair[0][width:]
        facts = {"first": first[place] or "", "second": second[place] or ""}
        reading.refuse_rows(f"overlapping-{name}s", in_file, {first, second}, **facts)


def _blank(reading: Reading, in_file: list[str]) -> dict[str, int]:
    blank = {}
    for name in ("order", "facility"):
        if name in in_file:
            empty = f"{is_blank(f'text_{name}')} AND NOT is_total"
            blank[name] = reading.engine.rows(f"SELECT count(*) FROM read_rows WHERE {empty}")[0][0]
    return {name: rows for name, rows in blank.items() if rows}

"""From one row a birth to counts: equal rows are counted first, so only their few kinds are looked at."""

from evenborn.registers.columns import DIMENSIONS, ColumnReading
from evenborn.registers.engine import EngineError
from evenborn.registers.period_steps import overlapping
from evenborn.registers.reading import Counted, Reading
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.source import as_text, grouping, is_blank


def count_records(reading: Reading) -> Counted:
    """Count a file with one row a birth.

    Raises
    ------
    Refusal
        ``no-rows``, ``unknown-sex``, ``blank-area``, ``blank-period``, ``total-in-records``,
        ``overlapping-periods`` and whatever a cell or the file itself gives.
    """
    asked = [
        name for name in DIMENSIONS if name in reading.options.dimensions & reading.header.columns.keys()
    ]
    fields = [*asked, "sex"]
    _group(reading, fields)
    _drop_empty_rows(reading, fields)
    rows = reading.engine.rows("SELECT coalesce(sum(births), 0)::BIGINT FROM grouped")[0][0]
    if not rows:
        raise Refusal("no-rows", file=reading.file, row=reading.header.row)
    readings = [_read(reading, name) for name in fields]
    reading.refuse_bad(readings)
    period = next((found for found in readings if found.name == "period"), None)
    if period is not None:
        _refuse_overlap(reading, period)
    for found in readings:
        found.register(reading.engine)
    return Counted(_relation(reading, fields), tuple(asked), rows, 0, _blank(reading, readings), period)


def _group(reading: Reading, fields: list[str]) -> None:
    types = reading.source.types
    columns = ", ".join(
        f'{grouping(place, types[place])} AS "{name}"'
        for name, place in ((name, reading.column(name)) for name in fields)
    )
    sql = f"CREATE TEMP TABLE grouped AS SELECT {columns}, count(*) AS births FROM births_file GROUP BY ALL"
    try:
        reading.engine.run(sql, reading.progress)
    except EngineError as error:
        raise reading.source.refusal_for(error) from error


def _text(reading: Reading, name: str) -> str:
    return as_text(f'grouped."{name}"', reading.source.types[reading.column(name)])


def _drop_empty_rows(reading: Reading, fields: list[str]) -> None:
    """A row with nothing in any column is no birth; most files have none, and then nothing more is read."""
    empty = " AND ".join(is_blank(_text(reading, name)) for name in fields)
    if reading.source.row_has_content == "true" or not reading.engine.rows(
        f"SELECT 1 FROM grouped WHERE {empty} LIMIT 1"
    ):
        return
    in_file = " AND ".join(is_blank(reading.text(name)) for name in fields)
    kept = f"SELECT count(*) FROM births_file WHERE {in_file} AND {reading.source.row_has_content}"
    births = reading.engine.rows(kept)[0][0]
    reading.engine.rows(f"DELETE FROM grouped WHERE {empty}")
    if births:
        nothing = ", ".join(["NULL"] * len(fields))
        reading.engine.rows(f"INSERT INTO grouped VALUES ({nothing}, {births})")


def _read(reading: Reading, name: str) -> ColumnReading:
    found = reading.read_column(name, "grouped", _text(reading, name))
    position = {"area": 0, "period": 0}.get(name)
    for text, values in list(found.values.items()):
        if values[-1] is True:
            found.bad[text] = "total-in-records"
        elif position is not None and values[position] is None:
            found.bad[text] = f"blank-{name}"
    return found


def _refuse_overlap(reading: Reading, period: ColumnReading) -> None:
    both = overlapping(counted for _, counted in period.periods.values())
    if both is None:
        return
    texts = [next(text for text, (_, counted) in period.periods.items() if counted == one) for one in both]
    reading.refuse_rows(
        "overlapping-periods",
        ["period"],
        {(texts[0],), (texts[1],)},
        first=both[0].label,
        second=both[1].label,
    )


def _relation(reading: Reading, fields: list[str]) -> str:
    joins = " ".join(
        f"JOIN read_{name} ON {_text(reading, name)} IS NOT DISTINCT FROM read_{name}.text" for name in fields
    )
    columns = ", ".join(
        [f"read_{name}.* EXCLUDE (text)" for name in fields if name != "sex"]
        + [
            f"CASE read_sex.sex WHEN '{sex}' THEN births ELSE 0 END AS {sex}"
            for sex in ("male", "female", "unclear")
        ]
    )
    return f"(SELECT {columns} FROM grouped {joins})"


def _blank(reading: Reading, readings: list[ColumnReading]) -> dict[str, int]:
    blank = {}
    for found in readings:
        if any(not (text or "").strip() for text in found.values):
            empty = is_blank(_text(reading, found.name))
            sql = f"SELECT sum(births)::BIGINT FROM grouped WHERE {empty}"
            blank[found.name] = reading.engine.rows(sql)[0][0] or 0
    return blank

"""Area tables as files: the provinces and prefectures that are shipped, and what an installation loads."""

import re
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from evenborn.registers.codes.area_codes import PREFIXES, read_area_code
from evenborn.registers.codes.area_table import LEVELS, Area, AreaTable
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.days import read_day
from evenborn.registers.codes.loaded_table import read_table
from evenborn.registers.refusal import Refusal

_COLUMNS = {
    "code": ("area_code", "代码", "区划代码", "行政区划代码"),
    "name_zh": ("name", "名称", "区划名称", "中文名称"),
    "name_en": ("英文名称",),
    "level": ("级别", "层级"),
    "parent": ("上级", "上级代码"),
    "valid_from": ("启用日期", "生效日期"),
    "valid_to": ("停用日期", "失效日期"),
    "successor": ("successors", "变更后代码", "现代码", "新代码"),
}
_LEVEL_WORDS = {
    "省": "province",
    "省级": "province",
    "地": "prefecture",
    "地级": "prefecture",
    "市": "prefecture",
    "city": "prefecture",
    "县": "county",
    "县级": "county",
    "乡": "township",
    "乡级": "township",
    "村": "village",
    "村级": "village",
}


@cache
def shipped_areas() -> AreaTable:
    """Provinces and prefectures of GB/T 2260, those that have ended since 1980 too.

    Sources and licences stand beside the table, in ``area_tables/SOURCES.md``.

    Examples
    --------
    >>> table = shipped_areas()
    >>> table.find("6207").name_zh, table.current("6222"), len(table.children("62", date(2026, 1, 1)))
    ('张掖市', '6207', 14)
    """
    with as_file(files("evenborn.registers.codes") / "area_tables" / "china.csv") as path:
        return load_area_table(path)


@cache
def known_areas() -> AreaTable:
    """The shipped areas and those of the simulated city, whose codes GB/T 2260 has never given out.

    Examples
    --------
    >>> known_areas().level("990101001"), known_areas().judge("990199", None)
    ('township', 'area-unknown')
    """
    with as_file(files("evenborn.registers.codes") / "area_tables" / "simulated_city.csv") as path:
        return shipped_areas().merge(load_area_table(path))


def load_area_table(path: Path) -> AreaTable:
    """Read a table of areas.

    Parameters
    ----------
    path : Path
        CSV with the columns ``code`` and ``name_zh``, and as far as they are known ``name_en``, ``level``
        (else by the number of digits), ``parent`` (else the longest code in the table that it begins
        with), ``valid_from``, ``valid_to`` and ``successor`` (several separated by ``;``). A table without
        a header has codes and names, in this order.

    Raises
    ------
    Refusal
        ``area-table-code``, ``area-table-name``, ``area-table-level``, ``area-table-parent``,
        ``area-table-date``, ``area-table-order`` (ends before it begins), ``area-table-successor`` or
        ``area-table-repeated`` (one code twice at the same time), each with row and column; or what
        :func:`~evenborn.registers.codes.loaded_table.read_table` refuses.
    """
    rows = list(read_table(path, _COLUMNS, ("code", "name_zh"), bare=("code", "name_zh")))
    codes = {_code(path, row, "code", cells["code"]) for row, cells in rows}
    areas: dict[str, list[Area]] = {}
    for row, cells in rows:
        area = _area(path, row, cells, codes)
        if any(_overlap(area, other) for other in areas.get(area.code, ())):
            raise Refusal("area-table-repeated", file=path.name, row=row, column="code", value=area.code)
        areas.setdefault(area.code, []).append(area)
    return AreaTable(area for times in areas.values() for area in times)


def _area(path: Path, row: int, cells: dict[str, str], codes: set[str]) -> Area:
    if not cells["name_zh"]:
        raise Refusal("area-table-name", file=path.name, row=row, column="name_zh")
    code = _code(path, row, "code", cells["code"])
    first, last = (_day(path, row, column, cells[column]) for column in ("valid_from", "valid_to"))
    if first and last and last < first:
        raise Refusal("area-table-order", file=path.name, row=row, column="valid_to", value=cells["valid_to"])
    return Area(
        code,
        cells["name_zh"],
        cells["name_en"],
        _level(path, row, code, cells["level"]),
        _parent(path, row, code, cells["parent"], codes),
        first,
        last,
        _successors(path, row, code, cells["successor"]),
    )


def _code(path: Path, row: int, column: str, text: str) -> str:
    try:
        return read_area_code(text)
    except BadValue as error:
        raise Refusal("area-table-code", file=path.name, row=row, column=column, value=text) from error


def _day(path: Path, row: int, column: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return read_day(text)
    except BadValue as error:
        raise Refusal("area-table-date", file=path.name, row=row, column=column, value=text) from error


def _level(path: Path, row: int, code: str, text: str) -> str:
    by_digits = LEVELS[PREFIXES.index(len(code))]
    level = _LEVEL_WORDS.get(text.casefold(), text.casefold()) or by_digits
    if level != by_digits:
        raise Refusal("area-table-level", file=path.name, row=row, column="level", value=text, area=code)
    return level


def _parent(path: Path, row: int, code: str, text: str, codes: set[str]) -> str:
    if text:
        parent = _code(path, row, "parent", text)
        if not code.startswith(parent) or parent == code:
            raise Refusal(
                "area-table-parent", file=path.name, row=row, column="parent", value=text, area=code
            )
        return parent
    above = (code[:digits] for digits in reversed(PREFIXES) if digits < len(code))
    return next((parent for parent in above if parent in codes), "")


def _successors(path: Path, row: int, code: str, text: str) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[;、,\s]+", text) if part]
    successors = tuple(_code(path, row, "successor", part) for part in parts)
    if code in successors:
        raise Refusal("area-table-successor", file=path.name, row=row, column="successor", value=text)
    return successors


def _overlap(one: Area, other: Area) -> bool:
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (
        other.valid_from or date.min
    ) <= (one.valid_to or date.max)

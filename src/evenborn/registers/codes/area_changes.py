"""What became of area codes, year by year: a table of changes as it is published, read into rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.loaded_table import read_table
from evenborn.registers.refusal import Refusal

__all__ = ["AreaChange", "read_area_changes"]

_COLUMNS: Final = {
    "year": ("年份", "变更年份"),
    "type": ("类型", "变更类型"),
    "old_code": ("原代码", "变更前代码"),
    "old_name": ("原名称", "变更前名称"),
    "new_code": ("新代码", "现代码", "变更后代码"),
    "new_name": ("新名称", "现名称", "变更后名称"),
}
_REASSIGNED: Final = ("码位改派", "reassigned")
_INTO_EXISTING: Final = ("撤销", "区划调整", "撤区设区", "撤旗设区", "merged")


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One change of which only the year is known.

    Attributes
    ----------
    year : int
    old_code, old_name : str
        Empty where the area is new.
    new_code, new_name : str
        Empty where the area went and nothing is named that followed.
    reassigned : bool
        The code went to another area: what is new under it does not follow what was there.
    begins : bool
        Whether the new code began with this change; one into which another merged was there before.
    """

    year: int
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    reassigned: bool
    begins: bool

    @property
    def first_day(self) -> date:
        """The first day on which the new code can count."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day on which the old code can count."""
        return date(self.year, 12, 31)


def read_area_changes(path: Path) -> tuple[AreaChange, ...]:
    """Read a table of changes; rows without any code (a town that went over to a neighbour) are left out.

    Parameters
    ----------
    path : Path
        CSV with the columns ``year``, ``type``, ``old_code``, ``old_name``, ``new_code`` and ``new_name``.
        Two kinds of types say something: ``码位改派`` (the code went to another area), and ``撤销``,
        ``区划调整`` and the like (an area went into one that was there). All else is read from the codes.

    Returns
    -------
    tuple of AreaChange
        In the order of years, each once; then neighbours whose codes moved along in one year, as
        ``码位改派`` lists them, joined by their names.

    Raises
    ------
    Refusal
        ``area-change-year``, ``area-change-code``, ``area-change-name`` with row and column; or what
        :func:`~evenborn.registers.codes.loaded_table.read_table` refuses.
    """
    rows = read_table(path, _COLUMNS, ("year", "old_code", "new_code"))
    changes = [change for row, cells in rows if (change := _change(path, row, cells)) is not None]
    ordered = sorted(dict.fromkeys(changes), key=lambda change: (change.year, change.old_code))
    return (*ordered, *_moved_along(ordered))


def _change(path: Path, row: int, cells: dict[str, str]) -> AreaChange | None:
    if not cells["old_code"] and not cells["new_code"]:
        return None
    year = cells["year"]
    if not (year.isdecimal() and 1900 <= int(year) <= 2200):
        raise Refusal("area-change-year", file=path.name, row=row, column="year", value=year)
    for side in ("old", "new"):
        if cells[f"{side}_code"] and not cells[f"{side}_name"]:
            raise Refusal("area-change-name", file=path.name, row=row, column=f"{side}_name")
    kind = cells["type"]
    return AreaChange(
        int(year),
        _code(path, row, "old_code", cells["old_code"]),
        cells["old_name"],
        _code(path, row, "new_code", cells["new_code"]),
        cells["new_name"],
        reassigned=kind in _REASSIGNED,
        begins=kind not in _INTO_EXISTING,
    )


def _code(path: Path, row: int, column: str, text: str) -> str:
    if not text:
        return ""
    try:
        return read_area_code(text)
    except BadValue as error:
        raise Refusal("area-change-code", file=path.name, row=row, column=column, value=text) from error


def _moved_along(changes: Iterable[AreaChange]) -> list[AreaChange]:
    """Areas that took a neighbour's code in the same year: 阳高县 from 142122 to 142121 in 1982."""
    before: dict[tuple[int, str, str], list[str]] = {}
    after: dict[tuple[int, str, str], list[str]] = {}
    for c in changes:
        if c.reassigned:
            before.setdefault((c.year, c.old_code[:-2], c.old_name), []).append(c.old_code)
            after.setdefault((c.year, c.new_code[:-2], c.new_name), []).append(c.new_code)
    found = []
    for (year, above, name), old in before.items():
        new = after.get((year, above, name), [])
        if len(old) == 1 and len(new) == 1 and old != new:
            found.append(AreaChange(year, old[0], name, new[0], name, reassigned=False, begins=False))
    return found

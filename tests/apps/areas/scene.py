"""A small country for the tests of areas: a table of today and its changes."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas.actions import ImportReport, import_areas
from evenborn.apps.areas.reading import GivenAreas, read_areas

TODAY: Final = date(2026, 11, 28)
TABLE: Final = """62,甘肃省
6201,兰州市
620102,城关区
6207,张掖市
620702,甘州区
620702001,东街街道
620702100,梁家墩镇
620721,肃南裕固族自治县
620722,民乐县
620723,临泽县
620724,高台县
620725,山丹县
52,贵州省
36,江西省
3607,赣州市
360704,赣县区
36070400,
44,广东省
4401,广州市
15,内蒙古自治区
11,北京市
110115,大兴区
21,辽宁省
210212,旅顺口区
50,重庆市
6229,临夏回族自治州
622901,临夏市
622921,临夏县
2327,大兴安岭地区
610424,乾县
""".replace("36070400,\n", "")
CHANGES: Final = """year,type,old_code,old_name,new_code,new_name,source
1985,撤县设市,622221,张掖县,622201,张掖市,a
2002,撤地设市,622200,张掖地区,620700,张掖市,a
2002,撤销,622201,张掖市,620700,张掖市,a
2002,同名改码,622222,肃南裕固族自治县,620721,肃南裕固族自治县,a
2002,同名改码,622224,临泽县,620723,临泽县,a
2002,新设,,,620702,甘州区,a
"""


def keeper(day: date = TODAY) -> Actor:
    """Whoever imports, on a day."""
    now = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    return program("import", Permission.AREAS_MANAGE, Permission.AREAS_SEE, now=now)


def reader() -> Actor:
    """Whoever reads."""
    return program("reader", Permission.AREAS_SEE, now=datetime(2026, 11, 28, 4, tzinfo=UTC))


def table(folder: Path, text: str = TABLE, changes: str | None = None) -> GivenAreas:
    """A table as it is read from files."""
    file = folder / "areas.csv"
    file.write_text(text, "utf-8")
    if changes is None:
        return read_areas(file)
    (folder / "changes.csv").write_text(changes, "utf-8")
    return read_areas(file, folder / "changes.csv")


def imported(
    folder: Path,
    text: str = TABLE,
    changes: str | None = CHANGES,
    day: date = TODAY,
    *,
    replace: bool = False,
) -> ImportReport:
    """Import a table on a day."""
    return import_areas(by=keeper(day), given=table(folder, text, changes), replace=replace)

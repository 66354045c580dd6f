"""Invented births and batches for the page of components; the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import pyarrow as pa

from evenborn.presentation.ratio_contents import RatioRequest, ratio_report
from evenborn.presentation.ratio_report import RatioReport
from evenborn.registers.births import BirthsTable
from evenborn.web.cells import Look, Status

__all__ = ["SOURCE", "Batch", "batches", "report"]

SOURCE: Final = "示例登记"
COUNTIES: Final = (
    "霓坞区", "蘅陌县", "湄岑县", "云溪县", "望川县", "衡汀县",
    "禾渡县", "青崖县", "桐埠市", "沅堤县", "岚桥县", "棠湾区",
)  # fmt: skip
YEARS: Final = range(2016, 2026)
LOOKS: Final[tuple[Look, ...]] = (
    "done",
    "working",
    "open",
    "done",
    "late",
    "indeterminate",
    "done",
    "wrong",
    "ended",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """One row of the invented list."""

    code: str
    area: str
    births: int
    on: date
    state: Status


@cache
def batches() -> Sequence[Batch]:
    """Three hundred and twelve of them."""
    return tuple(
        Batch(
            f"9901{place % 12 + 1:02}-{2026 - place // 12}",
            COUNTIES[place % 12],
            (place * 7919) % 20_011,
            date(2026, 11, 28) - timedelta(days=place * 9),
            Status(f"components.status.{LOOKS[place % len(LOOKS)]}", LOOKS[place % len(LOOKS)]),
        )
        for place in range(312)
    )


@cache
def report() -> RatioReport:
    """Births of twelve counties in ten years, one of them with too many boys, one with few births."""
    cells: dict[str, list[object]] = {
        name: []
        for name in (
            "area", "period_start", "period_end", "period_kind", "period_label", "order", "facility",
            "male", "female", "unclear",
        )
    }  # fmt: skip
    for place, county in enumerate(COUNTIES):
        for year in YEARS:
            births = 150 if place == 11 else 900 + 210 * place + (year * 37 + place * 53) % 140
            share = (0.553 if place == 2 else 0.5165) + ((year * 31 + place * 17) % 23 - 11) / 2_000
            male = round(births * share)
            row = (county, date(year, 1, 1), date(year, 12, 31), "calendar-year", str(year), None, None,
                   male, births - male, 0)  # fmt: skip
            for name, value in zip(cells, row, strict=True):
                cells[name].append(value)
    table = pa.table({name: _column(name, values) for name, values in cells.items()})
    births_table = BirthsTable(
        table, {}, {}, f"{SOURCE}.csv", "0" * 64, table.num_rows, "csv", "utf-8", None, "counts",
        {"area": "地区", "period": "年份", "male": "男", "female": "女"}, 0, {},
    )  # fmt: skip
    return ratio_report(births_table, RatioRequest(by=("area", "year"), pool=3, source_name=SOURCE))


def _column(name: str, values: list[object]) -> "pa.Array[Any]":
    if name in ("male", "female", "unclear"):
        return pa.array(values, pa.int64())
    return pa.array(values, pa.date32() if name in ("period_start", "period_end") else pa.string())

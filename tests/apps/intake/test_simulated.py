"""The simulated city's delivery register: every planted fault is reported, and once corrected passes."""

import io
from datetime import datetime, time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from apps.intake import scene
from evenborn.apps.areas.actions import import_areas
from evenborn.apps.areas.reading import read_areas
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.sending.bad_rows import workbook
from evenborn.apps.intake.taking_in import take_in
from evenborn.simulation.departments import sent_on
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.world_files import write_city
from people import everyone

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small city of one year."""
    folder = tmp_path_factory.mktemp("simulated") / "city"
    write_city(CityParameters(births_a_year=600, years=1), folder)
    return folder


@pytest.fixture
def batch(city: Path) -> Batch:
    """Its delivery register, checked."""
    with as_file(files("evenborn.registers.codes") / "area_tables" / "simulated_city.csv") as table:
        import_areas(by=everyone(), given=read_areas(table))
    made = scene.received((city / "delivery.csv").read_bytes(), name="delivery.csv")
    made.received_at = datetime.combine(sent_on(2023), time(12), timezone.get_current_timezone())
    made.save()  # the day on which its office sent it: a later one is in the future
    return check(made, by=everyone())


def planted(city: Path) -> dict[str, set[int]]:
    """Rows by the rule that they break."""
    rules: dict[str, set[int]] = {}
    for one in pq.read_table(city / "truth" / "errors.parquet").to_pylist():
        if one["file"] == "delivery.csv":
            for rule in one["rules"] or ():
                rules.setdefault(rule, set()).add(one["row"])
    return rules


def put_right(cells: dict[str, Any], number: int) -> None:
    """Correct a row as its clerk would who asks the mother: her document, her name, days, places."""
    cells["新生儿姓名"] = "李梅之女" if cells["性别"] == "女" else "李梅之子"
    cells["母亲姓名"], cells["母亲证件类型"], cells["母亲证件号码"] = "李梅", "护照", f"E{number:08}"
    cells["父亲姓名"], cells["父亲证件类型"], cells["父亲证件号码"] = "王强", "护照", f"G{number:08}"
    cells["出生时间"], cells["登记时间"] = f"2023-06-01 05:{number % 60:02}", "2023-06-01 20:30"
    cells["机构代码"] = "PDY00000199010111A1001"
    for name in cells:
        if name.endswith("区划代码"):
            cells[name] = "990101001"
    cells["母亲出生日期"] = "1993-04-05"


def test_every_planted_fault_is_reported(city: Path, batch: Batch) -> None:
    assert batch.state == BatchState.CHECKED, batch.problem
    reported: dict[str, int] = {}
    for one in batch.broken.regardless("a scene of a test"):
        reported[one.rule] = reported.get(one.rule, 0) + one.rows
    missed = {rule: rows for rule, rows in planted(city).items() if reported.get(rule, 0) < len(rows)}
    assert missed == {}


def test_the_corrected_workbook_passes_and_nothing_is_lost(batch: Batch) -> None:
    with workbook(batch, by=everyone()) as given:
        book = load_workbook(given)
    sheet = book.active
    headers = [cell.value for cell in sheet[1]]
    assert sheet.max_row - 1 == batch.rejected > 0
    for number in range(2, sheet.max_row + 1):
        cells = {name: cell.value for name, cell in zip(headers, sheet[number], strict=True)}
        put_right(cells, number)
        for place, name in enumerate(headers, start=1):
            sheet.cell(number, place, cells[name])
    corrected = io.BytesIO()
    book.save(corrected)
    again = check(scene.received(corrected.getvalue(), name="更正.xlsx"), by=everyone())
    rejecting = again.broken.regardless("a scene of a test").filter(severity="reject")
    assert list(rejecting.values_list("rule", "field", "first_rows")) == []
    first = take_in(batch, by=everyone())
    second = take_in(again, by=everyone())
    assert first.new + second.new == batch.rows == scene.sealed()

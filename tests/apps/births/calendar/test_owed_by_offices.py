"""A register that one office keeps is owed by that office, by the month in which it registered."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from apps.births.calendar import scene
from apps.intake import scene as intake
from evenborn.apps.births.calendar.forms import OWED
from evenborn.apps.births.calendar.rules import State
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import take_in, withdraw
from evenborn.registers.definition import register
from people import everyone

pytestmark = pytest.mark.django_db(databases="__all__")
DECEMBER, JANUARY = date(2025, 12, 1), date(2026, 1, 1)


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    intake.keys(tmp_path / "keys")
    with time_machine.travel(scene.A_DAY, tick=False):
        yield


def resident(day: str, number: int) -> str:
    """A girl's number in the area of the register's own example, with its check digit (GB 11643-1999)."""
    area = register("household").fields["child_id_number"].example[:6]
    first = f"{area}{day.replace('-', '')}{2 * number + 2:03}"
    weights = (2 ** (17 - place) % 11 for place in range(17))
    rest = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11
    return first + "10X98765432"[rest]


def file(name: str, days: list[str], first: int = 0) -> bytes:
    """Rows of a register, each with the day on which it was registered."""
    definition, text = register(name), io.StringIO()
    lines = csv.writer(text)
    lines.writerow(field.zh for field in definition.fields.values())
    needed = [one for one, field in definition.fields.items() if field.required]
    for number, day in enumerate(days, start=first):
        row = {one: definition.fields[one].example for one in needed}
        row |= {definition.time_field: day, "birth_date": day, "record_number": f"{number:08}"}
        row |= {one: "" for one in row if one.endswith("_id_number") or one == "certificate_number"}
        row |= {"sex": "女"} | ({"child_id_number": resident(day, number)} if name == "household" else {})
        row |= {"child_name": f"李梅{'甲乙丙丁戊己庚辛'[number]}", "mother_name": "李梅"}
        lines.writerow(row.get(one, "") for one in definition.fields)
    return text.getvalue().encode()


@pytest.mark.parametrize("name", ["household", "child_benefit"])
def test_a_month_of_an_office_is_complete_late_or_missing(name: str) -> None:
    police = intake.sender()
    Sender.objects.regardless("a scene of a test").update(kind=Sender.Kind.DEPARTMENT)
    of = scene.expected(police, name, since=DECEMBER)
    assert scene.cell(of, DECEMBER).state == State.MISSING
    days = ["2025-12-03", "2025-12-30", "2026-01-02"]
    batch = check(intake.received(file(name, days), register=name), by=everyone())
    assert batch.accepted_rows == 3, [(one.rule, one.field) for one in batch.broken.regardless("a test")]
    assert scene.cell(of, DECEMBER).state == State.MISSING, "what is not taken in is not there"
    batch = take_in(batch, by=everyone())
    assert [scene.cell(of, month).received.records for month in (DECEMBER, JANUARY)] == [2, 1]
    assert scene.cell(of, DECEMBER).state == State.LATE
    withdraw(batch, by=everyone(), because=Because.SENT_BY_MISTAKE)
    assert scene.cell(of, DECEMBER).received.records == 0
    assert scene.cell(of, DECEMBER).state == State.MISSING


def test_the_list_of_devices_has_no_month() -> None:
    assert {"household", "child_benefit", "immunisation", "delivery"} <= set(OWED)
    assert "device" not in OWED
    assert not register("device").time_field

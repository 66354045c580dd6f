"""Every file of the simulated city comes in: nothing rejected falsely, nothing missed, nothing lost."""

import io
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from apps.intake import city as simulated
from apps.intake import scene
from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.agreement import agreement_of
from evenborn.apps.births.models import BirthsOfMonth, BirthsOfYear, ReturnedCount
from evenborn.apps.intake.checking import accepted_rows, check
from evenborn.apps.intake.counting import exact_tables
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rules import REGISTERS_OF_COUNTS, REGISTERS_OF_ROWS, STAY_AT_FACILITY
from evenborn.apps.intake.sending.bad_rows import workbook
from evenborn.apps.intake.taking_in import take_in
from evenborn.registers.coarsening import Coarsening
from evenborn.registers.definition import register
from evenborn.simulation.departments import sent_on
from evenborn.simulation.offices import OFFICES
from evenborn.site.demonstration_intake import leaving
from people import everyone

pytestmark = pytest.mark.django_db(databases="__all__")

WHY = "a scene of a test"
SEXES = ("male", "female", "unclear")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The city as sent, and as it would be without a slip."""
    return simulated.write_both(tmp_path_factory.mktemp("city"))


@pytest.fixture
def city(written: tuple[Path, Path]) -> Path:
    """The city as sent; its areas are in the office."""
    simulated.know_its_areas(written[0])
    return written[0]


@pytest.mark.parametrize("name", REGISTERS_OF_ROWS + REGISTERS_OF_COUNTS)
def test_exactly_what_was_planted_is_reported_and_held_back(city: Path, name: str) -> None:
    batch = simulated.checked(city, name)
    assert (batch.state, batch.problem) == (BatchState.CHECKED, {})
    issues, planted = simulated.found(batch), simulated.planted(city, name)
    must = {(row, rule) for row, rules in planted.items() for rule in rules}
    rejecting = {(one["row"], one["rule"]) for one in issues if one["severity"] == "reject"}
    assert rejecting <= must <= {(one["row"], one["rule"]) for one in issues}
    held_back, told = {row for row, _ in rejecting}, simulated.may_only_tell(name)
    assert {row for row, rule in must if rule not in told} <= held_back
    reported = batch.broken.regardless(WHY).values_list("rule", "field", "severity", "rows")
    counted = Counter((one["rule"], one["field"], one["severity"]) for one in issues)
    assert {tuple(one[:3]): one[3] for one in reported} == counted
    assert batch.rejected == len(held_back)


def exact(batch: Batch) -> Counter[tuple[str, str, str, str, str]]:
    """The exact tables of the accepted rows of a batch."""
    definition = exact_tables(register(batch.register))
    counting: Counter[tuple[str, str, str, str, str]] = Counter()
    with accepted_rows(batch) as parts:
        coarsening = Coarsening(definition)
        for part in parts:
            coarsening.add(part)
    for table, rows in coarsening.finish().tables.items():
        for row in rows.to_pylist():
            for sex in SEXES:
                key = (table, row.get("area") or "", row.get("period") or "", row.get("order") or "", sex)
                counting[key] += row[sex]
    return +counting


def statistics() -> Counter[tuple[str, str, str, str, str]]:
    """What the office counts."""
    counting: Counter[tuple[str, str, str, str, str]] = Counter()
    for row in BirthsOfMonth.objects.visible_to(everyone(), Permission.BIRTHS_SEE):
        for sex in SEXES:
            period = f"{row.month:%Y-%m}" if row.month else ""
            counting[row.table, row.area, period, row.order, sex] += getattr(row, sex)
    for year in BirthsOfYear.objects.visible_to(everyone(), Permission.BIRTHS_SEE):
        for sex in SEXES:
            period = str(year.year or "")
            counting[year.table, year.area, period, year.order, sex] += getattr(year, sex)
    return +counting


@pytest.mark.parametrize("name", REGISTERS_OF_ROWS)
def test_what_is_taken_in_is_counted_exactly_and_sealed_whole(city: Path, name: str) -> None:
    batch = simulated.checked(city, name)
    expected = exact(batch)
    taken = take_in(batch, by=everyone())
    assert taken.new == taken.rows - taken.rejected == scene.sealed() > 500
    assert statistics() == expected
    found = agreement_of(program("evenborn births-verify", Permission.VAULT_KEYS), name)
    assert (found.records, found.differences) == (taken.new, ())


@pytest.mark.parametrize("name", REGISTERS_OF_ROWS)
def test_the_corrected_workbook_passes_and_counts_grow_by_exactly_its_rows(
    city: Path, written: tuple[Path, Path], name: str
) -> None:
    batch = simulated.checked(city, name)
    corrected = simulated.checked_on_its_day(put_right(batch, written), name, "更正.xlsx")
    rejecting = corrected.broken.regardless(WHY).filter(severity="reject")
    assert list(rejecting.values_list("rule", "field", "first_rows")) == []
    held_back = {one["row"] for one in simulated.found(batch) if one["severity"] == "reject"}
    again = len(simulated.copies(city, name) & held_back)
    assert corrected.rows == batch.rejected - again > 0
    first = take_in(batch, by=everyone())
    before, added = statistics(), exact(corrected)
    second = take_in(corrected, by=everyone())
    assert (second.new, second.replaced, second.unchanged) == (corrected.rows, 0, 0)
    assert statistics() == before + added
    assert scene.sealed() == first.new + second.new == first.rows - again


def put_right(batch: Batch, written: tuple[Path, Path]) -> bytes:
    """The workbook of bad rows with what is true in each cell, and without what was entered twice."""
    city, true = written
    births = simulated.births_of_rows(city, batch.register)
    copies, known = simulated.copies(city, batch.register), simulated.true_records(true, batch.register)
    headings = OFFICES[batch.register].headings()
    with workbook(batch, by=everyone()) as given:
        book = load_workbook(given)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    of_row = sheet.max_column
    for number in range(sheet.max_row, 1, -1):
        row = int(sheet.cell(number, of_row).value or 0)
        if row in copies:
            sheet.delete_rows(number)
            continue
        for field, text in known[births[row]].items():
            sheet.cell(number, places[headings[field]], text or None)
    corrected = io.BytesIO()
    book.save(corrected)
    return corrected.getvalue()


def test_returns_of_counts_come_in_whole(city: Path) -> None:
    [name] = REGISTERS_OF_COUNTS
    batch = take_in(simulated.checked(city, name), by=everyone())
    rows = simulated.records(city, name).values()
    stated = sum(int(float(row["count"])) for row in rows)
    assert sum(one.amount for one in ReturnedCount.objects.visible_to(everyone(), Permission.BIRTHS_SEE)) == (
        stated
    )
    assert batch.new == batch.rows == len(rows)


@pytest.mark.parametrize("name", STAY_AT_FACILITY)
def test_of_rows_that_stay_only_the_tables_come_in(city: Path, name: str, tmp_path: Path) -> None:
    path, expected = city / f"{name}.{OFFICES[name].suffix}", Counter[str]()
    with leaving(path, sent_on(simulated.SMALL.first_year)) as files:
        assert files
        for file in files:
            table = pq.read_table(file)
            numbers = [one.name for one in table.schema if str(one.type) != "string"]
            expected[file.name] = sum(table.column(numbers[0]).to_pylist())
            arrived = simulated.arrived(file.read_bytes(), name, file.name)
            batch = take_in(check(arrived, by=everyone()), by=everyone())
            assert (batch.state, batch.new) == (BatchState.ACCEPTED, table.num_rows)
    counted = ReturnedCount.objects.visible_to(everyone(), Permission.BIRTHS_SEE)
    assert sum(one.amount for one in counted) == sum(expected.values())
    assert scene.sealed() == 0

"""Registers out of the vault: encoded under a key of the run, and each sender told of its own records."""

import io
import tempfile
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from apps.intake import scene as intake
from apps.matching import scene
from evenborn.apps.areas.actions import import_areas
from evenborn.apps.areas.reading import read_areas
from evenborn.apps.audit.models import Entry
from evenborn.apps.intake.actions.batches import Arrived, receive_batch
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.kept_files import seal_file
from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.rules import LegalBasis, Way
from evenborn.apps.intake.taking_in import take_in
from evenborn.apps.matching.actions.runs import Asked, Commissioned, begin_run
from evenborn.apps.matching.comparing import carry_out
from evenborn.apps.matching.models import CapturedBirths, Run
from evenborn.apps.matching.rules import Origin, RunState
from evenborn.apps.matching.tasks import start
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.replies import answer_records, exported
from evenborn.apps.vault.actions.reviews import opened_pairs
from evenborn.apps.vault.models import DifferenceSheet, ReviewedPair
from people import CITY, browser_of, everyone

pytestmark = pytest.mark.django_db(databases="__all__")
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
DESK = "the office"


def taken(register: str, table: pa.Table, home: str | None) -> set[str]:
    """Take rows of a register in from a sender; give the record numbers."""
    code = f"S-{register}-{home or 'none'}"
    department = scene.owner_of(home).pk if home else None
    whose = Sender.objects.create(
        code=code, name=code, kind=Sender.Kind.DEPARTMENT, area=CITY, department=department
    )
    file = io.BytesIO()
    pq.write_table(table, file)
    arrived = Arrived(register, "x.parquet", Way.PAGE, LegalBasis.STATISTICS, period=YEAR)
    batch = receive_batch(by=everyone(), sender=whose, area=CITY, department=department, arrived=arrived)
    seal_file([file.getvalue()], batch.pk)
    accepted = take_in(check(batch, by=everyone()), by=everyone())
    assert accepted.new > 0.7 * len(table)
    return set(table.column("record_number").to_pylist())


def begun() -> Run:
    commissioned = Commissioned("estimating-coverage", scene.BASIS, Origin.VAULT, YEAR)
    desk = scene.owner_of(DESK).pk
    run = begin_run(
        by=everyone(), area=CITY, commissioned=commissioned, purpose=commissioned.purpose, registers="",
        asked=[Asked(name, desk) for name in scene.REGISTERS],
    )  # fmt: skip
    start(run, by=everyone())
    return run


def sheet(run: Run, register: str, home: str) -> DifferenceSheet:
    rows = DifferenceSheet.objects.regardless("a test")
    return rows.get(run=run.pk, register=register, department=scene.owner_of(home).pk)


def test_from_sealed_records_to_each_sender_and_back(pair: scene.Pair) -> None:
    with as_file(files("evenborn.registers.codes") / "area_tables" / "simulated_city.csv") as areas:
        import_areas(by=everyone(), given=read_areas(areas))
    tables = {name: pq.read_table(pair.folder / "reference" / f"{name}.parquet") for name in scene.REGISTERS}
    half = len(tables["delivery"]) // 2
    first = taken("delivery", tables["delivery"].slice(0, half), "hospital")
    taken("delivery", tables["delivery"].slice(half), None)
    taken("immunisation", tables["immunisation"], "clinic")
    run = carry_out(begun().pk)
    assert (run.state, run.problem) == (RunState.DONE, {})
    assert run.pairs[0]["links"] > 700
    hospital, owner = sheet(run, "delivery", "hospital"), scene.by(scene.owner("hospital"))
    told = exported(hospital, by=owner)
    assert {(one.number or "").rpartition("/")[2] for one in told} <= first
    assert len(told) > 20
    assert sheet(run, "delivery", DESK).births + hospital.births == scene.part(run, "delivery").births
    assert not hospital.encoded
    _leaves_nothing_behind(run, first)
    _reviewer_reads_own_records(hospital, tables["delivery"])
    only = next(at for at, one in enumerate(told, 1) if one.kind == "only-here")
    answer_records(hospital, by=owner, replies={only: "entered-by-mistake"})
    then = carry_out(begun().pk)
    assert scene.part(then, "delivery").births == scene.part(run, "delivery").births - 1
    again = {one.number for one in exported(sheet(then, "delivery", "hospital"), by=owner)}
    assert told[only - 1].number not in again


def _reviewer_reads_own_records(sheet: DifferenceSheet, table: pa.Table) -> None:
    """Plain, from the vault, entered into the trail; names and numbers of persons stay sealed."""
    who = scene.owner("hospital")
    rows = list(ReviewedPair.objects.regardless("a test").filter(sheet=sheet).select_related("sheet"))
    records = {one["record_number"]: one for one in table.to_pylist()}
    opened = opened_pairs(sheet, by=scene.by(who), rows=rows)
    for one in opened:
        record = records[one.number.rpartition("/")[2]]
        assert one.own["sex"] == record["sex"]
        assert one.own["birth_day"] == str(record["birth_time"])[:10]
        assert one.own["area"] == record["residence"][:6]
        assert not {"mother_name", "mother_id", "child_name", "certificate", "position", "facility"} & set(
            one.own
        )
    seen = Entry.objects.using(Store.VAULT).filter(event="vault.open-own-of-pairs")
    different = len({one.number for one in opened})  # a record may be in more than one pair
    assert [one.facts for one in seen] == [f'{{"records":{different},"register":"delivery"}}']
    text = browser_of(who).get(reverse("matching-review", args=[sheet.pk])).content.decode()
    assert f"<strong>{opened[0].own['birth_day']}</strong>" in text
    assert not any(name and name in text for one in records.values() for name in (one["mother_name"],))


def _leaves_nothing_behind(run: Run, numbers: set[str]) -> None:
    """No folder of the run, no key, and no record number where counts are kept."""
    assert not list(Path(tempfile.gettempdir()).glob(".evenborn-*.partial/delivery.parquet"))
    kept = repr([run.pairs, run.figures, run.settings, [part.told for part in scene.parts_of(run)]])
    facts = " ".join(
        one.facts for store in (Store.VAULT, Store.STATISTICS) for one in Entry.objects.using(store)
    )
    assert not any(
        f'"{number}"' in text or f"'{number}'" in text for number in numbers for text in (kept, facts)
    )
    fields = {field.name for field in CapturedBirths._meta.local_fields}
    assert fields == {"id", "run", "area", "month", "sex", "order", "pattern", "births"}
    assert intake.sealed() > 2_000


def test_a_register_of_which_there_is_nothing_is_said() -> None:
    run = carry_out(begun().pk)
    assert (run.state, run.problem["code"]) == (RunState.FAILED, "no-births")

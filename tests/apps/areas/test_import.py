"""Importing a table: whole or not at all, twice the same, and what stands in the trail."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from apps.areas.scene import CHANGES, TABLE, imported, keeper, table
from evenborn.apps.access.actor import program
from evenborn.apps.access.refused import Forbidden
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.areas.actions import import_areas
from evenborn.apps.areas.models import Area, Succession
from evenborn.apps.areas.reading import read_areas
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from people import officer

pytestmark = pytest.mark.django_db(databases="__all__")


def state() -> tuple[list[object], list[object]]:
    return list(Area.objects.values_list()), list(Succession.objects.values_list("old", "new", "on", "kind"))


def test_a_table_is_imported_and_the_second_time_nothing_changes(tmp_path: Path) -> None:
    first = imported(tmp_path)
    before = state()
    assert (first.added, first.changed, first.removed, first.ended) == (34, 0, 0, 0)
    assert first.followed == 5
    again = imported(tmp_path)
    assert again.nothing
    assert state() == before


def test_names_are_read_and_english_ones_come_from_the_shipped_table(tmp_path: Path) -> None:
    imported(tmp_path)
    gansu = Area.objects.get(code="62")
    assert (gansu.name_en, gansu.english, gansu.pinyin, gansu.initials) == (
        "Gansu",
        "gansu",
        "gansusheng",
        "gss",
    )
    assert Area.objects.get(code="6207").lies_in == "62"


def test_the_entry_holds_the_hashes_of_both_files(tmp_path: Path) -> None:
    imported(tmp_path)
    facts = json.loads(Entry.objects.using(Store.OFFICE).get(event="areas.import-areas").facts)
    assert facts["sha256"] == hashlib.sha256(TABLE.encode()).hexdigest()
    assert facts["changes_sha256"] == hashlib.sha256(CHANGES.encode()).hexdigest()
    assert (facts["file"], facts["added"], facts["ended"]) == ("areas.csv", 34, 0)


def test_next_year_a_county_is_renamed_and_another_gone(tmp_path: Path) -> None:
    imported(tmp_path)
    later = TABLE.replace("620724,高台县", "620724,高台市").replace("620725,山丹县\n", "")
    report = imported(tmp_path, later, None, date(2027, 3, 1))
    assert (report.added, report.changed, report.ended) == (1, 2, 1)
    names = Area.objects.filter(code="620724").values_list("name_zh", "valid_from", "valid_to")
    assert list(names) == [("高台县", None, date(2027, 2, 28)), ("高台市", date(2027, 3, 1), None)]
    assert Area.objects.get(code="620725").valid_to == date(2027, 2, 28)
    assert imported(tmp_path, later, None, date(2027, 3, 1)).nothing
    assert Succession.objects.filter(new="6207").count() == 2


def test_a_part_of_the_table_is_refused_unless_it_is_meant(tmp_path: Path) -> None:
    imported(tmp_path)
    before = state()
    with pytest.raises(Refusal, match="areas-mostly-gone"):
        imported(tmp_path, "99,衡川省\n", None)
    assert state() == before
    assert imported(tmp_path, "99,衡川省\n", None, replace=True).ended == 29


def test_a_code_with_an_appointment_does_not_vanish(tmp_path: Path) -> None:
    imported(tmp_path)
    officer("clerk", RoleCode.CLERK, "620725")
    gone = TABLE.replace("620725,山丹县\n", "")
    before = state()
    with pytest.raises(Refusal, match="areas-appointed"):
        imported(tmp_path, gone)
    assert state() == before
    followed = CHANGES + "2025,同名改码,620725,山丹县,620726,山丹县,a\n"
    report = imported(tmp_path, gone + "620726,山丹县\n", followed)
    assert report.appointed == ("620725",)


def test_a_program_without_the_permission_imports_nothing(tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        import_areas(by=program("x", Permission.AREAS_SEE), given=table(tmp_path))
    assert not Area.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_any_encoding_of_an_office_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "areas.csv").write_bytes("代码,名称\n620000,甘肃省\n620700,张掖市\n".encode(encoding))
    report = import_areas(by=keeper(), given=read_areas(tmp_path / "areas.csv"))
    assert report.added == 2
    assert set(Area.objects.values_list("code", "name_zh")) == {("62", "甘肃省"), ("6207", "张掖市")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("62,甘肃省\n62O7,张掖市\n", "area-table-code"),
        ("62,甘肃省\n62,甘肃\n", "area-table-repeated"),
        ("62,\n", "area-table-name"),
        ("code,name_zh,parent\n62,甘肃省,6207\n6207,张掖市,62\n", "area-table-parent"),
        (
            "code,name_zh,valid_from,valid_to\n62,甘肃省,2001-01-01,2005-12-31\n62,甘肃,2005-12-31,\n",
            "area-table-repeated",
        ),
        ("code,name_zh,valid_from,valid_to\n62,甘肃省,2005-01-01,2001-12-31\n", "area-table-order"),
        ("code,name_zh,valid_to,successor\n62,甘肃省,2001-12-31,63\n", "area-successor-unknown"),
        (
            "code,name_zh,valid_to,successor\n62,甲,2001-12-31,63\n63,乙,2001-12-31,62\n",
            "area-successor-circle",
        ),
        ("\0\0\0\0", "loaded-table-missing-column"),
        ("", "loaded-table-missing-column"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        table(tmp_path, text)
    assert refused.value.code == code


def test_a_table_with_its_own_days_and_successors(tmp_path: Path) -> None:
    text = (
        "code,name_zh,valid_from,valid_to,successor\n62,甘肃省,,,\n6222,张掖地区,,2002-05-31,6207\n"
        "6207,张掖市,2002-06-01,,\n"
    )
    imported(tmp_path, text, None)
    (step,) = Succession.objects.all()
    assert (step.old, step.new, step.on, step.kind) == ("6222", "6207", date(2002, 6, 1), "recoded")
    corrected = text.replace("2002-05-31", "2002-06-30")
    assert imported(tmp_path, corrected, None).followed == 2
    assert [step.on for step in Succession.objects.all()] == [date(2002, 7, 1)]


@pytest.mark.parametrize(
    ("part", "now", "added", "followed"),
    [("62", 1_452, 1_536, 84), pytest.param("", 41_963, 46_443, 3_975, marks=pytest.mark.long)],
    ids=["gansu", "country"],
)
def test_the_country_and_the_simulated_city(
    shared_data: Callable[[str], Path], project: Path, tmp_path: Path, part: str, now: int, added: int,
    followed: int,
) -> None:  # fmt: skip
    areas, changes = tmp_path / "areas.csv", tmp_path / "changes.csv"
    lines = shared_data("china_areas_2026.csv").read_text("utf-8").splitlines()
    areas.write_text("\n".join(line for line in lines if line.startswith(part)), "utf-8")
    first, *lines = shared_data("china_area_changes_1981_2026.csv").read_text("utf-8").splitlines()
    of_part = [line for line in lines if line.split(",")[2].startswith(part)]
    changes.write_text("\n".join([first, *of_part]), "utf-8")
    given = read_areas(areas, changes)
    report = import_areas(by=keeper(), given=given)
    assert Area.objects.filter(valid_to=None).count() == now
    assert (report.added, report.followed) == (added, followed)
    assert import_areas(by=keeper(), given=given).nothing
    city = project / "src/evenborn/registers/codes/area_tables/simulated_city.csv"
    with pytest.raises(Refusal, match="areas-mostly-gone"):
        import_areas(by=keeper(), given=read_areas(city))

"""The schema lint: no definition, and nothing that leaves by one, says more than the rights line allows."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evenborn.registers.definition import REGISTERS, Definition, register
from evenborn.registers.leaving import CoarsenedColumn, Form, read_table
from house.schema_line import BIRTHS, CARE, CHECKS, SUPPLIES, Definitions, forbidden, unclassified
from house.tree import files, plant, require_none

DEFINITIONS = "src/evenborn/registers/definitions"
WORDS = "src/evenborn/presentation/words"


def offences(definitions: Definitions) -> list[str]:
    return [offence for check in CHECKS for offence in check(definitions)]


def contents(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in files(folder, "*.toml"):
        yield path.name, tomllib.loads(path.read_text("utf-8"))


def crossings(read: Iterable[tuple[str, dict[str, Any]]]) -> list[str]:
    return [f"{name}: {found}" for name, content in read for found in forbidden(content)]


def all_registers() -> dict[str, Definition]:
    return {name: register(name) for name in REGISTERS}


def test_every_register_is_of_one_kind() -> None:
    assert sorted((*BIRTHS, *CARE, *SUPPLIES)) == sorted(REGISTERS)


def test_every_field_says_its_class(project: Path) -> None:
    found = [
        f"{name}: {gap}"
        for name, content in contents(project / DEFINITIONS)
        for gap in unclassified(content)
        if name.removesuffix(".toml") in REGISTERS
    ]
    require_none(found)


def test_no_definition_says_more_than_it_may() -> None:
    require_none(offences(all_registers()))


def test_every_register_has_something_that_leaves_and_no_row_does() -> None:
    assert all(definition.tables for definition in all_registers().values())


def test_no_string_of_a_definition_crosses_the_rights_line(project: Path) -> None:
    require_none(
        f"{name}: {found}"
        for name, content in contents(project / DEFINITIONS)
        for found in forbidden(content)
    )


def test_no_word_about_registers_crosses_the_rights_line(project: Path) -> None:
    """Keys and lists of all word files are walked by the rights lint; here sentences are too."""
    about = [
        (name, content)
        for name, content in contents(project / WORDS)
        if name.startswith(("registers", "rules_"))
    ]
    assert about
    require_none(crossings(about))


Change = Callable[[Definition], Definition]


def with_field(name: str, **changes: object) -> Change:
    """A field changed, or one more made after the first field of the register."""

    def change(definition: Definition) -> Definition:
        first = next(iter(definition.fields.values()))
        bare = replace(first, name=name, en="thing", zh="事项", headers=(), privacy="none", type="text")
        changed: dict[str, Any] = dict(changes)
        field = replace(definition.fields.get(name, bare), **changed)
        return replace(definition, fields={**definition.fields, name: field})

    return change


def with_column(table: str, name: str, field: str, *forms: Form, since: str = "") -> Change:
    def change(definition: Definition) -> Definition:
        before = definition.tables[table]
        kept = tuple(one for one in before.columns if one.name != name)
        columns = (*kept, CoarsenedColumn(name, field, since, forms))
        return replace(definition, tables={**definition.tables, table: replace(before, columns=columns)})

    return change


def with_table(table: str, **changes: object) -> Change:
    def change(definition: Definition) -> Definition:
        changed: dict[str, Any] = dict(changes)
        planted = replace(definition.tables[table], **changed)
        return replace(definition, tables={**definition.tables, table: planted})

    return change


AS_STATED, MONTH, TOWNSHIP = Form("as-stated"), Form("month"), Form("township")
FACILITY, COUNTY, SCANS = "births_by_facility", "births_by_county", "scans_by_indication"

PLANTED: list[tuple[str, Change, str]] = [
    ("household", with_field("child_name", privacy="P"), "a name is of class F"),
    ("immunisation", with_field("mother_id_number", privacy="none"), "a identity-number is of class F"),
    ("household", with_field("certificate_number", privacy="A"), "a certificate is of class F"),
    (
        "delivery",
        with_column(FACILITY, "hukou", "hukou", Form("county")),
        "hukou is of class F",
    ),
    (
        "delivery",
        with_column(FACILITY, "age", "birth_time", Form("band", (20,)), since="mother_name"),
        "mother_name is of class F and stays",
    ),
    ("delivery", with_table(FACILITY, only={"father_name": ("王强",)}), "father_name is of class F"),
    ("drug_ledger", with_table("ledger_by_entry", adds="price"), "price is of class none and stays"),
    ("household", with_table(COUNTY, adds="dowry"), "there is no field dowry"),
    ("delivery", with_column(FACILITY, "day", "birth_time", AS_STATED), "a moment may not leave as"),
    ("delivery", with_column(FACILITY, "weight", "weight", AS_STATED), "a quantity may not leave as"),
    ("delivery", with_column(FACILITY, "order", "parity", AS_STATED), "a count may not leave as"),
    (
        "delivery",
        with_column(FACILITY, "residence", "residence", TOWNSHIP),
        "area may not leave as township",
    ),
    (
        "delivery",
        with_column(FACILITY, "residence", "residence", AS_STATED),
        "area may not leave as as-stated",
    ),
    (
        "delivery",
        with_column(FACILITY, "weight", "weight", Form("band", tuple(range(500, 4500, 100)))),
        "41 bands are too many",
    ),
    ("delivery", with_table(FACILITY, smallest=5), "combinations of 5 are too small"),
    ("delivery", with_table(FACILITY, smallest=1), "an exact table is by county and month"),
    ("delivery", with_table(FACILITY, beside=("sex", "order")), "counts by sex stand beside"),
    ("household", with_column(COUNTY, "area", "area", TOWNSHIP), "area may not leave as township"),
    ("household", with_column("births_by_township", "period", "birth_date", MONTH), "an exact table is by"),
    ("delivery", with_column(COUNTY, "facility", "facility", AS_STATED), "tells apart area, period"),
    ("ultrasound_log", with_table(SCANS, smallest=1), "combinations of 1 scans"),
    (
        "ultrasound_log",
        with_column(SCANS, "device", "device", AS_STATED),
        "device is of class",
    ),
    ("termination_return", with_table("terminations", adds=""), "quantities are added up"),
    (
        "drug_issue",
        with_column("issues_by_drug", "packs", "quantity", Form("band", (2,))),
        "holds more than counts",
    ),
    ("ultrasound_log", with_field("ticket", privacy="F"), "class F is for staff only"),
    ("ultrasound_log", with_field("scan_date", privacy="P"), "class P is for staff only"),
    ("termination_return", with_field("origin", type="area"), "nothing here is of type area"),
    ("drug_issue", with_field("patient_number"), "asks for patient"),
    ("ultrasound_log", with_field("scan_date", headers=("检查日期", "孕妇姓名")), "asks for 孕妇"),
    ("ultrasound_log", with_field("operator", headers=("操作医师姓名", "姓名")), "the heading '姓名' asks"),
    ("drug_ledger", with_field("receiver", headers=("领用患者",)), "asks for 患者"),
    ("termination_return", with_field("method", headers=("身份证号",)), "asks for 身份证"),
    ("device", with_field("buyer", en="husband of the buyer"), "asks for husband"),
    ("ultrasound_log", with_field("gestational_weeks"), "shares its name with delivery.gestational_weeks"),
    ("termination_return", with_field("week_band", headers=("孕周",)), "shares the heading '孕周'"),
]


@pytest.mark.parametrize(("name", "change", "expected"), PLANTED)
def test_a_planted_violation_is_caught(name: str, change: Change, expected: str) -> None:
    definitions = all_registers()
    found = offences({**definitions, name: change(definitions[name])})
    assert any(expected in offence for offence in found)
    assert all(name in offence for offence in found)


def test_kinds_of_documents_may_not_leave() -> None:
    definitions = all_registers()
    change = with_column(FACILITY, "document", "mother_id_type", AS_STATED)
    planted = change(with_field("mother_id_type", privacy="P")(definitions["delivery"]))
    assert offences({**definitions, "delivery": planted}) == [
        "delivery.births_by_facility.document: kinds of documents stay"
    ]


def test_a_field_without_class_is_caught(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "a.toml",
        '[field.sex]\nen = "sex"\n[field.name]\nprivacy = "G"\n[field.day]\nprivacy = "P"\n',
    )
    found = [gap for _, content in contents(tmp_path) for gap in unclassified(content)]
    assert found == ["sex: has no privacy class", "name: has no privacy class"]


@pytest.mark.parametrize(
    "text",
    [
        'note_en = "The birth permit is shown."',
        'note_zh = "凭准生证登记。"',
        'headers = ["胎儿性别"]',
        '[table.x]\nzh = "孕情跟踪"',
        '[list]\none = { en = "x", zh = "y", words = ["落实节育措施"] }',
    ],
)
def test_a_forbidden_string_is_caught(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "a.toml", text + "\n")
    assert [found for _, content in contents(tmp_path) for found in forbidden(content)]


def test_a_form_that_does_not_exist_is_refused() -> None:
    entry = {"en": "a", "zh": "甲", "column": {"day": {"from": "birth_time", "as": ["day"]}}}
    with pytest.raises(ValueError, match="no form in which a field may leave"):
        read_table("a", entry)

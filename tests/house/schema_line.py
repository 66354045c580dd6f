"""What a definition of a register may say, and what may leave by it: the rights line as checks."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, get_args

from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import Definition, Field, Privacy
from evenborn.registers.leaving import CoarsenedColumn, CoarsenedTable
from house.rights_line import crossed

Definitions = Mapping[str, Definition]

BIRTHS: Final = ("delivery", "household", "birth_certificate", "immunisation", "child_benefit")
"""Registers in which a row is a newborn."""

CARE: Final = ("ultrasound_log", "drug_issue", "termination_return")
"""Registers of care in a pregnancy: nothing in them says whose."""

SUPPLIES: Final = ("drug_ledger", "device")

STAFF: Final = {"operator", "second_person", "operators", "prescriber", "second_checker", "receiver"}
"""Fields that name a member of staff."""

NAMING: Final = {"name", "identity-number", "certificate"}
"""Types of field that say who somebody is."""

PERIODS: Final = ("month", "quarter", "half-year", "year", "all")
FORMS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("as-stated", "all"),
    "facility": ("as-stated", "all"),
    "day": PERIODS,
    "moment": PERIODS,
    "month": PERIODS,
    "quantity": ("band", "all"),
    "count": ("one-two-more", "band", "all"),
    "area": ("county", "prefecture", "all"),
}
"""Forms in which each type of field may leave; townships only in the exact table of births by year."""

MOST_CUTS: Final = 6
"""A number in more bands than this is as good as told."""

PATIENT: Final = re.compile(
    r"孕妇|产妇|孕产妇|妇女|患者|病人|受检者|受术者|就诊者|服务对象|本人|丈夫|配偶|母亲|父亲|身份证|证件号|住院号|病案号|病历号"
    r"|手机|电话|住址|(?<!医师)(?<!医生)(?<!药师)(?<!人员)(?<!操作者)姓名"
    r"|\b(patients?|pregnant|mothers?|wom[ae]n|husbands?|wi[fv]es?|fathers?|identity|address|phone)\b"
)
"""Words of a heading that would ask for the woman or her family."""


def _tables(definitions: Definitions) -> Iterator[tuple[str, Definition, CoarsenedTable]]:
    for register, definition in definitions.items():
        for table in definition.tables.values():
            yield f"{register}.{table.name}", definition, table


def _columns(definitions: Definitions) -> Iterator[tuple[str, Field, CoarsenedColumn, CoarsenedTable]]:
    for where, definition, table in _tables(definitions):
        for column in table.columns:
            yield f"{where}.{column.name}", definition.fields[column.field], column, table


def _fields(definitions: Definitions, registers: tuple[str, ...]) -> Iterator[tuple[str, Field]]:
    for register in registers:
        for field in definitions[register].fields.values():
            yield f"{register}.{field.name}", field


def unclassified(content: Mapping[str, Any]) -> Iterator[str]:
    """Fields of one file whose privacy class is not written down; ``content`` is the file as it is read."""
    for name, entry in content.get("field", {}).items():
        if entry.get("privacy") not in get_args(Privacy):
            yield f"{name}: has no privacy class"


def names_outside_the_vault(definitions: Definitions) -> Iterator[str]:
    """Names and numbers of persons, and of certificates, are of class F wherever they stand."""
    for where, field in _fields(definitions, tuple(definitions)):
        if field.type in NAMING and field.privacy != "F":
            yield f"{where}: a {field.type} is of class F, not {field.privacy}"


def leaving_unseen(definitions: Definitions) -> Iterator[str]:
    """Only fields of class P or A stand in, select or are added up in a table that leaves."""
    for where, definition, table in _tables(definitions):
        used = {column.field for column in table.columns} | {column.since for column in table.columns}
        for name in sorted((used | set(table.only) | {table.adds}) - {""}):
            if name not in definition.fields:
                yield f"{where}: there is no field {name}"
            elif definition.fields[name].privacy not in ("P", "A"):
                yield f"{where}: {name} is of class {definition.fields[name].privacy} and stays"


def too_fine(definitions: Definitions) -> Iterator[str]:
    """Forms that give a day, a number, an address or a text as it is stated."""
    for where, field, column, table in _columns(definitions):
        allowed = ("band", "all") if column.since else FORMS_OF.get(field.type, ())
        if _is_township_table(table):
            allowed = (*allowed, "township")
        for form in column.forms:
            if form.name not in allowed:
                yield f"{where}: a {field.type} may not leave as {form.name}"
            elif len(form.cuts) > MOST_CUTS:
                yield f"{where}: {len(form.cuts) + 1} bands are too many"
        if field.codes == "identity_type":
            yield f"{where}: kinds of documents stay"


def _shape(table: CoarsenedTable) -> dict[str, tuple[str, ...]]:
    return {column.name: tuple(form.name for form in column.forms) for column in table.columns}


def _is_township_table(table: CoarsenedTable) -> bool:
    shape = _shape(table)
    return shape.get("area") == ("township",) and shape.get("period") == ("year",)


def _is_county_table(table: CoarsenedTable) -> bool:
    shape = _shape(table)
    return shape.get("area") == ("county",) and shape.get("period") == ("month",)


def too_few_births(definitions: Definitions) -> Iterator[str]:
    """Exact counts of births are by county and month or township and year; others hold ten or more."""
    for where, definition, table in _tables(definitions):
        if definition.name not in BIRTHS:
            continue
        if table.beside != ("sex",):
            yield f"{where}: counts by sex stand beside, and nothing else does"
        if table.smallest > 1:
            if table.smallest < 10:
                yield f"{where}: combinations of {table.smallest} are too small"
            continue
        shape = _shape(table)
        if not (_is_county_table(table) or _is_township_table(table)):
            yield f"{where}: an exact table is by county and month or by township and year"
        if not set(shape) <= {"area", "period", "order", "sex"}:
            yield f"{where}: an exact table tells apart area, period, order and sex only"


def more_than_counts(definitions: Definitions) -> Iterator[str]:
    """The other registers send counts: of codes, by facility and month; of scans, ten or more."""
    for where, definition, table in _tables(definitions):
        if definition.name in BIRTHS:
            continue
        types = {definition.fields[column.field].type for column in table.columns}
        if not types <= {"code", "facility", "day", "month"}:
            yield f"{where}: holds more than counts by facility, month and code"
        if definition.name == "ultrasound_log" and table.smallest < 10:
            yield f"{where}: combinations of {table.smallest} scans are too small"
        if definition.name in ("termination_return", "drug_issue", "drug_ledger") and not table.adds:
            yield f"{where}: rows are told apart; quantities are added up"


def asking_for_the_woman(definitions: Definitions) -> Iterator[str]:
    """Registers of care, drugs and devices have no field of a person but the staff, under any heading."""
    for where, field in _fields(definitions, (*CARE, *SUPPLIES)):
        if field.privacy not in ("A", "none", "F") or (field.privacy == "F" and field.name not in STAFF):
            yield f"{where}: class {field.privacy} is for staff only here"
        if field.type in {"identity-number", "certificate", "area"}:
            yield f"{where}: nothing here is of type {field.type}"
        for heading in (field.name.replace("_", " "), field.en, field.zh, *field.headers):
            if (found := PATIENT.search(heading.casefold())) is not None:
                yield f"{where}: the heading {heading!r} asks for {found[0]}"


def shared_with_births(definitions: Definitions) -> Iterator[str]:
    """Registers of care share no field and no heading with registers of births, except the facility."""
    names: dict[str, str] = {}
    headings: dict[str, str] = {}
    for where, field in _fields(definitions, BIRTHS):
        if field.type != "facility":
            names.setdefault(field.name, where)
            for heading in (field.en, field.zh, *field.headers):
                headings.setdefault(header_key(heading), where)
    for where, field in _fields(definitions, CARE):
        if field.type == "facility":
            continue
        if field.name in names:
            yield f"{where}: shares its name with {names[field.name]}"
        for heading in (field.en, field.zh, *field.headers):
            if header_key(heading) in headings:
                yield f"{where}: shares the heading {heading!r} with {headings[header_key(heading)]}"


def forbidden(content: object) -> Iterator[str]:
    """Every key and every string of a file that names a concept which has no place here."""
    for text in _strings(content):
        if (concept := crossed(text)) is not None:
            yield f"{text!r} is {concept.name} — {concept.reason}"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


CHECKS: Final[tuple[Callable[[Definitions], Iterator[str]], ...]] = (
    names_outside_the_vault,
    leaving_unseen,
    too_fine,
    too_few_births,
    more_than_counts,
    asking_for_the_woman,
    shared_with_births,
)
"""Every check over all definitions together."""

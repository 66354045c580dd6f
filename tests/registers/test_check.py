"""A file of a register is checked row by row: what is right passes, what is wrong is found in its place."""

from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenborn.registers.check import CheckOptions, checking
from evenborn.registers.codes import gb18030
from evenborn.registers.refusal import Refusal
from registers.codes.identity_numbers import number_of
from registers.delivery_rows import DELIVERY, MOTHER, ON, first, found, places, row, text_of, write

SPOILED = [
    ({"sex": "7"}, "sex", "not-in-code-list"),
    ({"sex": ""}, "sex", "required-missing"),
    ({"weight": ""}, "weight", "required-missing"),
    ({"weight": "32500"}, "weight", "quantity-too-large"),
    ({"weight": "32"}, "weight", "quantity-too-small"),
    ({"plurality": "1.5"}, "plurality", "count-not-whole"),
    ({"gestational_weeks": "52"}, "gestational_weeks", "quantity-too-large"),
    ({"birth_time": "2026-03-08 14:05"}, "birth_time", "day-in-future"),
    ({"birth_time": "2025-02-30 14:05"}, "birth_time", "day-impossible"),
    ({"mother_id_number": ""}, "mother_id_number", "required-missing"),
    (
        {"mother_id_number": MOTHER[:-1] + ("1" if MOTHER[-1] != "1" else "2")},
        "mother_id_number",
        "identity-check-digit",
    ),
    ({"mother_id_number": MOTHER[:-2]}, "mother_id_number", "identity-length"),
    ({"mother_id_number": "9.90101199003e+17"}, "mother_id_number", "identity-lost-digits"),
    ({"mother_name": "无名氏"}, "mother_name", "name-not-given"),
    ({"certificate_number": "123"}, "certificate_number", "certificate-shape"),
    ({"residence": "99010"}, "residence", "area-code-length"),
    ({"record_number": "2025-" + "0" * 28}, "record_number", "text-too-long"),
    ({"facility_name": "院" * 81}, "facility_name", "text-too-long"),
    ({"registered_at": "2025-03-07 20:30"}, "registered_at", "registered-before-birth"),
    ({"mother_birth_date": "1990-03-08"}, "mother_birth_date", "identity-birth-date-disagrees"),
    ({"newborn_name": "李梅之子"}, "sex", "placeholder-sex-disagrees"),
    ({"birth_position": "2"}, "birth_position", "position-beyond-plurality"),
    ({"father_id_number": MOTHER}, "father_id_number", "father-identity-not-male"),
    ({"weight": "900", "gestational_weeks": "26"}, "outcome", "live-birth-before-28-weeks"),
]


def test_rows_that_keep_every_rule_pass(tmp_path: Path) -> None:
    with checking(write(tmp_path, [row(1), row(2)]), DELIVERY, CheckOptions(ON)) as checked:
        assert checked.all_issues().num_rows == 0
        assert (checked.summary.rows, checked.summary.accepted) == (2, 2)


@pytest.mark.parametrize(("changes", "field", "rule"), SPOILED)
def test_each_fault_is_found_by_its_rule(
    changes: dict[str, str], field: str, rule: str, tmp_path: Path
) -> None:
    assert (3, field, rule) in found(write(tmp_path, [row(1), row(2, **changes), row(3)]))


@pytest.mark.parametrize(
    "changes",
    [
        {"sex": "２"},
        {"sex": " female "},
        {"weight": "３２５０"},
        {"weight": "3250克"},
        {"gestational_weeks": "38+4"},
        {"birth_time": "2025/3/8 14:05"},
        {"birth_time": "2025年3月8日14时5分"},
        {"mother_id_type": "无", "mother_id_number": "", "mother_birth_date": "1990-03-07"},
        {"outcome": "死产", "weight": "", "gestational_weeks": "26"},
        {"father_name": "不详", "father_id_type": "", "father_id_number": ""},
        {"newborn_name": "李梅之女"},
        {"certificate_number": "—"},
    ],
)
def test_what_people_write_is_understood(changes: dict[str, str], tmp_path: Path) -> None:
    assert found(write(tmp_path, [row(1, **changes)])) == []


def test_what_is_unusual_is_pointed_out_and_accepted(tmp_path: Path) -> None:
    rows = [row(1, weight="5900", gestational_weeks="41"), row(2, registered_at="2025-03-20 08:00")]
    with checking(write(tmp_path, rows), DELIVERY, CheckOptions(ON)) as checked:
        assert {rule for _, _, rule in places(checked)} >= {"quantity-unusual", "registered-late"}
        assert (checked.summary.rejected, checked.summary.warned) == (0, 2)


def test_a_faulty_cell_takes_part_in_no_other_rule(tmp_path: Path) -> None:
    spoiled = row(1, birth_time="2025-13-08 14:05", mother_id_number=number_of("629101", "19900307", "421"))
    rules = [rule for _, _, rule in found(write(tmp_path, [spoiled]))]
    assert sorted(rules) == ["day-impossible", "mother-identity-not-female"]


def test_the_same_rows_give_the_same_issues_in_every_format(tmp_path: Path) -> None:
    rows = [row(1), row(2, sex="7"), row(3, weight="32"), row(4, mother_name="𬎆娜")]
    text = text_of(rows)
    cells = [line.split(",") for line in text.strip().split("\n")]
    paths = [tmp_path / name for name in ("a.csv", "b.csv", "c.tsv", "d.xlsx", "e.parquet")]
    paths[0].write_bytes(b"\xef\xbb\xbf" + text.encode())
    paths[1].write_bytes(gb18030.encode(text.replace("\n", "\r\n")))
    paths[2].write_text(text.replace(",", "\t"), encoding="utf-8")
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in cells:
        book.active.append(line)
    book.save(paths[3])
    columns = {name: [line[place] for line in cells[1:]] for place, name in enumerate(cells[0])}
    pq.write_table(pa.table(columns), paths[4])
    assert [found(path) for path in paths] == [
        [(3, "sex", "not-in-code-list"), (4, "weight", "quantity-too-small")]
    ] * 5


def test_rows_are_numbered_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    head, one, bad = text_of([row(1), row(2, sex="7")]).strip().split("\n")
    path = tmp_path / "title.csv"
    path.write_text(f"住院分娩登记表\n{head}\n\n{one}\n,{',' * 23}\n{bad}\n", encoding="utf-8")
    assert found(path) == [(6, "sex", "not-in-code-list")]


def test_a_row_of_another_length_is_given_back_and_the_others_are_checked(tmp_path: Path) -> None:
    lines = text_of([row(1), row(2), row(3, sex="7")]).strip().split("\n")
    lines[2] = lines[2].replace("李梅,", "")
    path = tmp_path / "short.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with checking(path, DELIVERY, CheckOptions(ON)) as checked:
        assert places(checked) == [(3, "", "row-damaged"), (4, "sex", "not-in-code-list")]
        assert [bad.row for bad in checked.bad_rows()] == [3, 4]
        assert (checked.summary.rows, checked.summary.rejected) == (3, 2)


def test_an_open_quote_is_refused_rather_than_swallowing_rows(tmp_path: Path) -> None:
    lines = text_of([row(1), row(2), row(3)]).strip().split("\n")
    lines[2] = lines[2].replace("李梅", '"李梅')
    path = tmp_path / "quote.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Refusal, match="broken-quotes"), checking(path, DELIVERY, CheckOptions(ON)):
        pass


def test_accepted_rows_are_handed_on_typed_and_bad_ones_are_not(tmp_path: Path) -> None:
    with checking(write(tmp_path, [row(1), row(2, sex="7"), row(3)]), DELIVERY, CheckOptions(ON)) as checked:
        table = pa.Table.from_batches(list(checked.accepted()))
    assert table["record_number"].to_pylist() == ["2025-000001", "2025-000003"]
    assert table["sex"].to_pylist() == ["female", "female"]
    assert table["birth_time"].type == pa.timestamp("s")
    assert table["mother_birth_date"].type == pa.date32()
    assert (table["weight"].type, table["parity"].type) == (pa.float64(), pa.int64())


def test_an_issue_says_what_stands_in_the_cell(tmp_path: Path) -> None:
    issue = first(write(tmp_path, [row(1), row(2, sex="7")]))
    assert (issue.row, issue.value, issue.severity, issue.place) == (3, "7", "reject", 4)


def test_a_file_without_rows_or_of_another_register_is_refused(tmp_path: Path) -> None:
    head = text_of([row(1)]).split("\n")[0]
    (tmp_path / "empty.csv").write_text(head + "\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("型号,价格\nA,1\n", encoding="utf-8")
    for name, code in (("empty.csv", "no-rows"), ("other.csv", "no-register-header")):
        with pytest.raises(Refusal, match=code), checking(tmp_path / name, DELIVERY, CheckOptions(ON)):
            pass

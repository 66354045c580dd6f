from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenborn.registers.births import BirthsTable
from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal

Read = Callable[..., BirthsTable]
Refused = Callable[..., tuple[str, dict[str, Any]]]
Write = Callable[..., Path]


def figures(table: BirthsTable) -> list[list[Any]]:
    return [list(row.values()) for row in table.cells.select(["area", "male", "female"]).to_pylist()]


@pytest.mark.parametrize(("separator", "kind"), [(",", "csv"), (";", "csv"), ("\t", "tsv"), ("|", "csv")])
def test_the_separator_is_found(write: Write, read: Read, separator: str, kind: str) -> None:
    text = "地区,男,女\n甘州区,5,4\n".replace(",", separator)
    table = read(write(text))
    assert (figures(table), table.format) == ([["甘州区", 5, 4]], kind)


def test_the_separator_is_told_from_the_header_not_from_the_title(write: Write, read: Read) -> None:
    text = "births, by county, of the year, 2011\narea;male;female\nA, north;1,234;2\n"
    assert figures(read(write(text))) == [["A, north", 1234, 2]]


def test_a_first_line_that_names_the_separator(write: Write, read: Read) -> None:
    assert figures(read(write("sep=;\narea;male;female\nA;1;2\n"))) == [["A", 1, 2]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quotes_with_line_ends_in_them(write: Write, read: Read, end: str) -> None:
    text = (
        f'"ar{end}ea",male,female\n'.replace("ar" + end + "ea", f"area{end}")
        + f'"A{end}B, ""C""",1,2\nD,3,4\n'
    )
    table = read(write(text.replace("\n", end)))
    assert figures(table) == [['A B, "C"', 1, 2], ["D", 3, 4]]
    assert table.headers["area"] == "area"


def test_mixed_line_ends(write: Write, read: Read) -> None:
    assert figures(read(write(b"area,male,female\r\nA,1,2\nB,3,4\r\nC,5,6"))) == [
        ["A", 1, 2],
        ["B", 3, 4],
        ["C", 5, 6],
    ]


@pytest.mark.parametrize("title", ["2011年统计\n", '"a\nb",\n', "\n\n", ",,\n", 'x,"y ""z""",\n\n'])
def test_titles_and_empty_lines_above_the_header(write: Write, read: Read, title: str) -> None:
    assert figures(read(write(title + "area,male,female\nA,1,2\n\n,,\nB,3,4\n\n"))) == [
        ["A", 1, 2],
        ["B", 3, 4],
    ]


def test_the_row_of_a_bad_cell_counts_as_a_spreadsheet_does(write: Write, refused: Refused) -> None:
    text = 'title\n\narea,male,female\n"A\nA",1,2\n\nB,3,x\nC,y,z\n'
    code, facts = refused(write(text))
    assert code == "text-count"
    assert facts == {"file": "births.csv", "row": 6, "column": "female", "value": "x", "more": 2}


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("area,male,female\nA,1,2\nB,3\n", "ragged-row", 3),
        ("area,male,female\nA,1,2\nB,3,4,5\n", "ragged-row", 3),
        ('area,male,female\nA,1,2\nB,"3,4\n', "broken-quotes", 3),
        ('area,male,female\nA,1,2\nB,"3"x,4\n', "broken-quotes", 3),
        ("area,male,female\n", "no-rows", 1),
        ("area,male,female", "no-rows", 1),
        ("area,male,female\n\n,,\n", "no-rows", 1),
    ],
)
def test_a_damaged_table_names_its_row(
    write: Write, refused: Refused, text: str, code: str, row: int
) -> None:
    found, facts = refused(write(text))
    assert (found, facts["row"]) == (code, row)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \n,\n", "\ufeff\n"])
def test_an_empty_file(write: Write, refused: Refused, text: str) -> None:
    assert refused(write(text))[0] == "empty-file"


def test_a_hundred_thousand_columns(write: Write, refused: Refused) -> None:
    header = ",".join(f"c{place}" for place in range(100_000))
    code, facts = refused(write(f"{header}\n{header}\n"))
    assert (code, facts["columns"]) == ("too-many-columns", 100_000)


def test_a_line_without_end_is_refused_early(write: Write, refused: Refused) -> None:
    code, facts = refused(write(b"male,female\n1," + b"2" * 3_000_000))
    assert (code, facts["row"]) == ("line-too-long", 2)


def test_long_cells_are_read_up_to_their_limit(write: Write, read: Read, refused: Refused) -> None:
    assert read(write("area,male,female\n" + "A" * 130_000 + ",1,2\n")).rows == 1
    code, facts = refused(write("area,male,female\n" + "A" * 140_000 + ",1,2\n"))
    assert (code, facts["row"]) == ("line-too-long", 2)


def test_a_cell_that_never_ends_is_refused(write: Write, refused: Refused) -> None:
    path = write('area,male,female\n"' + "x\n" * 3_000_000 + '",1,2\n')
    assert refused(path)[0] == "broken-quotes"


def test_a_column_of_personal_numbers_is_no_area(write: Write, refused: Refused) -> None:
    path = write("area,sex\n" + "".join(f"{number},1\n" for number in range(50)))
    code, facts = refused(path, limits=Limits(distinct_values=20))
    assert (code, facts["column"]) == ("too-many-values", "area")


def test_blanks_around_values_and_quotes(write: Write, read: Read) -> None:
    assert figures(read(write('area, male ,female\n  A , "1,234" ,　5　\n'))) == [["A", 1234, 5]]


def test_a_time_of_day_does_not_hide_the_row(write: Write, refused: Refused) -> None:
    text = "出生时间,性别\n2011-09-17 10:00:01,男\n2011-02-30 11:00:00,女\n2011-02-30 12:00:00,女\n"
    code, facts = refused(write(text))
    assert (code, facts["row"], facts["value"], facts["more"]) == (
        "invalid-date",
        3,
        "2011-02-30 11:00:00",
        1,
    )


def test_a_first_row_longer_than_a_header_without_period_is_refused_by_its_length(
    write: Write, read: Read
) -> None:
    with pytest.raises(Refusal, match="ragged-row"):
        read(write("地区,男,女\n甲,1,2,10:30\n"))

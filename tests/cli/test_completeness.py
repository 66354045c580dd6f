"""Whether a year is complete is judged area by area: one county's months say nothing of another's."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.answers import ask
from cli.conftest import Write

HEADER = "month,area,parity,facility,male,female"


def monthly(areas: Mapping[str, tuple[int, int]], year: int = 2011) -> list[str]:
    """Rows of one year: by area, its last month and its male births a month, a tenth more than female."""
    return [
        f"{year}-{month:02},{area},1,{area}-{month % 2},{births},{births * 10 // 11}"
        for area, (last, births) in areas.items()
        for month in range(1, last + 1)
    ]


@pytest.fixture
def uneven(write: Write) -> Path:
    """A and B have twelve months of 2010; of 2011 A has twelve, B nine, and the hamlet C eight."""
    rows = monthly({"A": (12, 110), "B": (12, 55), "C": (12, 3)}, 2010)
    rows += monthly({"A": (12, 110), "B": (9, 55), "C": (8, 3)})
    return write("\n".join([HEADER, *rows]) + "\n")


@pytest.mark.parametrize("by", ["year,area", "year,area,order", "year,area,facility"])
def test_a_county_with_nine_months_is_not_complete(uneven: Path, by: str) -> None:
    figures = ask("ratio", uneven, "--by", by, "--json").json()["figures"]
    complete = {(one["area"], one["period"]["label"], one["complete"]) for one in figures}
    assert complete == {
        ("A", "2010", None), ("B", "2010", None), ("C", "2010", None),
        ("A", "2011", None), ("B", "2011", False), ("C", "2011", None),
    }  # fmt: skip


def test_a_pool_of_years_with_a_short_one_is_not_complete(uneven: Path) -> None:
    answer = ask("ratio", uneven, "--by", "year,area", "--pool", "2", "--json").json()
    pools = {one["area"]: one["complete"] for one in answer["figures"] if one["pooled"]}
    assert pools == {"A": None, "B": False, "C": None}


def test_a_year_of_one_county_says_nothing_of_anothers_months(write: Write) -> None:
    rows = [*monthly({"A": (9, 110)}), "2011,B,1,b,900,800"]
    answer = ask("ratio", write("\n".join([HEADER, *rows]) + "\n"), "--by", "year,area", "--json").json()
    assert {one["area"]: one["complete"] for one in answer["figures"]} == {"A": False, "B": None}


def test_a_county_with_nine_months_is_not_compared(uneven: Path) -> None:
    command = ("assess", uneven, "--base-period", "2010", "--now-period", "2011", "--by", "area", "--json")
    assessments = {one["area"]: one for one in ask(*command).json()["assessments"]}
    assert [assessments[area]["now"]["complete"] for area in "ABC"] == [None, False, None]
    assert assessments["B"]["verdict"] == "not comparable"
    assert [one["trait"] for one in assessments["B"]["differences"]] == ["period complete"]
    assert assessments["A"]["verdict"] != "not comparable"
    parts = ("--base-period", "2010-01/2010-09", "--now-period", "2011-01/2011-09")
    same = ask("assess", uneven, *parts, "--by", "area", "--json").json()["assessments"]
    assert [one["now"]["complete"] for one in same] == [None, None, None]


def test_a_month_that_the_file_lacks_is_lacking_everywhere(months: Path) -> None:
    periods = ("--base-period", "2010", "--now-period", "2011")
    assessments = ask("assess", months, *periods, "--by", "area", "--json").json()["assessments"]
    assert [(one["base"]["complete"], one["now"]["complete"]) for one in assessments] == [(None, False)] * 2

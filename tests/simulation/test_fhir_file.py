"""What is written as FHIR is read back as it was."""

import io
import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.code_lists import code_lists
from evenborn.registers.limits import Limits
from evenborn.registers.sources.fhir import fhir_rows, is_fhir
from evenborn.registers.sources.fhir_birth import FIELDS
from evenborn.simulation.fhir_file import fhir_bundle

Row = dict[str, Any]


def names_of(list_name: str) -> list[str]:
    return [meaning.name for meaning in code_lists()[list_name].meanings]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=20)
moments = st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01"))
minutes = moments.map(lambda moment: moment.strftime("%Y-%m-%d %H:%M"))
days = st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(date.isoformat)
areas = st.sampled_from(["990101", "990101001", "990101001203"])
weeks = st.integers(20, 46).map(str) | st.tuples(st.integers(20, 46), st.integers(0, 6)).map(
    lambda both: f"{both[0]}+{both[1]}"
)
numbers = st.integers(1, 8).map(str)
tenths = st.integers(150, 700).map(lambda tenth: f"{tenth / 10:g}")
document_kinds = [name for name in names_of("identity_type") if name != "none"]


def documented(parent: str) -> st.SearchStrategy[Row]:
    known = st.fixed_dictionaries(
        {f"{parent}_id_type": st.sampled_from(document_kinds), f"{parent}_id_number": texts}
    )
    return known | st.just({f"{parent}_id_type": "none"}) | st.just({})


stated: dict[str, st.SearchStrategy[str]] = {
    **dict.fromkeys(("record_number", "facility", "facility_name", "newborn_name", "mother_name"), texts),
    **dict.fromkeys(("father_name", "certificate_number", "registrar"), texts),
    **dict.fromkeys(("plurality", "birth_position", "parity"), numbers),
    **dict.fromkeys(("residence", "hukou"), areas),
    "sex": st.sampled_from(names_of("sex")),
    "birth_time": minutes | days,
    "registered_at": minutes | days,
    "weight": st.integers(200, 7000).map(str),
    "length": tenths,
    "gestational_weeks": weeks,
    "mother_birth_date": days,
}
births = st.builds(
    lambda row, outcome, mother, father: {**row, "outcome": outcome, **mother, **father},
    st.fixed_dictionaries({}, optional=stated),
    st.sampled_from(names_of("outcome")),
    documented("mother"),
    documented("father"),
)


def read_back(rows: list[Row]) -> list[dict[str, str]]:
    written = b"".join(fhir_bundle(rows))
    assert is_fhir(written)
    return [dict(row.cells) for row in fhir_rows(io.BytesIO(written), "births.json", Limits())]


def as_read(row: Row) -> dict[str, str]:
    """A row as reading gives it: the sex of a stillbirth before 28 weeks is not there to be read."""
    expected = dict.fromkeys(FIELDS, "") | {name: str(value) for name, value in row.items()}
    weeks = int(expected["gestational_weeks"].partition("+")[0] or 0)
    if row["outcome"] == "stillbirth" and weeks < 28:
        expected["sex"] = "unclear"
    return expected


@given(st.lists(births, min_size=1, max_size=4))
def test_rows_come_back(rows: list[Row]) -> None:
    assert read_back(rows) == [as_read(row) for row in rows]


def test_the_sex_of_an_early_stillbirth_is_not_written() -> None:
    row = {"sex": "female", "outcome": "stillbirth", "gestational_weeks": "27+6", "birth_time": "2025-03-08"}
    assert b'"female"' not in b"".join(fhir_bundle([row]))
    assert b'"female"' in b"".join(fhir_bundle([row | {"gestational_weeks": "28"}]))


def test_words_and_values_are_taken_too() -> None:
    row = {
        "sex": "女婴",
        "outcome": "活产",
        "mother_id_type": "居民身份证",
        "mother_id_number": "629101199003074221",
        "birth_time": datetime.fromisoformat("2025-03-08 14:05:59"),
        "mother_birth_date": date(1990, 3, 7),
        "weight": 3250,
        "newborn_name": None,
    }
    found = {name: text for name, text in read_back([row])[0].items() if text}
    assert found == {
        "sex": "female",
        "outcome": "live",
        "mother_id_type": "resident-id",
        "mother_id_number": "629101199003074221",
        "birth_time": "2025-03-08 14:05",
        "mother_birth_date": "1990-03-07",
        "weight": "3250",
    }


def test_a_long_file_is_written_in_pieces_and_every_reference_leads_somewhere() -> None:
    row = {"sex": "male", "weight": "3250", "facility": "YX620001", "father_name": "王强", "parity": "2"}
    pieces = list(fhir_bundle(row for _ in range(500)))
    assert len(pieces) == 502
    reports = [entry["resource"] for entry in json.loads(b"".join(pieces))["entry"]]
    addresses = {entry["fullUrl"] for report in reports for entry in report["entry"]}
    assert len(addresses) == sum(len(report["entry"]) for report in reports)
    for report in reports[:3]:
        own = {entry["fullUrl"] for entry in report["entry"]}
        assert {part.split('"')[0] for part in json.dumps(report).split('"reference": "')[1:]} <= own


def test_the_clock_moves_with_the_birth() -> None:
    first = datetime.fromisoformat("2025-03-08 23:50")
    rows = [
        {"birth_time": (first + timedelta(minutes=10 * step)).strftime("%Y-%m-%d %H:%M")} for step in range(3)
    ]
    times = [row["birth_time"] for row in read_back(rows)]
    assert all(earlier < later for earlier, later in pairwise(times))
    assert times[1] == "2025-03-09 00:00"

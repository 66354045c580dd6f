"""``evenborn compare``: what is found, what is written, and what nobody is told."""

import csv
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from cli.answers import ask, names_in
from cli.comparing import (
    REGISTERS,
    WHY,
    Comparison,
    compared,
    everything_in,
    filled,
    listed,
    refused,
    texts_of,
)
from evenborn.comparison.differences import KINDS
from evenborn.presentation.words import say

SECRET = {
    "delivery": ("newborn_name", "mother_name", "father_name", "mother_id_number", "residence"),
    "immunisation": ("child_name", "mother_name", "father_name", "mother_id_number", "area"),
}


def test_links_are_those_of_the_truth(comparison: Comparison, pair: Path) -> None:
    truth = [pq.read_table(pair / f"truth/links-{name}.parquet") for name in REGISTERS]
    links = pq.read_table(comparison.run / "links-delivery-immunisation.parquet")
    births = [dict(zip(one["row"].to_pylist(), one["birth"].to_pylist(), strict=True)) for one in truth]
    ends = zip(links["left_row"].to_pylist(), links["right_row"].to_pylist(), strict=True)
    right = sum(births[0][left] == births[1][other] for left, other in ends)
    both = len(set(births[0].values()) & set(births[1].values()))
    assert right / len(links) > 0.99
    assert right / both > 0.98


def test_the_folder_is_whole_and_closed_to_others(comparison: Comparison) -> None:
    assert names_in(comparison.run) == sorted(
        [
            "README.md",
            "README.zh.md",
            "differences-delivery.xlsx",
            "differences-immunisation.xlsx",
            "links-delivery-immunisation.parquet",
            "pairs-delivery-immunisation.parquet",
            "patterns.csv",
            "record.json",
        ]
    )
    assert {path.stat().st_mode & 0o777 for path in comparison.run.iterdir()} == {0o600}
    assert comparison.run.stat().st_mode & 0o777 == 0o700


def test_the_record_says_what_was_done(comparison: Comparison) -> None:
    record = json.loads((comparison.run / "record.json").read_text("utf-8"))
    assert record["commission"] == {
        "purpose": "correcting-registers",
        "legal_basis": "Statistics Law, article 24",
        "on": "2024-06-01",
        "deadline": "2024-07-01",
    }
    assert set(record["versions"]) == {"evenborn", "splink", "duckdb"}
    assert [one["register"] for one in record["registers"]] == list(REGISTERS)
    (pair,) = record["pairs"]
    assert pair["links"] == sum(pair["certain"].values()) + pair["by_weight"]
    shares = pair["learned"]["comparisons"]["birth_day"]
    assert sum(shares["same"]) == pytest.approx(1)
    assert len(shares["levels"]) == len(shares["strangers"])


def test_patterns_add_up_to_the_births_of_each_register(comparison: Comparison) -> None:
    with (comparison.run / "patterns.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for place, one in enumerate(comparison.answer["registers"]):
        held = sum(int(row["births"]) for row in rows if row["pattern"][place] == "1")
        assert held == one["births"] - one["differences"]["entered-twice"]
        elsewhere = sum(int(row["births"]) for row in rows if row["pattern"][place] == "0")
        assert elsewhere == one["differences"]["elsewhere"]


@pytest.mark.parametrize(("own", "other"), [REGISTERS, REGISTERS[::-1]])
def test_a_sheet_holds_own_record_numbers_and_nothing_of_others(
    own: str, other: str, comparison: Comparison, pair: Path
) -> None:
    cells = set(everything_in(comparison.sheet(own)))
    for name in (own, other):
        assert not texts_of(pair / f"{name}.parquet", *SECRET[name]) & cells
    assert not texts_of(pair / f"{other}.parquet", "record_number") & cells
    rows = listed(comparison.sheet(own))
    assert rows
    assert {row["Record number"].split("/")[-1] for row in rows} <= texts_of(
        pair / f"{own}.parquet", "record_number"
    )


def test_a_sheet_says_why_until_when_and_how_many(comparison: Comparison) -> None:
    first = [str(cell) for cell in everything_in(comparison.sheet())]
    told = comparison.answer["registers"][0]["differences"]
    assert any("Statistics Law, article 24" in cell for cell in first)
    assert any("2024-07-01" in cell for cell in first)
    assert any("list of families" in cell for cell in first)
    kinds = [row["Difference"] for row in listed(comparison.sheet())]
    for kind in KINDS:
        assert kinds.count(say(f"difference.kind.{kind}", "en")) == told[kind]


def test_replies_are_chosen_from_a_list(comparison: Comparison) -> None:
    book = openpyxl.load_workbook(comparison.sheet())
    (check,) = book.worksheets[1].data_validations.dataValidation
    assert check.type == "list"
    assert book["evenborn"].sheet_state == "hidden"
    offered = [cell.value for cell in book["evenborn"]["D"] if cell.value]
    assert offered == [
        "corrected",
        "right as it stands",
        "entered by mistake, removed",
        "second entry of a birth, removed",
        "record not found",
    ]


def test_a_legal_basis_that_looks_like_a_formula_stays_text(pair: Path, tmp_path: Path) -> None:
    files = [pair / f"{name}.parquet" for name in REGISTERS]
    ask(
        "compare", *files, "--out", tmp_path / "run", *WHY[:2], "--legal-basis", "=1+1|cmd", *WHY[4:],
        "--lang", "zh",
    )  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "run/differences-delivery.xlsx")
    cells = [cell for one in book.worksheets for row in one.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "\\|cmd" in (tmp_path / "run/README.zh.md").read_text("utf-8")


def test_replies_change_the_next_comparison(comparison: Comparison, tmp_path: Path) -> None:
    rows = listed(comparison.sheet())
    said: dict[str, str] = {}
    alone, differing = say("difference.kind.only-here", "en"), say("difference.kind.sex-differs", "en")
    for kind, replies in ((alone, ("误登，已删除", "核实无误")), (differing, ("corrected", "核实无误"))):
        numbers = [row["Record number"] for row in rows if row["Difference"] == kind][:2]
        said |= dict(zip(numbers, replies, strict=True))
    sheet = filled(comparison.sheet(), tmp_path / "back.xlsx", lambda row: said.get(row["Record number"]))
    again = compared(comparison.files, tmp_path / "next", "--replies", sheet)
    before, after = (one.answer["registers"][0] for one in (comparison, again))
    assert after["births"] == before["births"] - 1
    assert after["differences"]["only-here"] == before["differences"]["only-here"] - 2
    assert after["differences"]["sex-differs"] == before["differences"]["sex-differs"] - 1
    assert after["said_corrected_still_differs"] == 1
    assert again.answer["registers"][1]["births"] == comparison.answer["registers"][1]["births"]
    kept = json.loads((again.run / "record.json").read_text("utf-8"))["registers"][0]
    assert len(kept["removed"]), len(kept["confirmed"]) == (1, 2)
    assert any("still differs" in cell for cell in everything_in(again.sheet()))


def test_the_same_files_give_the_same_links(comparison: Comparison, tmp_path: Path) -> None:
    again = ask("compare", *reversed(comparison.files), "--repeat", comparison.run, "--json").json()
    assert again["run"] == comparison.answer["run"]
    assert [one["agrees"] for one in again["repeated"]] == [True]
    said = ask("compare", *comparison.files, "--repeat", comparison.run, "--out", tmp_path / "run").out
    assert "the same links as in" in said


def test_weights_that_moved_are_said(comparison: Comparison, tmp_path: Path) -> None:
    other = tmp_path / "run"
    other.mkdir()
    for path in comparison.run.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    links = pq.read_table(other / "links-delivery-immunisation.parquet")
    weights = [None if one is None else one + 1e-6 for one in links["weight"].to_pylist()]
    moved = links.set_column(links.column_names.index("weight"), "weight", [weights])
    pq.write_table(moved, other / "links-delivery-immunisation.parquet")
    said = ask("compare", *comparison.files, "--repeat", other, code=3).out
    assert "match weights differ by up to 1e-06 bits" in said


def test_a_repeat_takes_its_own_files_only(comparison: Comparison, pair: Path, tmp_path: Path) -> None:
    changed = tmp_path / "delivery.parquet"
    pq.write_table(pq.read_table(pair / "delivery.parquet").slice(1), changed)
    code, answer = refused("compare", changed, comparison.files[1], "--repeat", comparison.run)
    assert code == "repeat-other-file"
    assert "不是比对" in answer.err
    assert refused("compare", comparison.files[0], "--repeat", comparison.run)[0] == "repeat-number"
    twice = [comparison.files[0]] * 2
    assert refused("compare", *twice, "--repeat", comparison.run)[0] == "repeat-missing"
    with_purpose = ("--repeat", comparison.run, *WHY[:2])
    assert refused("compare", *comparison.files, *with_purpose)[0] == "repeat-with"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_answer_is_there_in_both_languages(lang: str, comparison: Comparison, tmp_path: Path) -> None:
    said = ask("compare", *comparison.files, "--out", tmp_path / "run", *WHY, "--lang", lang).out
    titles = ("registers", "links", "candidates", "differences")
    assert all(say(f"compared.title.{name}", lang) in said for name in titles)  # type: ignore[arg-type]
    assert say("coverage.title.areas", lang) in said  # type: ignore[arg-type]
    assert "differences-delivery.xlsx" in said

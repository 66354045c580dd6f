"""``evenborn review``: a sample that people look at, and what comes of it."""

import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq

from cli.answers import ask
from cli.comparing import REGISTERS, Comparison, everything_in, filled, listed, refused, texts_of

SAMPLE = ("--sample", 60, "--seed", 3)


def births_of(pair: Path, register: str) -> dict[int, int]:
    """True birth by row of a register."""
    truth = pq.read_table(pair / f"truth/links-{register}.parquet")
    return dict(zip(truth["row"].to_pylist(), truth["birth"].to_pylist(), strict=True))


def test_both_records_are_shown_where_one_office_holds_both(comparison: Comparison, tmp_path: Path) -> None:
    ask("review", comparison.run, "--out", tmp_path / "review.xlsx", *SAMPLE)
    rows = listed(tmp_path / "review.xlsx")
    assert len(rows) == 60
    assert all(row["delivery register: record number"] for row in rows)
    assert all(row["first immunisations: record number"] for row in rows)
    assert {row["Sex"] for row in rows} <= {"same", "different", "not stated"}
    assert not any("bits" in cell or cell == "linked" for cell in everything_in(tmp_path / "review.xlsx"))
    again = tmp_path / "again.xlsx"
    ask("review", comparison.run, "--out", again, *SAMPLE)
    assert listed(again) == rows
    ask("review", comparison.run, "--out", again, "--sample", 60, "--seed", 4)
    assert listed(again) != rows


def test_an_owner_sees_his_own_numbers_only(comparison: Comparison, pair: Path, tmp_path: Path) -> None:
    out = tmp_path / "review.xlsx"
    ask("review", comparison.run, "--register", "delivery", "--out", out, *SAMPLE, "--lang", "zh")
    cells = set(everything_in(out))
    assert not texts_of(pair / "immunisation.parquet", "record_number", "child_name", "mother_name") & cells
    assert {row["记录编号"].split("/")[-1] for row in listed(out)} <= texts_of(
        pair / "delivery.parquet", "record_number"
    )
    (check,) = openpyxl.load_workbook(out).worksheets[1].data_validations.dataValidation
    assert check.type == "list"
    assert out.stat().st_mode & 0o777 == 0o600


def test_answers_of_the_truth_say_what_the_truth_is(
    comparison: Comparison, pair: Path, tmp_path: Path
) -> None:
    births = [births_of(pair, name) for name in REGISTERS]
    ask("review", comparison.run, "--out", tmp_path / "drawn.xlsx", "--sample", 200)
    unclear = 0

    def look(row: dict[str, object]) -> str:
        nonlocal unclear
        if row["Pair"] == "7":
            unclear += 1
            return "cannot tell"
        rows = (int(str(row[f"{name}: row"])) for name in ("delivery register", "first immunisations"))
        left, right = (births[at][row] for at, row in enumerate(rows))
        return "是" if left == right else "no"

    read = filled(tmp_path / "drawn.xlsx", tmp_path / "read.xlsx", look)
    answer = ask("review", comparison.run, "--read", read, "--json").json()
    (pair_said,) = answer["pairs"]
    assert pair_said["cannot_tell"] == unclear == 1
    strata = pair_said["strata"]
    assert (
        sum(one["pairs"] for one in strata.values() if one["linked"])
        == comparison.answer["pairs"][0]["links"]
    )
    for what, least in (("precision", 0.97), ("recall", 0.9)):
        people = pair_said["by_people"][what]
        assert people["lower"] <= people["share"] <= people["upper"]
        assert people["share"] > least
    kept = comparison.run / "evaluation.json"
    assert json.loads(kept.read_text("utf-8")) == answer
    assert kept.stat().st_mode & 0o777 == 0o600
    said = ask("review", comparison.run, "--read", read, "--lang", "zh").out
    assert "人工复核" in said
    assert "模型自评" in said
    assert "1 对无法判断" in said


def test_what_cannot_be_read_back_is_told(
    comparison: Comparison, encoded_comparison: Comparison, tmp_path: Path
) -> None:
    sheet = tmp_path / "review.xlsx"
    ask("review", comparison.run, "--out", sheet, *SAMPLE)
    assert refused("review", comparison.run, "--read", sheet)[0] == "nothing-reviewed"
    maybe = filled(sheet, tmp_path / "maybe.xlsx", lambda _: "perhaps")
    code, answer = refused("review", comparison.run, "--read", maybe)
    assert code == "unknown-answer"
    assert "第 2 行" in answer.err
    code, answer = refused("review", encoded_comparison.run, "--read", sheet)
    assert code == "review-of-another"
    assert "不属于" in answer.err
    assert refused("review", comparison.run, "--read", comparison.sheet())[0] == "no-review-sheet"
    assert refused("review", comparison.run)[0] == "review-read-or-write"
    assert refused("review", tmp_path, "--out", tmp_path / "x.xlsx")[0] == "no-run"
    wrong = ("--register", "household", "--out", tmp_path / "x.xlsx")
    assert refused("review", comparison.run, *wrong)[0] == "not-a-choice"


def test_encoded_registers_are_looked_at_by_their_owners(
    encoded_comparison: Comparison, tmp_path: Path
) -> None:
    out = ("--out", tmp_path / "review.xlsx")
    code, answer = refused("review", encoded_comparison.run, *out)
    assert code == "review-needs-register"
    assert "delivery, immunisation" in answer.err
    ask("review", encoded_comparison.run, "--register", "immunisation", *out)
    assert "Record number" in listed(tmp_path / "review.xlsx")[0]

"""What is not compared, and how that is said in both languages."""

from pathlib import Path

import pyarrow
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from cli.answers import ask
from cli.comparing import WHY, Comparison, filled, refused

HEADER = "登记号,姓名,性别,出生日期,母亲姓名,父亲姓名\n"


def household(folder: Path, names: str = "李子涵", mothers: str = "王丽", fathers: str = "李强") -> Path:
    """A household register of ten births."""
    rows = [f"{n},{names},女,2023-03-{n + 1:02},{mothers},{fathers}\n" for n in range(10)]
    path = folder / "household.csv"
    path.write_text(HEADER + "".join(rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("missing", "option"),
    [(("--out",), "--out"), (("--purpose",), "--purpose"), (("--legal-basis",), "--legal-basis")],
)
def test_what_must_be_said_is_asked_for(missing: tuple[str], option: str, pair: Path, tmp_path: Path) -> None:
    options = {"--out": tmp_path / "run", **dict(zip(WHY[::2], WHY[1::2], strict=True))}
    given = [part for name, value in options.items() if name not in missing for part in (name, value)]
    code, answer = refused("compare", pair / "delivery.parquet", pair / "immunisation.parquet", *given)
    assert code == "missing-argument"
    assert option in answer.err


def test_there_are_two_purposes(pair: Path, tmp_path: Path) -> None:
    files = (pair / "delivery.parquet", pair / "immunisation.parquet", "--out", tmp_path / "run")
    wrong = ("--purpose", "visiting-families", *WHY[2:])
    assert refused("compare", *files, *wrong)[0] == "not-a-choice"
    late = (*WHY, "--deadline", "2024-05-31")
    assert refused("compare", *files, *late)[0] == "deadline-before"
    assert refused("compare", *files, *WHY[:2], "--legal-basis", " ", *WHY[4:])[0] == "no-legal-basis"
    assert refused("compare", *files, *WHY[:2], "--legal-basis", "x" * 501, *WHY[4:])[0] == "long-legal-basis"


def test_registers_are_two_to_four_different_ones(pair: Path, tmp_path: Path) -> None:
    delivery = pair / "delivery.parquet"
    out = ("--out", tmp_path / "run", *WHY)
    assert refused("compare", delivery, *out)[0] == "registers-number"
    assert refused("compare", delivery, delivery, *out)[0] == "same-file-twice"
    part = tmp_path / "delivery-part.parquet"
    pq.write_table(pq.read_table(delivery).slice(9), part)
    code, answer = refused("compare", delivery, part, *out)
    assert code == "same-register-twice"
    assert "同一登记的几部分" in answer.err
    assert not (tmp_path / "run").exists()


def test_registers_of_care_are_never_compared(pair: Path, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "run", *WHY)
    log = f"ultrasound-log={pair / 'delivery.parquet'}"
    code, answer = refused("compare", log, pair / "immunisation.parquet", *out)
    assert code == "not-to-be-compared"
    assert "不是出生登记，不得比对" in answer.err


def test_a_file_is_known_by_its_name_or_headings_or_by_what_is_said(pair: Path, tmp_path: Path) -> None:
    for name in ("delivery", "immunisation"):
        pyarrow.csv.write_csv(pq.read_table(pair / f"{name}.parquet"), tmp_path / f"{name[:3]}.csv")
    files = (tmp_path / "del.csv", tmp_path / "imm.csv")
    by_headings = ask("compare", *files, "--out", tmp_path / "a", *WHY, "--json").json()
    assert [one["register"] for one in by_headings["registers"]] == ["delivery", "immunisation"]
    said = ask("compare", f"delivery={files[0]}", files[1], "--out", tmp_path / "b", *WHY, "--json").json()
    assert said["pairs"] == by_headings["pairs"]
    unclear = tmp_path / "births.csv"
    unclear.write_text("编号,甲,乙\n1,2,3\n", "utf-8")
    code, answer = refused("compare", unclear, files[1], "--out", tmp_path / "c", *WHY)
    assert code == "which-register"
    assert "delivery=births.csv" in answer.err


def test_registers_must_state_something_to_compare_by(pair: Path, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "run", *WHY)
    nameless = household(tmp_path, names="", mothers="", fathers="")
    code, answer = refused("compare", pair / "delivery.parquet", nameless, *out)
    assert code == "nothing-to-compare-by"
    assert "共有的项目不足" in answer.err
    elsewhere = household(tmp_path)
    assert refused("compare", pair / "delivery.parquet", elsewhere, *out)[0] == "nothing-in-common"


def test_encoded_and_plain_are_not_mixed(pair: Path, encoded_comparison: Comparison, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "run", *WHY)
    mixed = (encoded_comparison.files[0], pair / "immunisation.parquet")
    for files in (mixed, mixed[::-1]):
        code, answer = refused("compare", *files, *out)
        assert code == "encoded-and-plain"
        assert "delivery.encoded.parquet 已编码，而 immunisation.parquet 未编码" in answer.err


def test_one_key_fits_both(pair: Path, encoded_comparison: Comparison, tmp_path: Path) -> None:
    other = tmp_path / "immunisation.encoded.parquet"
    key = ("--key", tmp_path / "other.txt", "--new-key")
    ask("encode", pair / "immunisation.parquet", "--register", "immunisation", *key, "--out", other)
    code, answer = refused("compare", encoded_comparison.files[0], other, "--out", tmp_path / "run", *WHY)
    assert code == "keys-differ"
    assert "密钥不同" in answer.err


def test_replies_must_be_of_what_is_compared(
    comparison: Comparison, encoded_comparison: Comparison, pair: Path, tmp_path: Path
) -> None:
    out = ("--out", tmp_path / "run", *WHY)
    of_encoding = encoded_comparison.sheet()
    code, answer = refused("compare", *comparison.files, *out, "--replies", of_encoding)
    assert code == "replies-of-other-encoding"
    assert "另一次编码" in answer.err
    with_own = tmp_path / "own.xlsx"
    own_list = encoded_comparison.files[0].with_suffix(".own.csv")
    ask("differences", of_encoding, "--own-list", own_list, "--out", with_own)
    code, _ = refused("compare", *encoded_comparison.files, *out, "--replies", with_own)
    assert code == "replies-with-own-numbers"
    files = (f"household={pair / 'delivery.parquet'}", comparison.files[1])
    assert refused("compare", *files, *out, "--replies", comparison.sheet())[0] == "replies-of-no-register"


def test_replies_are_of_the_list(comparison: Comparison, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "run", *WHY)
    free = filled(comparison.sheet(), tmp_path / "free.xlsx", lambda _: "will call the family")
    code, answer = refused("compare", *comparison.files, *out, "--replies", free)
    assert code == "unknown-reply"
    assert "第 2 行" in answer.err
    assert (
        refused("compare", *comparison.files, *out, "--replies", comparison.files[0])[0] == "not-a-workbook"
    )
    assert refused("compare", *comparison.files, *out, "--replies", tmp_path / "none")[0] == "no-such-file"


def test_a_folder_that_is_no_run_is_told(comparison: Comparison, tmp_path: Path) -> None:
    assert refused("compare", *comparison.files, "--repeat", tmp_path)[0] == "no-run"
    (tmp_path / "record.json").write_text('{"format": 99}', "utf-8")
    code, answer = refused("compare", *comparison.files, "--repeat", tmp_path)
    assert code == "newer-run"
    assert "请先升级" in answer.err


def test_columns_sheets_and_encodings_of_one_register(pair: Path, tmp_path: Path) -> None:
    rows = pq.read_table(pair / "immunisation.parquet")
    strange = tmp_path / "immunisation.csv"
    renamed = rows.rename_columns(["宝宝" if name == "child_name" else name for name in rows.schema.names])
    text = pyarrow.BufferOutputStream()
    pyarrow.csv.write_csv(renamed, text)
    strange.write_bytes(text.getvalue().to_pybytes().decode("utf-8").encode("gb18030"))
    files = (pair / "delivery.parquet", strange)
    both = (pair / "delivery.parquet", pair / "immunisation.parquet")
    plain = ask("compare", *both, "--out", tmp_path / "a", *WHY, "--json")
    read = ("--column", "immunisation:child_name=宝宝", "--encoding", "immunisation:gb18030")
    told = ask("compare", *files, "--out", tmp_path / "b", *WHY, *read, "--json")
    assert told.json()["pairs"] == plain.json()["pairs"]
    out = ("--out", tmp_path / "c", *WHY)
    assert refused("compare", *files, *out, "--encoding", "household:gb18030")[0] == "not-a-choice"
    assert refused("compare", *files, *out, "--column", "immunisation:宝宝")[0] == "not-a-column-choice"

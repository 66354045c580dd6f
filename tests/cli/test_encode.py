"""``evenborn encode`` and ``evenborn differences``: what leaves an owner, what stays, and the way back."""

import csv
from pathlib import Path

import pyarrow.parquet as pq

from cli.answers import ask, names_in
from cli.comparing import Comparison, compared, everything_in, filled, listed, refused, texts_of
from evenborn.comparison.keys import read_key

PERSONS = ("newborn_name", "mother_name", "father_name", "mother_id_number", "record_number")


def own_list(encoding: Path) -> Path:
    return encoding.with_suffix(".own.csv")


def numbers_in(encoding: Path) -> dict[str, str]:
    """The owner's record number by that of the encoding."""
    with own_list(encoding).open(encoding="utf-8") as stream:
        return {row["encoded_number"]: row["record_number"] for row in csv.DictReader(stream)}


def test_what_is_written_is_for_its_owner_only(encoded_comparison: Comparison) -> None:
    folder = encoded_comparison.files[0].parent
    for name in ("delivery.encoded.parquet", "delivery.encoded.own.csv", "key.txt"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600


def test_nothing_of_a_person_is_in_an_encoding(encoded_comparison: Comparison, pair: Path) -> None:
    content = encoded_comparison.files[0].read_bytes()
    for text in sorted(texts_of(pair / "delivery.parquet", *PERSONS))[:500]:
        assert len(text) < 2 or text.encode() not in content
    table = pq.read_table(encoded_comparison.files[0])
    texts = [name for name in table.column_names if str(table.schema.field(name).type) == "string"]
    assert texts == ["county_stated"]


def test_the_answer_says_what_leaves_and_what_stays(pair: Path, tmp_path: Path) -> None:
    arguments = (
        "encode",
        pair / "delivery.parquet",
        "--register",
        "delivery",
        "--out",
        tmp_path / "d.parquet",
    )
    said = ask(*arguments, "--key", tmp_path / "key", "--new-key").out
    assert "d.parquet may go to the desk" in said
    assert "d.own.csv stays with you" in said
    assert "key is a new key" in said
    said = ask(*arguments, "--key", tmp_path / "key", "--lang", "zh").out
    assert "d.own.csv 留存本单位" in said
    answer = ask(*arguments, "--key", tmp_path / "key", "--json").json()
    assert answer["births"] == pq.read_metadata(pair / "delivery.parquet").num_rows
    assert answer["for_the_owner"] == ["d.own.csv", "key"]


def test_a_key_is_not_replaced_and_not_left_behind(pair: Path, tmp_path: Path) -> None:
    key, out = tmp_path / "key", tmp_path / "d.parquet"
    options = ("--register", "delivery", "--out", out, "--key", key)
    code, answer = refused("encode", tmp_path / "none.csv", *options, "--new-key")
    assert code == "no-such-file"
    assert names_in(tmp_path) == []
    ask("encode", pair / "delivery.parquet", *options, "--new-key")
    before = read_key(key)
    code, answer = refused("encode", pair / "delivery.parquet", *options, "--new-key")
    assert code == "key-exists"
    assert "替换密钥会使已有编码全部作废" in answer.err
    assert read_key(key) == before


def test_what_cannot_be_encoded_is_told(encoded_comparison: Comparison, pair: Path, tmp_path: Path) -> None:
    key, delivery = encoded_comparison.files[0].parent / "key.txt", pair / "delivery.parquet"
    options = ("--register", "delivery", "--out", tmp_path / "x.parquet", "--key")
    assert refused("encode", encoded_comparison.files[0], *options, key)[0] == "already-encoded"
    assert refused("encode", delivery, *options, delivery)[0] == "no-key"
    assert refused("encode", delivery, *options, tmp_path / "none")[0] == "unreadable"
    mistyped = tmp_path / "key.txt"
    digits = key.read_text("ascii").splitlines()
    digits[1] = digits[1].translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    mistyped.write_text("\n".join(digits), "ascii")
    code, answer = refused("encode", delivery, *options, mistyped)
    assert code == "key-mistyped"
    assert "校验码与密钥不符" in answer.err
    other = ("--register", "device", *options[2:])
    code, answer = refused("encode", delivery, *other, key)
    assert code == "not-a-register-of-births"
    assert "一律不得比对" in answer.err


def test_encodings_give_the_links_of_the_registers(
    comparison: Comparison, encoded_comparison: Comparison
) -> None:
    name = "links-delivery-immunisation.parquet"
    plain, keyed = (pq.read_table(one.run / name) for one in (comparison, encoded_comparison))
    numbers = [numbers_in(path) for path in encoded_comparison.files]
    found = {
        (numbers[0][left], numbers[1][right])
        for left, right in zip(keyed["left"].to_pylist(), keyed["right"].to_pylist(), strict=True)
    }
    wanted = set(zip(plain["left"].to_pylist(), plain["right"].to_pylist(), strict=True))
    assert len(found ^ wanted) <= 0.02 * len(wanted)  # twins of one sex whom nothing tells apart


def test_own_numbers_go_in_and_come_out_again(
    encoded_comparison: Comparison, pair: Path, tmp_path: Path
) -> None:
    sheet, mine = encoded_comparison.sheet(), own_list(encoded_comparison.files[0])
    own = texts_of(pair / "delivery.parquet", "record_number")
    assert not own & set(everything_in(sheet))
    ask("differences", sheet, "--own-list", mine, "--out", tmp_path / "mine.xlsx")
    numbers = numbers_in(encoded_comparison.files[0])
    rows = listed(tmp_path / "mine.xlsx")
    assert all(numbers[row["Record number"]] == row["Own record number"] for row in rows)
    replied = filled(
        tmp_path / "mine.xlsx",
        tmp_path / "replied.xlsx",
        lambda row: "right as it stands" if row["Row in the file"] % 2 else None,
    )
    said = ask("differences", replied, "--own-list", mine, "--out", tmp_path / "back.xlsx", "--lang", "zh")
    assert "此表可交比对部门" in said.out
    assert not own & set(everything_in(tmp_path / "back.xlsx"))
    back = listed(tmp_path / "back.xlsx")
    assert [{**row, "Reply": None} for row in back] == listed(sheet)
    confirmed = sum(row["Reply"] == "right as it stands" for row in back)
    assert 0 < confirmed < len(back)
    files = encoded_comparison.files
    again = compared(files, tmp_path / "next", "--replies", tmp_path / "back.xlsx")
    told = [sum(one.answer["registers"][0]["differences"].values()) for one in (encoded_comparison, again)]
    assert told[0] - told[1] == confirmed


def test_replies_follow_a_register_that_is_encoded_anew(
    encoded_comparison: Comparison, pair: Path, tmp_path: Path
) -> None:
    key = encoded_comparison.files[0].parent / "key.txt"
    register = pq.read_table(pair / "delivery.parquet")
    first = listed(encoded_comparison.sheet())[0]["Record number"]
    gone = numbers_in(encoded_comparison.files[0])[first].split("/")[-1]
    kept = register.filter([number != gone for number in register["record_number"].to_pylist()])
    pq.write_table(kept, tmp_path / "delivery.parquet")
    anew = tmp_path / "delivery.encoded.parquet"
    ask("encode", tmp_path / "delivery.parquet", "--register", "delivery", "--key", key, "--out", anew)
    mine = own_list(encoded_comparison.files[0])
    ask("differences", encoded_comparison.sheet(), "--own-list", mine, "--out", tmp_path / "mine.xlsx")
    replied = filled(tmp_path / "mine.xlsx", tmp_path / "replied.xlsx", lambda _: "corrected")
    out = tmp_path / "back.xlsx"
    answer = ask("differences", replied, "--own-list", own_list(anew), "--out", out, "--json").json()
    assert answer["dropped"] == 1
    files = (anew, encoded_comparison.files[1])
    again = compared(files, tmp_path / "next", "--replies", out)
    assert again.answer["registers"][0]["said_corrected_still_differs"] > 0
    assert {row["Record number"] for row in listed(out)} <= set(numbers_in(anew))


def test_sheets_and_lists_that_do_not_belong_together_are_told(
    comparison: Comparison, encoded_comparison: Comparison, tmp_path: Path
) -> None:
    out = ("--out", tmp_path / "x.xlsx")
    first, second = (own_list(path) for path in encoded_comparison.files)
    sheet = encoded_comparison.sheet()
    code, answer = refused("differences", sheet, "--own-list", second, *out)
    assert code == "own-list-of-another"
    assert "属于另一次编码" in answer.err
    assert refused("differences", comparison.sheet(), "--own-list", first, *out)[0] == "sheet-of-plain"
    assert refused("differences", sheet, "--own-list", sheet, *out)[0] == "not-an-own-list"
    assert refused("differences", sheet, "--own-list", tmp_path / "none", *out)[0] == "unreadable"
    assert refused("differences", tmp_path / "none", "--own-list", first, *out)[0] == "no-such-file"
    assert names_in(tmp_path) == []

"""``evenborn carry-over``: what it says of records that are found again and of those that are not."""

from pathlib import Path

import pyarrow.parquet as pq

from cli.answers import ask
from cli.comparing import Comparison, refused
from evenborn.comparison.renumbering import read_renumbering


def own_list(encoding: Path) -> Path:
    return encoding.with_suffix(".own.csv")


def test_the_way_from_one_encoding_to_the_next_and_what_is_left_out(
    encoded_comparison: Comparison, pair: Path, tmp_path: Path
) -> None:
    earlier = encoded_comparison.files[0]
    table = pq.read_table(pair / "delivery.parquet")
    pq.write_table(table.slice(3), tmp_path / "delivery.parquet")
    anew, key = tmp_path / "anew.encoded.parquet", earlier.parent / "key.txt"
    ask("encode", tmp_path / "delivery.parquet", "--register", "delivery", "--key", key, "--out", anew)
    arguments = ("carry-over", own_list(anew), "--before", own_list(earlier), "--out", tmp_path / "c.parquet")
    said = ask(*arguments, "--lang", "zh").out
    assert "只含编码编号" in said
    assert (tmp_path / "c.parquet").stat().st_mode & 0o777 == 0o600
    (file,) = ask(*arguments, "--json").json()["files"]
    assert file["records"] == file["carried"] + file["gone"] + file["unnumbered"]
    assert file["gone"] == 3
    (numbers,) = read_renumbering(tmp_path / "c.parquet").numbers.values()
    assert len(numbers) == file["carried"] > 1_000
    out = ("--out", tmp_path / "d.parquet")
    assert refused("carry-over", own_list(anew), "--before", own_list(anew), *out)[0] == "own-list-same"
    anew.unlink()
    code, answer = refused("carry-over", own_list(anew), "--before", own_list(earlier), *out)
    assert code == "own-list-alone"
    assert "anew.encoded.own.csv" in answer.err
    assert not (tmp_path / "d.parquet").exists()

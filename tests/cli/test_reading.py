"""A file that cannot be used: a sentence in the chosen language, exit code 2, and nothing written."""

import re
import tempfile
from pathlib import Path

import pytest

from cli.answers import ask, names_in
from cli.bad_files import BadFile, bad_files
from cli.conftest import Write
from evenborn.cli.reading import chosen_from
from evenborn.registers.refusal import Refusal

BAD = {bad.name: bad for bad in bad_files()}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files of the program go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_file_gives_a_sentence_and_nothing_else(
    bad: BadFile, lang: str, write: Write, out: Path, temporary: Path
) -> None:
    path = write(bad.content, bad.name)
    results = ("--html", out / "report.html", "--xlsx", out / "table.xlsx")
    answer = ask("ratio", path, "--lang", lang, *results, "--json", code=2)
    refused = answer.json()["refused"]
    sentence = answer.err.strip()
    assert refused["sentence"] == sentence
    assert refused["code"] == bad.code
    assert refused["facts"] | {"file": bad.name, **bad.facts} == refused["facts"]
    for said in (bad.name, *bad.said, bad.remedy[lang == "zh"]):
        assert said in sentence
    assert "\n" not in sentence
    assert (len(CHINESE.findall(sentence)) > len(sentence) / 4) is (lang == "zh")
    assert names_in(out) == names_in(temporary) == []
    assert names_in(path.parent) == [bad.name]


@pytest.mark.parametrize("bad", ["negative.csv", "bomb.xlsx"])
def test_an_older_report_stays_as_it_was(bad: str, write: Write, out: Path) -> None:
    for name in ("report.html", "table.xlsx"):
        (out / name).write_bytes(b"of last year")
    path = write(BAD[bad].content, bad)
    answer = ask("ratio", path, "--html", out / "report.html", "--xlsx", out / "table.xlsx", code=2)
    assert answer.out == ""
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        "report.html": b"of last year",
        "table.xlsx": b"of last year",
    }


@pytest.mark.parametrize(
    "command",
    [
        ("missing",),
        ("decompose", "--from", "2010", "--to", "2011"),
        ("assess", "--base-period", "2010", "--now-period", "2011"),
    ],
)
def test_every_command_refuses_alike(command: tuple[str, ...], write: Write) -> None:
    path = write(BAD["negative.csv"].content, "negative.csv")
    answer = ask(*command, path, "--lang", "zh", code=2)
    assert answer.out == ""
    assert "negative.csv 第 3 行“男”列：-5 小于零" in answer.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--column", "male"), "“male” must be FIELD=HEADER"),
        (("--column", "=男"), "“=男” must be FIELD=HEADER"),
        (("--column", "boys=男"), "“boys” is not a field"),
        (("--column", "male=小子"), "no column “小子”"),
        (("--sheet", "一"), "there is no sheet “一”"),
        (("--encoding", "utf-7"), "Use one of: utf-8, gb18030, utf-16"),
        (
            ("--year-kind", "lunar"),
            "--year-kind: “lunar” cannot be chosen. Choose from calendar, statistical",
        ),
        (("--by", "year,county"), "--by: “county” cannot be chosen. Choose from area, year, month, order"),
        (("--by", ""), "--by: “” cannot be chosen"),
        (("--by", "facility"), "no column of facility"),
        (("--cut-off", "2011"), "--cut-off: “2011” is not a date. Write it as 2011-09-17"),
        (("--cut-off", "yesterday"), "--cut-off: “yesterday” is not a date"),
    ],
)
def test_a_wrong_choice_is_a_sentence(options: tuple[str, ...], said: str, years: Path) -> None:
    answer = ask("ratio", years, *options, code=2)
    assert said in answer.err
    assert (answer.out, answer.err.count("\n")) == ("", 1)


def test_the_file_that_is_not_there_and_the_folder(tmp_path: Path) -> None:
    assert "There is no file “births.csv”" in ask("ratio", tmp_path / "births.csv", code=2).err
    assert "is a folder" in ask("ratio", tmp_path, code=2).err


def test_a_header_of_ones_own(write: Write) -> None:
    path = write("年份,小子,丫头\n2010,1000,900\n")
    answer = ask("ratio", path, "--column", "male=小子", "--column", "female=丫头", "--json").json()
    assert (answer["headline"]["male"], answer["headline"]["female"]) == (1000, 900)


def test_an_encoding_that_is_named(write: Write) -> None:
    path = write("年份,男,女\n2010,1000,900\n".encode("utf-16"))
    assert ask("ratio", path, "--encoding", "utf-16", "--json").json()["headline"]["births"] == 1900
    chinese = write("年份,地区,男,女\n2010,甘州区,1000,900\n".encode("gb18030"))
    for named in ((), ("--encoding", "gb18030")):
        figure = ask("ratio", chinese, "--by", "area", *named, "--json").json()["figures"][0]
        assert (figure["area"], figure["births"]) == ("甘州区", 1900)


def test_words_are_separated_by_either_comma() -> None:
    assert chosen_from("--by", "year，area,year", ("area", "year")) == ("year", "area")
    with pytest.raises(Refusal):
        chosen_from("--by", " , ", ("area", "year"))

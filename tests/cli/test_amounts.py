"""Shares and numbers that are typed, through every option that takes one."""

from pathlib import Path

import pytest

from cli.answers import ask
from evenborn.cli.amounts import LARGEST_BIRTHS, births, inner_share, sex_ratio_level, share
from evenborn.registers.refusal import Refusal

ASSESS = ("assess", "--base", "130", "--base-births", "9000", "--now", "120", "--now-births", "9000")


@pytest.mark.parametrize("text", ["10%", "10 %", "10％", "0.1", " .1 ", "1e-1"])
def test_a_tenth_however_it_is_written(text: str) -> None:
    assert share("--require", text) == pytest.approx(0.1, abs=1e-15)


@pytest.mark.parametrize("text", ["110%", "-1%", "ten", "", "%", "nan", "inf", "10%%", "1,5"])
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        share("--require", text)
    assert (caught.value.code, caught.value.facts["value"]) == ("not-a-share", text)


def test_a_confidence_is_neither_nothing_nor_all() -> None:
    assert (share("--require", "0"), share("--require", "100%")) == (0, 1)
    for text in ("0", "100%", "1"):
        with pytest.raises(Refusal):
            inner_share("--confidence", text)


@pytest.mark.parametrize("value", [0.0, -107.0, float("nan"), float("inf"), 100_001.0, 1e308])
def test_what_is_no_ratio(value: float) -> None:
    with pytest.raises(Refusal, match="not-a-ratio"):
        sex_ratio_level("--reference", value)
    assert sex_ratio_level("--reference", 100_000) == 100_000


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf"), 2.0**53 + 2])
def test_what_is_no_number_of_births(value: float) -> None:
    with pytest.raises(Refusal, match="not-births"):
        births("--base-births", value)
    assert births("--base-births", LARGEST_BIRTHS) == 2**53


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        ((*ASSESS, "--require", "110%"), "--require: “110%” is not a share"),
        ((*ASSESS, "--confidence", "1"), "--confidence: “1” is not a share"),
        ((*ASSESS, "--reference", "0"), "--reference: 0 is not a sex ratio. Write males per 100 females"),
        ((*ASSESS, "--base-completeness", "all"), "--base-completeness: “all” is not a share"),
        (
            (*ASSESS, "--now-completeness", "0"),
            "--now-completeness: “0” would mean that the source holds no birth",
        ),
        (("births-needed", "107", "110", "--power", "100%"), "--power: “100%” is not a share"),
        (("births-needed", "107", "110", "--significance", "0"), "--significance: “0” is not a share"),
        (("births-needed", "107", "0"), "RATIO: 0 is not a sex ratio"),
        (("births-needed", "nan", "107"), "REFERENCE: nan is not a sex ratio"),
        ((*ASSESS, "--base", "1e308"), "--base: 1e+308 is not a sex ratio"),
        ((*ASSESS, "--now-births", "1e300"), "--now-births: 1e+300 is not a number of births"),
        (("ratio", "none.csv", "--pool", "0"), "--pool: 0 is not a number of periods. Write a whole number"),
        (("ratio", "none.csv", "--html", ""), "--html: no file is named."),
        (("ratio", "none.csv", "--xlsx", ""), "--xlsx: no file is named."),
        (("ratio", ""), "FILE: no file is named."),
    ],
)
def test_a_wrong_amount_is_a_sentence(arguments: tuple[str, ...], option: str) -> None:
    answer = ask(*arguments, code=2)
    assert answer.err.startswith(option)
    assert (answer.out, answer.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("option", ["--confidence", "--reference", "--pool"])
def test_a_file_of_births_is_not_read_for_a_wrong_amount(option: str, tmp_path: Path) -> None:
    answer = ask("ratio", tmp_path / "none.csv", option, "0", code=2)
    assert option in answer.err

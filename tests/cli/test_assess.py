"""``evenborn assess``: the reference case, from figures and from files, and when nothing is compared."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from cli.answers import ask, figures_in
from cli.conftest import Write

CASE = (
    "assess",
    *shlex.split("--base 130.63 --base-births 14400 --now 117.42 --now-births 10800 --require 10%"),
)
FULL_YEARS = shlex.split(
    "--source 住院分娩登记 --base-period 2010-10-01/2011-09-30 --base-cut-off 2011-10-31"
    " --now-period 2011-10-01/2012-09-30 --now-cut-off 2012-10-31"
)
AS_REPORTED = shlex.split(
    "--base-source 年度统计 --base-period 2011 --base-cut-off 2012-01-31"
    " --now-source 月报 --now-period 2012-01/2012-09 --now-cut-off 2012-09-17"
)
KEYS = [
    "area",
    "verdict",
    "probability_met",
    "reference",
    "required_share_of_excess",
    "excess_of_base",
    "target",
    "fall",
    "achieved_share_of_excess",
    "times_over",
    "differences",
    "not_stated",
    "base",
    "now",
]


def only(*arguments: object) -> dict[str, Any]:
    """The one assessment of an answer."""
    answer = ask(*arguments, "--json").json()
    assert list(answer) == ["schema", "assessments", "areas_in_one_period_only"]
    assert answer["schema"] == "evenborn.assessment/1"
    (assessment,) = answer["assessments"]
    assert list(assessment) == KEYS
    return dict(assessment)


def test_the_reference_case_with_full_years_of_one_source_is_met() -> None:
    assessment = only(*CASE, *FULL_YEARS)
    assert assessment["verdict"] == "met"
    assert assessment["target"] == pytest.approx(128.267, abs=5e-4)
    assert assessment["achieved_share_of_excess"] == pytest.approx(0.559, abs=5e-4)
    assert assessment["times_over"] == pytest.approx(5.59, abs=5e-3)
    assert assessment["probability_met"] == pytest.approx(0.9998, abs=5e-5)
    assert (assessment["differences"], assessment["not_stated"]) == ([], ["coverage", "completeness"])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "MET. The probability that the target was met is 0.9998.",
                "Target: 128.267",
                "Fall: 13.21",
                "55.9% of the excess",
                "5.6 times",
                "14,400",
                "10,800",
                "113.1–122.0",
                "住院分娩登记",
            ),
        ),
        (
            "zh",
            (
                "达标。达到目标的概率为 0.9998。",
                "目标值 128.267",
                "实际下降 13.21",
                "55.9%",
                "5.6 倍",
                "14,400",
                "10,800",
                "113.1～122.0",
                "统计年度（2011年10月1日—2012年9月30日）",
                "住院分娩登记",
            ),
        ),
    ],
)
def test_met_in_both_languages(lang: str, said: tuple[str, ...]) -> None:
    out = ask(*CASE, *FULL_YEARS, "--lang", lang).out
    for words in said:
        assert words in out


def test_the_case_as_it_was_reported_is_not_comparable() -> None:
    assessment = only(*CASE, *AS_REPORTED)
    assert assessment["verdict"] == "not comparable"
    assert [one["trait"] for one in assessment["differences"]] == ["source", "period kind", "period complete"]
    for progress in ("probability_met", "fall", "achieved_share_of_excess", "times_over"):
        assert assessment[progress] is None
    assert assessment["now"]["cut_off"] == "2012-09-17"


@pytest.mark.parametrize(
    ("lang", "said", "unsaid"),
    [
        (
            "en",
            (
                "NOT COMPARABLE.",
                "The source changed: 年度统计 (base), 月报 (now).",
                "different kinds",
                "not complete; births entered until 2012-09-17",
                "not shown as a fall",
            ),
            ("Fall:", "55.9", "13.21", "times", "0.9998"),
        ),
        (
            "zh",
            (
                "不可比。",
                "数据来源不同：基期为年度统计，现期为月报。",
                "统计期口径不同",
                "不完整，数据截至2012年9月17日",
                "不作为下降或上升的依据",
            ),
            ("实际下降", "55.9", "13.21", "倍", "0.9998"),
        ),
    ],
)
def test_the_reasons_are_named_and_no_progress_is_shown(
    lang: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    out = ask(*CASE, *AS_REPORTED, "--lang", lang).out
    assert [words for words in said if words not in out] == []
    assert [words for words in unsaid if words in out] == []


@pytest.mark.parametrize(
    ("options", "trait"),
    [
        (("--base-coverage", "resident", "--now-coverage", "registered"), "coverage"),
        (("--base-completeness", "98%", "--now-completeness", "96%"), "completeness"),
        (("--base-completeness", "98%"), "completeness"),
        (("--now-source", "hospitals"), "source"),
        (("--base-period", "2010", "--now-period", "2011-01/2011-09"), "period kind"),
        (("--now-period", "2011", "--base-period", "2010", "--now-cut-off", "2011-12-30"), "period complete"),
    ],
)
def test_one_difference_is_enough(options: tuple[str, ...], trait: str) -> None:
    assessment = only(*CASE, *options)
    assert assessment["verdict"] == "not comparable"
    assert [one["trait"] for one in assessment["differences"]] == [trait]


def test_what_was_not_stated_is_said() -> None:
    assert "Not checked, because not stated: source, coverage, kind of period" in ask(*CASE).out
    assert len(only(*CASE)["not_stated"]) == 5


def test_few_births_leave_it_open_and_no_excess_sets_no_target() -> None:
    few = ("--base", "130.63", "--base-births", "900", "--now", "117.42", "--now-births", "800")
    assert only("assess", *few)["verdict"] == "indeterminate"
    assert only("assess", *few, "--base", "106")["verdict"] == "undefined"
    assert only("assess", *few, "--now", "160", "--now-births", "9000")["verdict"] == "not met"


def test_from_a_file_by_period(years: Path) -> None:
    assessment = only("assess", years, "--base-period", "2010", "--now-period", "2011")
    assert (assessment["base"]["births"], assessment["now"]["births"]) == (9852, 9740)
    assert assessment["base"]["ratio"] == pytest.approx(100 * 5170 / 4682)
    assert assessment["target"] == pytest.approx(107 + 0.9 * (100 * 5170 / 4682 - 107))
    assert assessment["base"]["source"] == assessment["now"]["source"] == "births.csv"
    assert (
        only("assess", years, "--base-period", "2010", "--now-period", "2011", "--source", "登记")["now"][
            "source"
        ]
        == "登记"
    )


def test_from_a_file_by_area(years: Path) -> None:
    command = ("assess", years, "--base-period", "2010", "--now-period", "2011", "--by", "area")
    answer = ask(*command, "--json").json()
    assert [(one["area"], one["now"]["births"]) for one in answer["assessments"]] == [
        ("临泽县", 2330),
        ("甘州区", 7410),
    ]
    for figure in figures_in(answer):
        assert figure["lower"] < figure["ratio"] < figure["upper"]
        assert (figure["period_kind"], figure["source"]) == ("calendar-year", "births.csv")
    table = ask(*command, "--lang", "zh").out
    for words in ("临泽县", "2,342", "110.6", "102.0～120.0", "无法判定", "0.7888"):
        assert words in table


def test_a_part_of_a_year_is_recognised(months: Path) -> None:
    assessment = only("assess", months, "--base-period", "2010", "--now-period", "2011")
    assert (assessment["base"]["complete"], assessment["now"]["complete"]) == (None, False)
    assert assessment["verdict"] == "not comparable"
    same = only("assess", months, "--base-period", "2010-01/2010-09", "--now-period", "2011-01/2011-09")
    assert same["verdict"] != "not comparable"
    assert (same["base"]["complete"], same["base"]["births"]) == (None, 9 * 830)


def test_a_part_of_a_year_counted_by_days(write: Write) -> None:
    days = [f"2010-{month:02}-15" for month in range(1, 13)] + [
        f"2011-{month:02}-15" for month in range(1, 9)
    ]
    rows = [f"{day},{sex}" for day in days for sex in ("男", "女", "男") * 20]
    assessment = only(
        "assess", write("出生日期,性别\n" + "\n".join(rows)), "--base-period", "2010", "--now-period", "2011"
    )
    assert (assessment["now"]["complete"], assessment["now"]["births"]) == (False, 480)
    assert assessment["verdict"] == "not comparable"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--base", "130"), "--base-births is missing. Without a file"),
        (("--by", "area", *CASE[1:]), "--by area was given without a file"),
        ((*CASE[1:], "--base-cut-off", "2010-10-31"), "Add --base-period"),
        ((*CASE[1:], "--now-period", "then"), "--now-period: “then” is not a period"),
        (("{file}", "--base-period", "2010"), "--now-period is missing"),
        (("{file}", "--base", "130"), "--base was given beside a file"),
        (
            ("{file}", "--base-period", "2010", "--now-period", "2012"),
            "holds no births of 2012. It holds 2010, 2011",
        ),
        (("{file}", "--by", "order"), "--by: “order” cannot be chosen. Choose from area."),
    ],
)
def test_what_cannot_be_asked(arguments: tuple[str, ...], said: str, years: Path) -> None:
    answer = ask("assess", *(one.format(file=years) for one in arguments), code=2)
    assert said in answer.err
    assert (answer.out, answer.err.count("\n")) == ("", 1)


def test_nothing_to_assess_is_said(write: Write) -> None:
    periods = ("--base-period", "2010", "--now-period", "2011")
    apart = write("year,area,male,female\n2010,A,1000,900\n2011,B,1000,900\n")
    assert "no area has births in both periods" in ask("assess", apart, *periods, "--by", "area", code=2).err
    none = write("year,male,female\n2010,1000,900\n2011,0,0\n")
    assert "no ratio can be compared" in ask("assess", none, *periods, code=2).err


def test_a_ratio_without_girls_is_not_infinite(write: Write) -> None:
    path = write("year,male,female\n2010,1000,900\n2011,250,0\n")
    command = ("assess", path, "--base-period", "2010", "--now-period", "2011")
    assert only(*command)["now"]["ratio"] is None
    assert re.findall(r"\binf\b|\bnan\b", ask(*command).out) == []

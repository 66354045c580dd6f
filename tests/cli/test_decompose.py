"""``evenborn decompose``: effects that sum to the change, by birth order and area."""

from pathlib import Path

import pytest

from cli.answers import ask
from cli.conftest import Write

PERIODS = ("--from", "2010", "--to", "2011")
CHANGE = 100 * 5050 / 4690 - 100 * 5170 / 4682


@pytest.mark.parametrize("by", ["order", "area", "order,area"])
def test_effects_sum_to_the_change(by: str, years: Path) -> None:
    answer = ask("decompose", years, *PERIODS, "--by", by, "--json").json()
    assert answer["schema"] == "evenborn.decomposition/1"
    assert answer["change"] == pytest.approx(CHANGE, rel=1e-12)
    assert sum(answer["effects"].values()) == pytest.approx(CHANGE, rel=1e-10)
    assert set(answer["effects"]) == {*by.split(","), "ratio"}
    for factor, effect in answer["effects"].items():
        assert sum(cell["effects"][factor] for cell in answer["cells"]) == pytest.approx(effect, abs=1e-10)


def test_a_cell_says_which_births_it_is_about(years: Path) -> None:
    answer = ask("decompose", years, *PERIODS, "--by", "order,area", "--json").json()
    named = [(cell["area"], cell["order"]) for cell in answer["cells"]]
    assert named == [("临泽县", "1"), ("临泽县", "2"), ("甘州区", "1"), ("甘州区", "2")]


def test_every_ratio_has_its_basis(years: Path) -> None:
    answer = ask(
        "decompose", years, *PERIODS, "--source", "住院分娩登记", "--confidence", "90%", "--json"
    ).json()
    assert answer["source"] == "住院分娩登记"
    for when, (male, female), start in (
        ("before", (5170, 4682), "2010-01-01"),
        ("after", (5050, 4690), "2011-01-01"),
    ):
        figure = answer[when]
        assert (figure["male"], figure["female"], figure["births"]) == (male, female, male + female)
        assert (figure["period_start"], figure["confidence"]) == (start, 0.9)
        assert figure["lower"] < figure["ratio"] < figure["upper"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "2010: 110.4 males per 100 females",
                "106.1–114.9",
                "on 9,852 births. Source: births.csv",
                "Change: −2.75 points, of which:",
                "+0.20 because the mix of birth orders changed",
                "−2.95 because the ratio within the groups changed",
                "All",
            ),
        ),
        (
            "zh",
            (
                "2010年：出生人口性别比 110.4",
                "106.1～114.9",
                "出生 9,852 人。来源：births.csv",
                "变化：−2.75 点",
                "孩次构成变化：+0.20 点",
                "各组内性别比变化：−2.95 点",
                "合计",
            ),
        ),
    ],
)
def test_the_answer_in_both_languages(lang: str, said: tuple[str, ...], years: Path) -> None:
    out = ask("decompose", years, *PERIODS, "--lang", lang).out
    assert [words for words in said if words not in out] == []


def test_periods_that_a_file_divides_further(months: Path) -> None:
    answer = ask(
        "decompose", months, "--from", "2010-01/2010-09", "--to", "2011-01/2011-09", "--by", "area", "--json"
    ).json()
    assert (answer["before"]["births"], answer["change"]) == (9 * 830, 0)
    assert (answer["before"]["period_start"], answer["before"]["period_end"]) == ("2010-01-01", "2010-09-30")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "2011"), "--from is missing"),
        (("--from", "2010"), "--to is missing"),
        (("--from", "2010", "--to", "soon"), "--to: “soon” is not a period"),
        (("--from", "2010", "--to", "2012"), "holds no births of 2012"),
        ((*PERIODS, "--by", "facility"), "--by: “facility” cannot be chosen. Choose from order, area."),
    ],
)
def test_what_cannot_be_asked(arguments: tuple[str, ...], said: str, years: Path) -> None:
    answer = ask("decompose", years, *arguments, code=2)
    assert said in answer.err
    assert (answer.out, answer.err.count("\n")) == ("", 1)


def test_what_has_no_ratio_cannot_be_divided(write: Write) -> None:
    path = write("year,order,male,female\n2010,1,10,9\n2010,2,5,0\n2011,1,10,9\n2011,2,5,4\n")
    refused = ask("decompose", path, *PERIODS, "--json", code=2)
    assert refused.err.startswith("births.csv, 2010: “2” has boys (5) but no girls")
    assert refused.json()["refused"]["facts"]["period"] == "2010"
    no_orders = write("year,male,female\n2010,10,9\n2011,10,9\n")
    assert "no column of order" in ask("decompose", no_orders, *PERIODS, code=2).err


def test_what_rounds_to_nought_has_no_minus(write: Write) -> None:
    path = write("year,order,male,female\n2010,1,1000000,900000\n2011,1,999999,900000\n")
    answer = ask("decompose", path, *PERIODS)
    assert "+0.00" in answer.out
    assert "−0.00" not in answer.out

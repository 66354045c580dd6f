"""``evenborn missing``: both definitions by name, with intervals, births and source."""

from pathlib import Path

import pytest

from cli.answers import ask
from cli.conftest import Write

FIGURE_KEYS = [
    "area",
    "order",
    "period_start",
    "period_end",
    "complete",
    "male",
    "female",
    "births",
    "ratio",
    "lower",
    "upper",
    "reliability",
    "missing",
]


@pytest.fixture
def hundred_and_ten(write: Write) -> Path:
    """A ratio of exactly 110 on 210,000 births."""
    return write("year,male,female\n2010,110000,100000\n")


def test_both_definitions_and_their_formulas(hundred_and_ten: Path) -> None:
    answer = ask("missing", hundred_and_ten, "--baseline", "100", "--json").json()
    assert list(answer) == ["schema", "source", "baseline", "baseline_sd", "confidence", "figures"]
    assert (answer["schema"], answer["source"]) == ("evenborn.missing-female-births/1", "births.csv")
    (figure,) = answer["figures"]
    assert list(figure) == FIGURE_KEYS
    assert figure["missing"]["sen"]["estimate"] == pytest.approx(10_000)
    assert figure["missing"]["fixed-births"]["estimate"] == pytest.approx(5_000)
    for estimate in figure["missing"].values():
        assert estimate["lower"] < estimate["estimate"] < estimate["upper"]
    assert figure["lower"] < figure["ratio"] < figure["upper"]


def test_the_baseline_is_106_unless_another_is_given(hundred_and_ten: Path) -> None:
    (figure,) = ask("missing", hundred_and_ten, "--json").json()["figures"]
    assert figure["missing"]["sen"]["estimate"] == pytest.approx(110_000 / 1.06 - 100_000)
    assert figure["missing"]["fixed-births"]["estimate"] == pytest.approx(210_000 / 2.06 - 100_000)


def test_an_uncertain_baseline_widens_the_interval(hundred_and_ten: Path) -> None:
    known, uncertain = (
        ask("missing", hundred_and_ten, "--baseline-sd", sd, "--json").json()["figures"][0]["missing"]["sen"]
        for sd in ("0", "0.01")
    )
    assert uncertain["upper"] - uncertain["lower"] > 2 * (known["upper"] - known["lower"])
    assert (
        "--baseline-sd: “2” is not a share"
        in ask("missing", hundred_and_ten, "--baseline-sd", "2", code=2).err
    )


@pytest.mark.parametrize("definition", ["sen", "fixed-births"])
def test_one_definition_alone(definition: str, hundred_and_ten: Path) -> None:
    (figure,) = ask("missing", hundred_and_ten, "--definition", definition, "--json").json()["figures"]
    assert list(figure["missing"]) == [definition]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "Missing female births",
                "(Sen)",
                "3,774",
                "1,942",
                "210,000",
                "110.0",
                "Sen: girls expected beside",
                "Births fixed:",
                "Source: births.csv",
            ),
        ),
        (
            "zh",
            (
                "缺失女婴数",
                "缺失女婴（森定义）",
                "3,774",
                "1,942",
                "210,000",
                "110.0",
                "森定义：",
                "出生总数不变：",
                "来源：births.csv",
            ),
        ),
    ],
)
def test_the_answer_in_both_languages(lang: str, said: tuple[str, ...], hundred_and_ten: Path) -> None:
    out = ask("missing", hundred_and_ten, "--lang", lang).out
    assert [words for words in said if words not in out] == []


def test_by_area_and_order_with_a_source(years: Path) -> None:
    answer = ask("missing", years, "--by", "area,order", "--source", "登记", "--json").json()
    assert answer["source"] == "登记"
    named = [(one["area"], one["order"], one["births"]) for one in answer["figures"]]
    assert named == [
        ("临泽县", "1", 3190),
        ("临泽县", "2", 1482),
        ("甘州区", "1", 10_070),
        ("甘州区", "2", 4850),
    ]
    assert {(one["period_start"], one["period_end"]) for one in answer["figures"]} == {
        ("2010-01-01", "2011-12-31")
    }


def test_few_births_have_no_estimate(write: Write) -> None:
    path = write("year,male,female\n2010,90,80\n")
    (figure,) = ask("missing", path, "--json").json()["figures"]
    assert (figure["ratio"], figure["missing"]) == (None, {"sen": None, "fixed-births": None})
    assert "too few" in ask("missing", path).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--definition", "coale"),
            "--definition: “coale” cannot be chosen. Choose from sen, fixed-births, both.",
        ),
        (("--by", "facility"), "Choose from area, year, month, order."),
        (("--baseline", "0"), "--baseline: 0 is not a sex ratio"),
    ],
)
def test_what_cannot_be_asked(arguments: tuple[str, ...], said: str, years: Path) -> None:
    assert said in ask("missing", years, *arguments, code=2).err

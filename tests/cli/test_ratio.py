"""``evenborn ratio``: every division and option, and the same number in every form."""

from math import exp, sqrt
from pathlib import Path

import openpyxl
import pytest
from scipy.stats import beta, norm

from cli.answers import ask, figures_in
from cli.conftest import Write
from cli.shown import html_tables, worksheets

KEYS = [
    "schema", "by", "reference", "confidence", "method", "pool", "audience", "source",
    "headline", "whole", "figures", "trend", "pooled_trend", "highest_area", "groups", "funnel",
]  # fmt: skip
FIGURE_KEYS = [
    "area", "order", "facility", "period", "cut_off", "complete", "male", "female", "births", "unclear",
    "ratio", "interval", "probability_above", "reading", "reliability", "pooled", "source",
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("2011: 107.7 live male births", "on 9,740 births", "103.5–112.0", "contains the reference")),
        ("zh", ("2011年：出生人口性别比为107.7，共活产9,740例", "103.5～112.0", "包含参照值107")),
    ],
)
def test_the_answer_in_both_languages(lang: str, said: tuple[str, ...], years: Path) -> None:
    answer = ask("ratio", years, "--by", "year,area", "--lang", lang)
    for words in (*said, "甘州区", "108.1", "births.csv"):
        assert words in answer.out
    assert answer.err == ""


def test_json_has_its_keys_and_every_ratio_its_basis(years: Path) -> None:
    answer = ask(
        "ratio", years, "--by", "year,area", "--pool", "2", "--source", "住院分娩登记", "--json"
    ).json()
    assert list(answer) == KEYS
    assert answer["schema"] == "evenborn.ratio-report/1"
    assert answer["source"]["rows"] == 8
    figures = list(figures_in(answer))
    assert len(figures) == 2 + 6 + 2 + 1 + 2
    for figure in figures:
        assert list(figure) == FIGURE_KEYS
        assert figure["male"] + figure["female"] == figure["births"] > 0
        assert figure["interval"]["lower"] < figure["ratio"] < figure["interval"]["upper"]
        assert figure["period"]["start"] < figure["period"]["end"]
        assert figure["source"] == "住院分娩登记"


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("year", [(None, "2010", None, 9852), (None, "2011", None, 9740)]),
        ("area", [("临泽县", "2010–2011", None, 4672), ("甘州区", "2010–2011", None, 14920)]),
        ("order", [(None, "2010–2011", "1", 13260), (None, "2010–2011", "2", 6332)]),
        ("order,year", [(None, "2010", "1", 6700), (None, "2010", "2", 3152),
                        (None, "2011", "1", 6560), (None, "2011", "2", 3180)]),
    ],
)  # fmt: skip
def test_what_births_are_divided_by(by: str, found: list[tuple[object, ...]], years: Path) -> None:
    figures = ask("ratio", years, "--by", by, "--json").json()["figures"]
    named = [(one["area"], one["period"]["label"], one["order"], one["births"]) for one in figures]
    assert named == found


def test_months_and_facilities(months: Path) -> None:
    figures = ask("ratio", months, "--by", "month,facility", "--json").json()["figures"]
    assert len(figures) == 42
    assert {(one["facility"], one["births"]) for one in figures} == {("区医院", 620), ("县医院", 210)}
    assert {one["period"]["kind"] for one in figures} == {"month"}


def test_a_year_of_which_months_are_missing_is_not_the_headline(months: Path) -> None:
    answer = ask("ratio", months, "--json").json()
    assert [(one["period"]["label"], one["complete"]) for one in answer["trend"]] == [
        ("2010", None),
        ("2011", False),
    ]
    assert answer["headline"]["period"]["label"] == "2010"


def test_a_cut_off_before_the_end_makes_a_period_incomplete(years: Path) -> None:
    answer = ask("ratio", years, "--cut-off", "2011-09-17", "--json").json()
    assert [one["complete"] for one in answer["trend"]] == [True, False]
    assert {one["cut_off"] for one in answer["trend"]} == {"2011-09-17"}
    assert answer["headline"]["period"]["label"] == "2010"
    assert "2011-09-17" in ask("ratio", years, "--cut-off", "2011-09-17").out


def test_statistical_years_begin_in_october(months: Path) -> None:
    answer = ask("ratio", months, "--year-kind", "statistical", "--json").json()
    periods = [(one["period"]["start"], one["period"]["end"], one["births"]) for one in answer["trend"]]
    assert periods == [("2009-10-01", "2010-09-30", 9 * 830), ("2010-10-01", "2011-09-30", 3 * 830 + 9 * 830)]
    assert [one["complete"] for one in answer["trend"]] == [False, None]


def test_pooling_adds_births_and_then_divides(years: Path) -> None:
    answer = ask("ratio", years, "--pool", "2", "--json").json()
    (pooled,) = answer["pooled_trend"]
    assert (pooled["male"], pooled["female"]) == (10_220, 9_372)
    assert pooled["ratio"] == pytest.approx(100 * 10_220 / 9_372)
    assert "holds 2 in a row" in ask("ratio", years, "--pool", "3", code=2).err


def bounds(method: str, male: int, female: int) -> list[float]:
    """Bounds of the share of boys, from scipy or from the formula."""
    births, z = male + female, float(norm.ppf(0.975))
    share = male / births
    if method == "jeffreys":
        return [float(beta.ppf(tail, male + 0.5, female + 0.5)) for tail in (0.025, 0.975)]
    if method == "clopper-pearson":
        return [float(beta.ppf(0.025, male, female + 1)), float(beta.ppf(0.975, male + 1, female))]
    if method == "wilson":
        centre = share + z**2 / (2 * births)
        half = z * sqrt(share * (1 - share) / births + (z / births) ** 2 / 4)
        return [(centre + side * half) / (1 + z**2 / births) for side in (-1, 1)]
    ratios = [male / female * exp(side * z * sqrt(1 / male + 1 / female)) for side in (-1, 1)]
    return [ratio / (1 + ratio) for ratio in ratios]


@pytest.mark.parametrize("method", ["jeffreys", "wilson", "clopper-pearson", "log-normal"])
def test_a_method_is_named_and_used(method: str, years: Path, out: Path) -> None:
    answer = ask("ratio", years, "--method", method, "--json", "--html", out / "a.html").json()
    assert answer["method"] == method
    interval = answer["headline"]["interval"]
    shares = [ratio / (100 + ratio) for ratio in (interval["lower"], interval["upper"])]
    assert shares == pytest.approx(bounds(method, 5050, 4690), abs=1e-9)
    words = {
        "jeffreys": "Jeffreys",
        "wilson": "Wilson",
        "clopper-pearson": "Clopper",
        "log-normal": "Log-normal",
    }
    assert words[method] in (out / "a.html").read_text("utf-8")


def test_more_confidence_is_wider_and_a_reference_moves_the_probability(years: Path) -> None:
    narrow, wide = (ask("ratio", years, "--confidence", share, "--json").json() for share in ("90%", "0.99"))
    assert wide["headline"]["interval"]["lower"] < narrow["headline"]["interval"]["lower"]
    low, high = (ask("ratio", years, "--reference", level, "--json").json() for level in ("105", "110"))
    assert low["headline"]["probability_above"] > high["headline"]["probability_above"]
    assert "--method: “bayes” cannot be chosen" in ask("ratio", years, "--method", "bayes", code=2).err


@pytest.mark.parametrize(
    ("male", "female", "side", "none"), [(40, 0, "lower", "upper"), (0, 40, "upper", "lower")]
)
def test_no_girls_or_no_boys_is_valid_and_one_sided(
    male: int, female: int, side: str, none: str, write: Write, out: Path
) -> None:
    path = write(f"year,male,female\n2011,{male},{female}\n")
    answer = ask("ratio", path, "--html", out / "a.html", "--xlsx", out / "a.xlsx", "--json").json()
    interval = answer["headline"]["interval"]
    assert (answer["headline"]["births"], interval["sides"], interval[none]) == (40, side, None)
    assert interval[side] > 0
    assert html_tables(out / "a.html")["headline"]
    assert worksheets(out / "a.xlsx")["Summary"]


def test_a_sheet_that_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, boys in (("一季度", 1000), ("二季度", 2000)):
        sheet = book.create_sheet(title)
        sheet.append(["年份", "男", "女"])
        sheet.append([2011, boys, 900])
    book.save(tmp_path / "births.xlsx")
    answer = ask("ratio", tmp_path / "births.xlsx", "--sheet", "二季度", "--json").json()
    assert answer["headline"]["male"] == 2000
    refused = ask("ratio", tmp_path / "births.xlsx", code=2)
    assert "一季度, 二季度" in refused.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_number_in_every_form(lang: str, years: Path, out: Path) -> None:
    command = ("ratio", years, "--by", "year,area", "--lang", lang)
    terminal = ask(*command, "--html", out / "a.html", "--xlsx", out / "a.xlsx")
    figures = ask(*command, "--json").json()["figures"]
    rows = html_tables(out / "a.html")["figures"][-len(figures) :]
    sheet = list(worksheets(out / "a.xlsx").values())[1]
    between = "–" if lang == "en" else "～"
    assert terminal.err.count("\n") == 2
    for figure, row in zip(figures, rows, strict=True):
        counts = [f"{figure[name]:,}" for name in ("male", "female", "births", "unclear")]
        lower, upper = (f"{figure['interval'][end]:.1f}" for end in ("lower", "upper"))
        shown = [*counts, f"{figure['ratio']:.1f}", lower, upper]
        probability = f"{figure['probability_above']:.2f}"
        assert row[2:9] == shown
        assert probability in row
        (in_sheet,) = [cells for cells in sheet if cells[0] == figure["area"] and cells[1] == row[1]]
        assert in_sheet[2:10] == [*shown, probability]
        line = next(
            line for line in terminal.out.splitlines() if line.split()[:2] == row[:2] and counts[2] in line
        )
        assert line.split()[2:9] == [*counts, shown[4], f"{lower}{between}{upper}", probability]


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (("--html", "{out}/a.html", "--xlsx", "{out}/a.html"), "a.html is named for two results"),
        (("--html", "{births}"), "births.csv is the file that was read"),
        (
            ("--html", "{out}/a.html", "--xlsx", "{out}/none/a.xlsx"),
            "a.xlsx was not written: the folder does not exist",
        ),
        (("--html", "{out}"), "out was not written: a folder has that name"),
    ],
)
def test_all_results_are_written_or_none(outputs: tuple[str, ...], said: str, years: Path, out: Path) -> None:
    before = years.read_bytes()
    answer = ask("ratio", years, *(one.format(out=out, births=years) for one in outputs), code=2)
    assert said in answer.err
    assert (answer.out, list(out.iterdir()), years.read_bytes()) == ("", [], before)


def test_year_and_month_are_not_asked_for_together(months: Path) -> None:
    for command in ("ratio", "missing"):
        assert "not by both" in ask(command, months, "--by", "year,month", code=2).err

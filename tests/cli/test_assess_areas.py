"""``evenborn assess --by area`` and small numbers: nothing vanishes, nothing hidden is given away."""

from pathlib import Path

import pytest

from cli.answers import ask
from cli.conftest import Write

PERIODS = ("--base-period", "2010", "--now-period", "2011")
BY_AREA = (*PERIODS, "--by", "area")


@pytest.fixture
def changing(write: Write) -> Path:
    """A in both years; 老城 only in the first, 新区 only in the second."""
    rows = ["2010,A,2000,1700", "2010,老城,900,800", "2011,A,2000,1800", "2011,新区,900,800", "2011,老城,0,0"]
    return write("year,area,male,female\n" + "\n".join(rows) + "\n")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "Base: calendar year, 1 Jan–31 Dec 2010; source: births.csv.",
                "Now: calendar year, 1 Jan–31 Dec 2011; source: births.csv.",
                "Not assessed, because they have births in only one of the two periods: 新区, 老城.",
            ),
        ),
        (
            "zh",
            (
                "基期：日历年度（2010年1月1日—12月31日）；数据来源：births.csv。",
                "现期：日历年度（2011年1月1日—12月31日）；数据来源：births.csv。",
                "只有一个时期有出生数据、未予考核的地区：新区、老城。",
            ),
        ),
    ],
)
def test_areas_of_one_period_are_named(lang: str, said: tuple[str, ...], changing: Path) -> None:
    out = ask("assess", changing, *BY_AREA, "--lang", lang).out
    assert [words for words in said if words not in out] == []


def test_areas_of_one_period_stand_in_json(changing: Path) -> None:
    answer = ask("assess", changing, *BY_AREA, "--json").json()
    assert answer["areas_in_one_period_only"] == ["新区", "老城"]
    assert [one["area"] for one in answer["assessments"]] == ["A"]


def test_why_areas_are_not_comparable(months: Path) -> None:
    out = ask("assess", months, *BY_AREA, "--lang", "zh").out
    assert "不可比：临泽县、甘州区。统计期不完整：基期未注明，现期不完整。" in out
    assert "births in only one" not in ask("assess", months, *BY_AREA).out


def test_many_areas_are_named_in_part(write: Write) -> None:
    rows = [f"2010,a{number:02},50,40" for number in range(30)] + ["2010,B,50,40", "2011,B,50,40"]
    out = ask("assess", write("year,area,male,female\n" + "\n".join(rows) + "\n"), *BY_AREA).out
    assert "a00, a01" in out
    assert "and 10 more" in " ".join(out.split())


@pytest.mark.parametrize(
    ("base", "now", "shown"),
    [((90, 60), (80, 90), []), ((90, 60), (900, 800), ["now"]), ((900, 700), (90, 60), ["base"])],
)
def test_few_births_have_no_ratio_and_nothing_that_gives_it_away(
    base: tuple[int, int], now: tuple[int, int], shown: list[str], write: Write
) -> None:
    path = write(f"year,male,female\n2010,{base[0]},{base[1]}\n2011,{now[0]},{now[1]}\n")
    (assessment,) = ask("assess", path, *PERIODS, "--json").json()["assessments"]
    assert [when for when in ("base", "now") if assessment[when]["ratio"] is not None] == shown
    for progress in ("fall", "achieved_share_of_excess", "times_over"):
        assert assessment[progress] is None
    assert (assessment["target"] is None) == (assessment["excess_of_base"] is None) == ("base" not in shown)
    assert assessment["base"]["births"] == sum(base)
    out = ask("assess", path, *PERIODS).out
    hidden = {"base": base, "now": now}
    for when in hidden.keys() - set(shown):
        male, female = hidden[when]
        assert f"{100 * male / female:.2f}" not in out
    assert "No ratio is stated on fewer than 200 births" in out
    assert "Fall:" not in out


def test_a_figure_that_was_typed_is_shown_as_it_was_published() -> None:
    out = ask("assess", "--base", "150", "--base-births", "150", "--now", "120", "--now-births", "150").out
    assert "150.00" in out
    assert "Fall: 30.00" in out

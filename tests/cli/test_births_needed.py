"""``evenborn births-needed``: the numbers of the methods page, in both languages and as JSON."""

import pytest

from cli.answers import ask


def test_the_reference_case() -> None:
    assert ask("births-needed", "107", "110", "--power", "0.95").out.startswith(
        "Births needed: 68,096, to tell"
    )


@pytest.mark.parametrize("power", ["0.95", "95%", "95 ％"])
def test_as_json(power: str) -> None:
    assert ask("births-needed", "107", "110", "--power", power, "--json").json() == {
        "births_needed": 68_096,
        "reference": 107.0,
        "ratio": 110.0,
        "power": 0.95,
        "significance": 0.05,
        "sides": 2,
    }


def test_in_chinese() -> None:
    said = ask("births-needed", "107", "110", "--power", "95%", "--lang", "zh").out
    assert said == "要分辨性别比 110 与 107，双侧检验、检验效能 95%、显著性水平 5% 时，需要 68,096 例出生。\n"


def test_one_side_needs_fewer_births_and_says_so() -> None:
    one = ask("births-needed", "107", "110", "--sides", "1")
    assert "one way only" in one.out
    numbers = [ask("births-needed", "107", "110", "--sides", sides, "--json").json() for sides in "12"]
    assert numbers[0]["births_needed"] < numbers[1]["births_needed"]


def test_less_error_needs_more_births() -> None:
    births = [
        ask("births-needed", "107", "110", "--significance", error, "--json").json()["births_needed"]
        for error in ("10%", "5%", "1%")
    ]
    assert births == sorted(births)
    assert len(set(births)) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("107", "107"), "nothing to tell apart"),
        (("107", "110", "--sides", "3"), "--sides: “3” cannot be chosen. Choose from 1, 2."),
    ],
)
def test_what_cannot_be_asked(arguments: tuple[str, ...], said: str) -> None:
    assert said in ask("births-needed", *arguments, code=2).err


def test_it_takes_at_least_one_birth() -> None:
    assert ask("births-needed", "0.001", "100000").out.startswith("Births needed: 1, to tell")

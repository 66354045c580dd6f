"""Colours: contrast as WCAG 2.2 AA asks, one place for all of them."""

import re
from pathlib import Path

import pytest

from evenborn import presentation
from evenborn.presentation.tokens import STYLES, colour, colours, style_sheet

FOLDER = Path(presentation.__file__).parent


def luminance(value: str) -> float:
    parts = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("ground", ["paper", "ground"])
@pytest.mark.parametrize(
    "ink", ["ink", "ink-soft", "ink-faint", "accent", "above", "below", "warn", "neutral", "danger", "good"]
)
def test_text_can_be_read(ink: str, ground: str) -> None:
    assert contrast(colour(ink), colour(ground)) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("above", "above-soft"),
        ("below", "below-soft"),
        ("warn", "warn-soft"),
        ("ink-soft", "neutral-soft"),
        ("danger", "danger-soft"),
        ("good", "good-soft"),
        ("ink", "info-soft"),
        ("accent", "info-soft"),
        ("paper", "accent-strong"),
    ],
)
def test_a_verdict_can_be_read_on_its_ground(ink: str, ground: str) -> None:
    assert contrast(colour(ink), colour(ground)) >= 4.5


@pytest.mark.parametrize(
    "mark", ["annual", "pooled", "reference", "limit-inner", "neutral", "above", "below", "focus"]
)
def test_marks_can_be_seen(mark: str) -> None:
    assert contrast(colour(mark), colour("paper")) >= 3


def test_colours_stand_in_one_place() -> None:
    loose = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?![\w-])")
    ours = [*FOLDER.glob("*.py"), *FOLDER.glob("charts/*.py"), FOLDER / "static/report.js"]
    found = {file.name: loose.findall(file.read_text(encoding="utf-8")) for file in ours}
    assert {name: hits for name, hits in found.items() if hits and name != "tokens.py"} == {}


def test_style_sheets_use_only_colours_that_exist() -> None:
    named = set(re.findall(r"var\(--([a-z0-9-]+)\)", "".join(map(style_sheet, STYLES))))
    for sheet in (FOLDER.parent / "web/static/web").glob("*.css"):
        named |= set(re.findall(r"var\(--([a-z0-9-]+)\)", sheet.read_text("utf-8")))
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text("utf-8")) == [], sheet.name
    known = set(re.findall(r"--([a-z0-9-]+):", style_sheet("tokens.css")))
    assert named <= known
    assert set(colours()) <= known

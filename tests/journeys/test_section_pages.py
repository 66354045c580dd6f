"""An analyst opens the pages of maps, trends and signals at a desk without a network, and prints them."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from cli.answers import ask
from evenborn.presentation.numbers import LANGUAGES, Language

DESK = {"width": 1366, "height": 768}
PAPER = {"width": 1045, "height": 740}
"""A4 across, less the margins of the page, in CSS pixels."""

TOO_WIDE = """() => [...document.querySelectorAll('.table-frame, main, figure')]
  .filter(part => part.scrollWidth > part.clientWidth + 1)
  .map(part => `${part.className || part.tagName}: ${part.scrollWidth} in ${part.clientWidth}`)"""
UNSEEN = """() => [...document.querySelectorAll('svg')]
  .filter(one => one.getBoundingClientRect().height < 40).length"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Births of six counties by year and by month, a map of them, and a city's registers."""
    folder = tmp_path_factory.mktemp("desk")
    rng = np.random.default_rng(8)
    counties = ["霓坞区", "蘅陌县", "湄岑县", "云溪县", "望川县", "衡汀县"]
    yearly, monthly, features = ["地区,年份,男,女"], ["地区,月份,男,女"], []
    for place, county in enumerate(counties):
        share = 0.545 if place in (1, 2) else 0.515
        for year in range(2008, 2026):
            male = int(rng.binomial(6_000, share))
            yearly.append(f"{county},{year},{male},{6_000 - male}")
        for month in np.arange("2021-01", "2026-01", dtype="datetime64[M]"):
            male = int(rng.binomial(500, share if month >= np.datetime64("2023-06") else 0.515))
            monthly.append(f"{county},{month},{male},{500 - male}")
        left, low = 103 + (place % 3) * 0.5, 36 + place // 3 * 0.5
        ring = [[left, low], [left + 0.5, low], [left + 0.5, low + 0.5], [left, low + 0.5], [left, low]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": county}, "geometry": shape})
    (folder / "years.csv").write_text("\n".join(yearly) + "\n", "utf-8")
    (folder / "months.csv").write_text("\n".join(monthly) + "\n", "utf-8")
    content = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / "areas.geojson").write_text(content, "utf-8")
    ask("simulate", "--out", folder / "city", "--births", 1_500, "--years", 1)
    return folder


def commands(desk: Path) -> dict[str, Sequence[object]]:
    """What is asked for, by command."""
    years, shapes, city = desk / "years.csv", desk / "areas.geojson", desk / "city"
    registers = ("ultrasound_log.xlsx", "device.xlsx", "drug_ledger.xlsx", "termination_return.xlsx")
    listed = ("--facilities", city / "facilities.csv", "--map", city / "areas.geojson")
    return {
        "smooth": ("smooth", years, "--map", shapes, "--forecast", 2),
        "monitor": ("monitor", desk / "months.csv", "--map", shapes),
        "scan": ("scan", years, "--map", shapes, "--replications", 99),
        "trend": ("trend", years, "--map", shapes, "--baseline", 106),
        "signals": ("signals", *(city / name for name in registers), *listed),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["smooth", "monitor", "scan", "trend", "signals"])
def test_a_page_fits_desk_and_paper_and_asks_for_nothing(
    browser: Browser, desk: Path, tmp_path: Path, name: str, language: Language
) -> None:
    path = tmp_path / f"{name}-{language}.html"
    ask(*commands(desk)[name], "--html", path, "--lang", language)
    requests: list[str] = []
    complaints: list[str] = []
    page = browser.new_page(viewport=DESK, java_script_enabled=True)
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    assert [url for url in requests[1:] if not url.startswith("data:")] == []
    assert complaints == []
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(UNSEEN) == 0
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    assert page.evaluate(TOO_WIDE) == []
    page.close()

"""No page, file or answer gives a ratio without births, interval, period, source and completeness."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from apps.documents.reading_back import workbook_matrix
from apps.figures import scene as figures
from apps.figures.releases import scene
from apps.intake import scene as intake
from evenborn.apps.access.roles import ROLES, Permission, RoleCode
from house.addresses import Address, addresses
from house.ratios import RATIO, of_data, of_page, of_schema, of_sdmx, of_table
from house.tree import require_none
from people import CITY, NIWU, browser_of, officer

pytestmark = pytest.mark.django_db(databases="__all__")

LANGUAGES = ("zh-CN", "en")
PAGE = """<h1>Ratios of {period}</h1><table><tr><th>Area</th><th>Ratio</th>{heads}</tr>
<tr><td>Niwu</td><td>107.3</td>{cells}</tr></table><p>{notes}</p>"""
HEADS = {"births": ("Births", "1,200"), "interval": ("95% interval", "104–110")}
NOTES = {"source": "Source: deliveries.", "completeness": "Complete."}


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> None:
    """An office with keys of its own: some pages show what is sealed."""
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    intake.keys(tmp_path / "keys")


def planted(*without: str) -> str:
    """A page with one ratio, without something."""
    kept = [pair for name, pair in HEADS.items() if name not in without]
    return PAGE.format(
        period="" if "period" in without else "2025",
        heads="".join(f"<th>{title}</th>" for title, _ in kept),
        cells="".join(f"<td>{cell}</td>" for _, cell in kept),
        notes=" ".join(note for name, note in NOTES.items() if name not in without),
    )


@pytest.mark.parametrize("lacks", ["births", "interval", "period", "source", "completeness"])
def test_a_ratio_that_lacks_something_is_caught(lacks: str) -> None:
    assert list(of_page(planted())) == []
    assert list(of_page(planted(lacks))) == [f"Niwu 107.3: no {lacks}"]
    whole = {"births": 1, "lower": 1.0, "period": "2025", "source": "x", "complete": None}
    key = {"interval": "lower", "completeness": "complete"}.get(lacks, lacks)
    assert list(of_data({"lines": [{"ratio": 107.3} | whole]})) == []
    bare = {name: value for name, value in whole.items() if name != key}
    assert list(of_data({"lines": [{"ratio": 107.3} | bare]})) == [f"107.3: no {lacks}"]


def test_a_ratio_within_a_sentence_is_caught() -> None:
    assert list(of_page('<p><span class="ratio"><b>107.3</b></span></p>'))
    assert list(of_schema({"Bad": {"properties": {"ratio": {}, "births": {}}}}))
    assert list(of_sdmx([{"INDICATOR": "SEX_RATIO_AT_BIRTH", "OBS_VALUE": "107.3"} | dict.fromkeys(
        ("BIRTHS", "INTERVAL_LOWER", "INTERVAL_UPPER", "TIME_PERIOD", "SOURCE", "COMPLETE"), ""
    )]))  # fmt: skip


def readers() -> dict[Permission, Client]:
    """A browser of somebody who holds each permission."""
    found: dict[Permission, Client] = {}
    for role in ROLES.values():
        new = role.permissions - found.keys()
        if new:
            reader = browser_of(officer(f"reads-as-{role.code}", role.code, CITY))
            found |= dict.fromkeys(new, reader)
    return found


def test_every_page_gives_a_ratio_with_all_that_belongs_to_it() -> None:
    figures.cube()
    faults, ratios, by = [], 0, readers()
    for address in addresses():
        reader = browser_of(None) if address.permission is None else by[address.permission]
        for language in LANGUAGES if shows_figures(address) else LANGUAGES[:1]:
            answer = reader.get(address.url(), HTTP_ACCEPT_LANGUAGE=language)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                html = answer.content.decode()
                ratios += sum(f">{word}<" in html for word in RATIO)
                faults += [f"{address.name} {language}: {fault}" for fault in of_page(html)]
    require_none(faults)
    assert ratios >= 8  # the walk has met some


def shows_figures(address: Address) -> bool:
    """Whether an address is one of figures or of what was released."""
    return address.name.startswith(("figures", "open-"))


@pytest.mark.parametrize("query", [
    "?step=month", "?step=statistical-year", "?pool=2", "?step=month&pool=3",
])  # fmt: skip
@pytest.mark.parametrize("code", ["99", CITY, NIWU, f"{NIWU}001"])
def test_every_choice_on_the_page_of_an_area_keeps_to_it(code: str, query: str) -> None:
    figures.cube()
    everywhere = browser_of(officer("exact", RoleCode.ANALYST, ""))
    html = everywhere.get(f"/figures/{code}/{query}", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    require_none(of_page(html))


def test_every_file_and_answer_of_what_was_released_keeps_to_it() -> None:
    scene.county()
    scene.released(NIWU)
    scene.county(scene.LATER)
    found, stranger = scene.released(NIWU), browser_of(None)
    for number in (1, 2):
        address = f"/open/{found.name}/{number}"
        rows = list(csv.reader(io.StringIO(stranger.get(f"{address}/csv").content.decode("utf-8-sig"))))
        require_none(of_table(rows, ""))
        assert re.match(r"\d+\.\d", rows[1][10])
        sdmx = csv.DictReader(io.StringIO(stranger.get(f"{address}/sdmx").content.decode()))
        require_none(of_sdmx(list(sdmx)))
        require_none(of_data(stranger.get(f"{address}/json").json()))
        require_none(of_page(stranger.get(f"{address}/html").content.decode()))
        sheet = workbook_matrix(stranger.get(f"{address}/xlsx").content)
        require_none(of_table(sheet, " ".join(cell for row in sheet for cell in row)))
    require_none(of_data(stranger.get(f"/api/v1/open/releases/{found.name}").json()))


def test_the_interface_for_programs_describes_no_ratio_without_it() -> None:
    description = browser_of(None).get("/api/v1/openapi.json").json()
    schemas = description["components"]["schemas"]
    assert "ratio" in schemas["LineShown"]["properties"]
    require_none(of_schema(schemas))

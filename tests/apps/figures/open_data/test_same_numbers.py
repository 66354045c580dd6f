"""A release in all its forms, each read back by itself: they hold the same numbers."""

import csv
import io
from collections.abc import Sequence

import pytest
from django.test import Client

from apps.documents.reading_back import Matrix, page_tables, pdf_pages, squeezed, within, workbook_matrix
from apps.figures.releases import scene
from apps.figures.releases.scene import LATER, released
from evenborn.apps.documents.download import download
from evenborn.apps.figures.models import Release
from evenborn.apps.figures.releases.contents import TableKind
from evenborn.apps.figures.releases.standing import standing_of
from evenborn.apps.figures.releases.statutory import statutory_table
from evenborn.presentation.numbers import Language
from people import NIWU, browser_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("printing")]

COUNTS, RATIOS = slice(2, 5), slice(5, 8)
HEADINGS = 3
NUMBERS = ("male", "female", "births", "ratio", "interval_lower", "interval_upper")


@pytest.fixture
def issues() -> list[Release]:
    """A table of areas and its correction, with what is withheld; a table of orders."""
    scene.county()
    released(NIWU)
    scene.county(LATER)
    return [released(NIWU), released(NIWU, table=TableKind.ORDERS)]


def test_page_paper_workbook_and_files_hold_the_same_numbers(issues: list[Release]) -> None:
    forms: list[tuple[Release, Language]] = [(issues[0], "en"), (issues[0], "zh"), (issues[1], "zh")]
    for release, language in forms:
        printed = _on_the_page(release, language)
        _require_paper(release, language, printed)
        rows = [_as_data(row) for row in printed[HEADINGS:]]
        assert any(None in row[:3] for row in rows) == (release.table == TableKind.AREAS)
        for said in (_csv(release, language), _json(release), _sdmx(release)):
            width = len(said[0])
            assert said == [row[:width] for row in rows]


def _stranger() -> Client:
    return browser_of(None)


def _address(release: Release) -> str:
    return f"/open/{release.name}/{release.number}/"


def _on_the_page(release: Release, language: Language) -> Matrix:
    (found,) = page_tables(_stranger().get(f"{_address(release)}?lang={language}").content)
    return found


def _require_paper(release: Release, language: Language, printed: Matrix) -> None:
    table = statutory_table(release.read, standing_of(release))
    assert within(printed, workbook_matrix(download(table, "xlsx", language).content))
    paper, at = "".join(pdf_pages(download(table, "pdf", language).content)), 0
    for row in printed[HEADINGS:]:
        text = squeezed("".join(row[1:]))
        found = paper.find(text, at)
        assert found >= 0, text
        at = found + len(text)


def _as_data(row: Sequence[str]) -> list[float | None]:
    """Numbers of a row of the page; nothing where it shows none."""
    return [_number(cell.replace(",", "")) for cell in (*row[COUNTS], *row[RATIOS])]


def _number(text: str) -> float | None:
    return float(text) if text[:1].isdigit() else None


def _csv(release: Release, language: Language) -> list[list[float | None]]:
    text = _stranger().get(f"{_address(release)}csv?lang={language}").content.decode("utf-8-sig")
    return [[_number(row[name]) for name in NUMBERS] for row in csv.DictReader(io.StringIO(text))]


def _json(release: Release) -> list[list[float | None]]:
    answer = _stranger().get(f"/api/v1/open/releases/{release.name}/{release.number}").json()
    assert _stranger().get(f"{_address(release)}json").json() == answer
    names = [name.removeprefix("interval_") for name in NUMBERS]
    return [[line[name] for name in names] for line in answer["contents"]["lines"]]


def _sdmx(release: Release) -> list[list[float | None]]:
    """Boys, girls, births and ratio of each line, in the order of the file."""
    text = _stranger().get(f"{_address(release)}sdmx").content.decode()
    values: dict[tuple[str, ...], list[float | None]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        place = row["REF_AREA"], row["BIRTH_ORDER"], row["TIME_PERIOD"]
        values.setdefault(place, []).append(_number(row["OBS_VALUE"]))
    return list(values.values())

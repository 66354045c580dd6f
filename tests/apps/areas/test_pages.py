"""Pages of areas as a browser gets them."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.areas.scene import CHANGES, TABLE, imported
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.areas.models import Area, Boundary
from people import browser_of, officer, stranger

pytestmark = pytest.mark.django_db(databases="__all__")

SQUARE = '{"type":"Polygon","coordinates":[[[100,38],[101,38],[101,39],[100,39],[100,38]]]}'


def text_of(browser: Client, address: str, language: str = "en") -> str:
    browser.cookies["django_language"] = "en" if language == "en" else "zh-hans"
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def reader(tmp_path: Path) -> Client:
    imported(tmp_path)
    return browser_of(stranger())


@pytest.mark.parametrize(("language", "said"), [("en", "imports a table"), ("zh", "系统管理员")])
def test_without_areas_the_page_says_how_they_come(language: str, said: str) -> None:
    page = text_of(browser_of(stranger()), "/areas/", language)
    assert said in page
    assert "evenborn areas import" in page
    assert "/areas/import/" not in page


def test_whoever_may_import_is_shown_where() -> None:
    keeper = browser_of(officer("keeper", RoleCode.SYSTEM_ADMINISTRATOR))
    assert "/areas/import/" in text_of(keeper, "/areas/")


def test_search_shows_what_was_found_and_where_it_lies(reader: Client) -> None:
    page = text_of(reader, "/areas/?q=zyqgz")
    assert '<a href="/areas/620702/?on=' in page
    assert "甘肃省 张掖市" in page
    ended = text_of(reader, "/areas/?q=6222&on=2026-01-01")
    assert "/areas/6222/?on=2002-12-31" in ended
    assert "No area is called so" in text_of(reader, "/areas/?q=nowhere")


def test_what_was_typed_comes_back_escaped(reader: Client) -> None:
    page = text_of(reader, "/areas/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_tree_of_another_day(reader: Client) -> None:
    assert "620723" in text_of(reader, "/areas/6207/")
    assert "622224" in text_of(reader, "/areas/6222/?on=1990-01-01")
    wrong = text_of(reader, "/areas/?on=yesterday")
    assert "errorlist" in wrong


def test_a_former_code_says_what_became_of_it(reader: Client) -> None:
    page = text_of(reader, "/areas/6222/", "zh")
    for said in ("不在用", "变更去向", "/areas/6207/?on=2003-01-01", "张掖市", "改码"):
        assert said in page
    page = text_of(reader, "/areas/6207/", "zh")
    for said in ("变更来源", "622221 张掖县", "并入", "/areas/622201/?on=2002-12-31"):
        assert said in page


def test_the_map_shows_its_number_and_its_areas_as_links(reader: Client) -> None:
    about = {"source": "Atlas <2024>", "approval_number": "GS(2024)0650号", "licence": "internal"}
    Boundary.objects.create(code="6207", geometry=SQUARE, outline=SQUARE, **about)
    Boundary.objects.create(code="620702", geometry=SQUARE, outline=SQUARE, **about)
    page = text_of(reader, "/areas/6207/")
    assert "GS(2024)0650号" in page
    assert "Atlas &lt;2024&gt;" in page
    assert '<a href="/areas/620702/?on=' in page.split("<svg")[1].split("</svg>")[0]
    assert "style=" not in page
    answer = reader.get("/areas/6207/boundary.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    assert json.loads(answer.content)["properties"]["approval_number"] == "GS(2024)0650号"


def test_a_map_without_a_number_is_for_the_office_only(reader: Client) -> None:
    Boundary.objects.create(code="6207", geometry=SQUARE, outline=SQUARE, source="own survey")
    assert "不得公开" in text_of(reader, "/areas/6207/", "zh")


@pytest.mark.parametrize("code", ["6299", "x", "62070200000000", "%00", "..", "6222/boundary.geojson"])
def test_what_is_not_there_is_not_there(reader: Client, code: str) -> None:
    assert reader.get(f"/areas/{code}/".replace("json/", "json")).status_code == 404


def test_a_page_of_a_large_area_asks_its_database_no_more_than_one_of_a_small(
    reader: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        text_of(reader, "/areas/6207/")
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        text_of(reader, "/areas/?q=62")


def upload(text: str, name: str = "areas.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_the_administrator_imports_by_the_page() -> None:
    browser = browser_of(officer("keeper", RoleCode.SYSTEM_ADMINISTRATOR))
    files = {"table": upload(TABLE), "changes": upload(CHANGES)}
    done = browser.post("/areas/import/", files, follow=True)
    assert "areas.csv" in done.content.decode()
    assert Area.objects.count() == 34
    features = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"code": "620702"}, "geometry": json.loads(SQUARE)}],
    }
    file = upload(json.dumps(features), "map.geojson")
    done = browser.post("/areas/boundaries/", {"file": file, "source": "Atlas"}, follow=True)
    assert done.redirect_chain == [("/areas/", 302)]
    assert Boundary.objects.get().code == "620702"


def test_what_is_wrong_with_a_file_is_said_above_the_form() -> None:
    browser = browser_of(officer("keeper", RoleCode.SYSTEM_ADMINISTRATOR))
    page = browser.post("/areas/import/", {"table": upload("62,甘肃省\n6x,张掖\n", "../../my areas.csv")})
    assert page.status_code == 200
    assert "my areas.csv" in page.content.decode()
    assert "6x" in page.content.decode()
    page = browser.post("/areas/boundaries/", {"file": upload("[]", "map.json"), "source": "x"})
    assert "map.json" in page.content.decode()
    assert not Area.objects.exists()


def test_a_clerk_does_not_import() -> None:
    browser = browser_of(officer("clerk", RoleCode.CLERK))
    assert browser.get("/areas/import/").status_code == 403
    assert browser.post("/areas/import/", {"table": upload(TABLE)}).status_code == 403
    assert not Area.objects.exists()

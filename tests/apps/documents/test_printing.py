"""Tables of the office are printed by those who may see them, and the trail keeps what was handed over."""

import hashlib
import io
import json
from importlib.resources import as_file, files

import pytest
from openpyxl import load_workbook

from evenborn.apps.access.roles import RoleCode
from evenborn.apps.areas.actions import import_areas
from evenborn.apps.areas.reading import read_areas
from evenborn.apps.audit.models import Entry
from evenborn.apps.documents import actions
from evenborn.apps.documents.printed import PRINTED
from people import CITY, browser_of, clerk, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")

ADDRESS = "/print/{}.{}"


def administrator() -> object:
    return officer("security", RoleCode.SECURITY_ADMINISTRATOR, "")


def printed() -> list[dict[str, str]]:
    """Facts of every printing in the trail."""
    return [json.loads(e.facts) for e in Entry.objects.using("default").filter(event="documents.print")]


def test_what_is_handed_over_is_what_the_trail_keeps_the_hash_of() -> None:
    clerk()
    answer = browser_of(administrator()).get(ADDRESS.format("appointments", "xlsx"))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    digest = hashlib.sha256(answer.content).hexdigest()
    assert printed() == [{"table": "appointments", "form": "xlsx", "language": "zh", "sha256": digest}]
    cells = {cell.value for row in load_workbook(io.BytesIO(answer.content)).active for cell in row}
    assert {"登记员", "安全管理员", "clerk of 990101"} <= cells


def test_whoever_may_not_see_officers_prints_none_and_is_offered_none() -> None:
    desk = browser_of(clerk())
    assert desk.get(ADDRESS.format("appointments", "html")).status_code == 403
    assert ADDRESS.format("appointments", "html") not in desk.get("/print/").content.decode()
    assert ADDRESS.format("areas", "html") in desk.get("/print/").content.decode()
    assert printed() == []


@pytest.mark.parametrize("where", ["nothing.xlsx", "areas.exe", "areas.xls"])
def test_what_is_not_there_is_not_found(where: str) -> None:
    assert browser_of(clerk()).get(f"/print/{where}").status_code == 404


def test_the_areas_are_those_of_the_office_down_to_counties() -> None:
    with as_file(files("evenborn.registers.codes") / "area_tables" / "simulated_city.csv") as table:
        import_areas(by=everyone(), given=read_areas(table))
    described = PRINTED[1].describe(everyone(), CITY)
    codes = [str(side.title) for side in described.sides]
    assert codes[0] == CITY
    assert len(codes) > 3
    assert all(code.startswith(CITY) and len(code) in (4, 6) for code in codes)


def test_an_empty_tree_and_a_long_list_are_said_and_not_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = browser_of(administrator())
    said = desk.get(ADDRESS.format("areas", "pdf"), follow=True).content.decode()
    assert "没有" in said
    monkeypatch.setattr(actions, "LONGEST", 0)
    said = desk.get(ADDRESS.format("appointments", "pdf"), follow=True).content.decode()
    assert "请选择电子表格格式" in said
    assert printed() == []

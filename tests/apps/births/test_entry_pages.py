"""Pages of entry: the form out of the definition, drafts, lateness, doubles, corrections, strangers."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from apps.births import scene
from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.entry.forms import DELIVERY
from evenborn.apps.births.entry.regular import tidy
from evenborn.apps.births.entry.rules import AUTOMATIC, GROUPS
from evenborn.apps.intake.models import Batch
from evenborn.apps.vault.actions.drafts import forget_drafts
from evenborn.apps.vault.models import Draft
from people import NIWU, XIZE, browser_of, clerk

pytestmark = pytest.mark.django_db(databases="__all__")

ENTER, ENTRIES, CORRECT = "/births/entry/", "/births/entries/", "/births/correct/"


@pytest.fixture
def desk() -> Client:
    return browser_of(scene.registrar())


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def sent(number: int = 1, **changes: str) -> dict[str, str]:
    return {"key": scene.key(number), **scene.typed(number, **changes), "submit": ""}


def batches() -> int:
    return Batch.objects.regardless(scene.WHY).count()


def test_every_field_of_the_register_is_asked_for_or_known() -> None:
    asked = [name for names in GROUPS.values() for name in names]
    assert sorted([*asked, *AUTOMATIC]) == sorted(DELIVERY.fields)


@pytest.mark.parametrize(
    ("language", "heading"), [("zh-hans", "母亲证件号码"), ("en", "mother&#x27;s document number")]
)
def test_the_form_speaks_as_the_definition_does(desk: Client, language: str, heading: str) -> None:
    desk.cookies["django_language"] = language
    page = text(desk.get(ENTER))
    assert heading in page
    note = (
        DELIVERY.fields["mother_id_number"].note_zh if language == "zh-hans" else "delivered and registered"
    )
    assert note in page
    assert "<script" not in page


def test_a_birth_is_handed_in_and_the_page_tells_its_number(desk: Client) -> None:
    answer = desk.post(ENTER, sent(), follow=True)
    assert scene.lines() == [(1, False)]
    assert re.search(r"<strong>20\d\d-1</strong>", text(answer))
    assert "李梅" not in text(answer)
    assert "E00000001" not in text(answer) + text(desk.get(ENTRIES))


def test_double_click_and_back_button_make_one_entry(desk: Client) -> None:
    first, second = desk.post(ENTER, sent()), desk.post(ENTER, sent())
    assert first["Location"] == second["Location"]
    changed = desk.post(ENTER, sent(weight="3300"))
    assert changed["Location"] == first["Location"]
    assert (batches(), scene.lines()) == (1, [(1, False)])


def test_what_is_missing_or_wrong_stands_beside_its_entry_and_what_was_typed_stays(desk: Client) -> None:
    page = text(desk.post(ENTER, sent(sex="", weight="30", mother_id_number="")))
    for name in ("sex", "weight", "mother_id_number"):
        assert f'href="#id_{name}"' in page
    assert "数值过小" in page
    assert "2026-000001" in page
    assert batches() == 0


def test_a_late_birth_needs_a_reason_which_is_counted_for_the_facility(desk: Client) -> None:
    late = sent(birth_time=scene.hours_ago(30))
    page = text(desk.post(ENTER, late))
    assert "已超过 24 小时时限 6 小时 0 分" in page
    assert batches() == 0
    desk.post(ENTER, late | {"late": "no-document"})
    batch = Batch.objects.regardless(scene.WHY).get()
    assert (batch.entry_reason, batch.state) == ("no-document", "accepted")
    assert "产妇证件补交 1" in text(desk.get(ENTRIES))
    desk.post(ENTER, sent(2, late="no-staff"))
    assert Batch.objects.regardless(scene.WHY).first().entry_reason == ""  # type: ignore[union-attr]


def test_late_entries_are_counted_by_facility_for_the_county(desk: Client) -> None:
    desk.post(ENTER, sent(birth_time=scene.hours_ago(30), late="no-staff"))
    desk.post(ENTER, sent(2))
    page = text(browser_of(clerk()).get("/births/late/"))
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert cells == [scene.facility().name, "2", "1"]
    assert desk.get("/births/late/").status_code == 403


def test_a_birth_in_the_future_is_refused(desk: Client) -> None:
    assert "晚于当前时间" in text(desk.post(ENTER, sent(birth_time=scene.hours_ago(-0.5))))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mother_id_number": "E00000001"}, "母亲证件号码、分娩日期、胎序均相同"),
        (
            {"mother_id_number": "E00000001", "birth_time": "", "late": "no-staff"},
            "7 天内已有",
        ),
        ({"certificate_number": "X990000123"}, "该出生医学证明编号已有登记"),
    ],
)
def test_a_double_is_asked_about_before_it_is_entered(
    desk: Client, changes: dict[str, str], said: str
) -> None:
    desk.post(ENTER, sent(1, certificate_number="X990000123"))
    if changes.get("birth_time") == "":  # told here, when the day of the test is set
        changes = changes | {"birth_time": scene.hours_ago(72)}
    page = text(desk.post(ENTER, sent(2, **changes)))
    assert said in page
    assert re.search(r"登记本序号 20\d\d-1。", page)
    assert batches() == 1
    desk.post(ENTER, sent(2, **changes) | {"another_birth": "on"})
    assert (batches(), scene.lines()) == (2, [(1, False), (2, False)])


def test_twins_are_no_doubles(desk: Client) -> None:
    twins = {"mother_id_number": "E00000001", "plurality": "2"}
    desk.post(ENTER, sent(1, **twins, birth_position="1"))
    desk.post(ENTER, sent(2, **twins, birth_position="2"))
    assert scene.lines() == [(1, False), (2, False)]


def test_an_unusual_value_is_confirmed(desk: Client) -> None:
    page = text(desk.post(ENTER, sent(weight="6000")))
    assert "数值少见" in page
    desk.post(ENTER, sent(weight="6000", values_right="on"))
    assert batches() == 1


def test_a_draft_is_sealed_opened_by_its_author_alone_and_gone_once_handed_in(desk: Client) -> None:
    desk.post(ENTER, {"key": scene.key(7), "mother_name": "李梅", "draft": ""})
    draft = Draft.objects.regardless(scene.WHY).get()
    assert "李梅".encode() not in bytes(draft.ciphertext)
    address = f"/births/entry/drafts/{draft.token}/"
    assert 'value="李梅"' in text(desk.get(address))
    colleague = browser_of(scene.registrar(login="colleague"))
    assert colleague.get(address).status_code == 404
    assert colleague.post(address + "drop/").status_code == 404
    desk.post(ENTER, sent(7))
    assert not Draft.objects.regardless(scene.WHY).exists()
    assert desk.get(address).status_code == 404


def test_old_drafts_are_forgotten(desk: Client) -> None:
    desk.post(ENTER, {"key": scene.key(7), "mother_name": "李梅", "draft": ""})
    now = Draft.objects.regardless(scene.WHY).get().updated_at
    tidy()
    worker = program("worker", Permission.VAULT_RETAIN, now=now + timedelta(days=7))
    assert forget_drafts(by=worker).count == 0
    worker = program("worker", Permission.VAULT_RETAIN, now=now + timedelta(days=7, seconds=1))
    assert forget_drafts(by=worker).count == 1


def test_a_record_is_corrected_by_its_number_and_nothing_of_it_is_shown(desk: Client) -> None:
    desk.post(ENTER, sent())
    page = text(desk.post(CORRECT, {"record_number": "2026-000001", "find": ""}))
    assert all(said not in page for said in ("李梅", "E00000001", "3250"))
    found = re.search(r'name="key" value="([0-9a-f]{32})"', page)
    assert found is not None
    change = {"record_number": "2026-000001", "key": found[1], "reason": "typing", "weight": "3300"}
    assert desk.post(CORRECT, change)["Location"].startswith(ENTRIES)
    assert (scene.versions(), scene.lines()) == (1, [(1, False)])
    wrong = text(desk.post(CORRECT, change | {"key": scene.key(8), "weight": "30"}))
    assert "数值过小" in wrong
    assert "没有该登记号" in text(desk.post(CORRECT, {"record_number": "2026-000009", "find": ""}))


def test_another_facility_sees_nothing(desk: Client) -> None:
    entry = desk.post(ENTER, sent())["Location"]
    for stranger in (scene.registrar(XIZE), scene.registrar(NIWU, "Maternity home")):
        other = browser_of(stranger)
        assert other.get(entry).status_code == other.post(entry + "withdraw/").status_code == 404
        assert "没有该登记号" in text(other.post(CORRECT, {"record_number": "2026-000001", "find": ""}))
        assert entry not in text(other.get(ENTRIES))


def test_an_entry_is_withdrawn_for_a_reason(desk: Client) -> None:
    entry = desk.post(ENTER, sent())["Location"]
    assert desk.post(entry + "withdraw/", {}).status_code == 200
    desk.post(entry + "withdraw/", {"because": "entered-twice"})
    assert scene.lines() == [(1, True)]
    assert "重复登记" in text(desk.get(entry))


def test_an_area_is_typed_by_code_and_markup_is_text(desk: Client) -> None:
    page = text(desk.post(ENTER, sent(mother_name="<script>alert(1)</script>", residence="=1+1")))
    assert "<script>" not in page
    assert batches() == 0

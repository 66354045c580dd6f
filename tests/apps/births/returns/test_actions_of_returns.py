"""A return is sent in whole, once, by its own facility; a later one takes its place, a file’s as well."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from pytest_django import Settings

from apps.births.returns import scene
from apps.intake import scene as intake
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.births.actions.returns import save_return
from evenborn.apps.births.models import ReturnVersion
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.models import Batch, BatchState, MonthReceived
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import take_in, withdraw
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal
from people import XIZE, everyone

pytestmark = pytest.mark.django_db(databases="__all__")

CELL = ("YX990101", "2025-03", "medical|own-decision|<10")


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    intake.keys(tmp_path / "keys")


def file_of(amounts: Mapping[str, int], month: str = "2025-03", facility: str = "YX990101") -> bytes:
    """The same return as a file."""
    fields = register("termination_return").fields
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([field.headers[0] for field in fields.values()])
    for key, number in amounts.items():
        writer.writerow([facility, month, *key.split("|")[1:], number])
    return text.getvalue().encode()


def taken(content: bytes) -> Batch:
    scene.hospital()
    batch = intake.received(content, register="termination_return", name="月报.csv")
    return take_in(check(batch, by=everyone()), by=everyone())


def test_a_return_becomes_a_batch_and_is_counted() -> None:
    standing = scene.sent(scene.begun(), scene.terminations(12))
    batch = Batch.objects.regardless("a test").get(pk=standing.batch_number)
    assert (batch.way, batch.state, batch.register) == ("entry", BatchState.ACCEPTED, "termination_return")
    assert scene.counted() == {CELL: 12}
    [month] = MonthReceived.objects.regardless("a test")
    assert (month.facility, month.month, month.rows) == ("YX990101", scene.MARCH, 224)


def test_a_corrected_return_replaces_the_one_before_and_both_are_kept() -> None:
    of = scene.begun()
    scene.sent(of, scene.terminations(12))
    assert scene.sent(of, scene.terminations(0)).number == 2
    assert scene.counted() == {}
    kept = ReturnVersion.objects.regardless("a test").order_by("number")
    assert [one.amounts for one in kept] == [scene.terminations(12), scene.terminations(0)]


def test_the_same_form_twice_is_one_version() -> None:
    of = scene.begun()
    first = scene.sent(of, scene.terminations(12), key="one form")
    again = scene.sent(of, scene.terminations(12), key="one form")
    assert first == again
    assert Batch.objects.regardless("a test").count() == 1


def test_two_officers_with_the_same_version_open_do_not_overwrite_each_other() -> None:
    of = scene.begun()
    scene.sent(of, scene.terminations(12))
    with pytest.raises(Refusal, match="births-return-moved-on"):
        save_return(of, by=scene.registrar("colleague"), amounts=scene.terminations(3), based_on=0)
    with pytest.raises(Refusal, match="births-return-unchanged"):
        scene.sent(of, scene.terminations(12))


@pytest.mark.parametrize(
    ("name", "amounts", "code"),
    [
        ("termination_return", {}, "births-return-incomplete"),
        ("drug_ledger", scene.filled("drug_ledger", ledger_by_entry__mifepristone__opening=1), "ledger"),
        ("ultrasound_log", scene.filled("ultrasound_log", scans_by_declaration__yes=1), "totals"),
    ],
)
def test_what_is_not_whole_is_refused_and_counts_nowhere(
    name: str, amounts: Mapping[str, int], code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        scene.sent(scene.begun(register=name), amounts)
    assert not Batch.objects.regardless("a test").exists()


def test_another_facility_of_the_same_area_does_not_see_it() -> None:
    of = scene.begun()
    other = scene.registrar("other", whose="Another hospital")
    with pytest.raises(NotVisible):
        save_return(of, by=other, amounts={}, based_on=0)
    with pytest.raises(NotVisible):
        scene.sent(of, scene.terminations(1), scene.registrar("elsewhere", XIZE))


def test_of_scans_fewer_than_ten_are_never_told_apart() -> None:
    key = "scans_by_indication|{}|{}"
    amounts = scene.filled("ultrasound_log") | {
        key.format("dating", "<14"): 12, key.format("cervix", "20-24"): 3, "scans_by_declaration|yes": 15,
    }  # fmt: skip
    scene.sent(scene.begun(register="ultrasound_log"), amounts)
    assert scene.counted("ultrasound_log") == {
        ("YX990101", "2025-03", "all|all"): 15, ("YX990101", "2025-03", "yes"): 15,
    }  # fmt: skip
    few = scene.filled("ultrasound_log") | {key.format("dating", "<14"): 9, "scans_by_declaration|yes": 9}
    scene.sent(scene.begun(register="ultrasound_log"), few)
    assert scene.counted("ultrasound_log") == {}


def test_a_file_replaces_a_file_of_the_same_facility_and_month_only() -> None:
    taken(file_of(scene.terminations(12)))
    taken(file_of(scene.terminations(5), "2025-04"))
    taken(file_of(scene.terminations(7)))
    assert scene.counted() == {CELL: 7, (CELL[0], "2025-04", CELL[2]): 5}


def test_a_form_replaces_a_file_and_a_file_a_form() -> None:
    taken(file_of(scene.terminations(12)))
    of = scene.begun()
    scene.sent(of, scene.terminations(9))
    assert scene.counted() == {CELL: 9}
    taken(file_of(scene.terminations(4)))
    assert scene.counted() == {CELL: 4}


def test_what_a_later_return_replaced_is_withdrawn_only_after_that_one() -> None:
    first = taken(file_of(scene.terminations(12)))
    later = taken(file_of(scene.terminations(7)))
    with pytest.raises(Refusal, match="intake-replaced"):
        withdraw(first, by=everyone(), because=Because.SENT_BY_MISTAKE)
    withdraw(later, by=everyone(), because=Because.SENT_BY_MISTAKE)
    assert scene.counted() == {CELL: 12}
    withdraw(intake.again(first), by=everyone(), because=Because.SENT_BY_MISTAKE)
    assert scene.counted() == {}


def test_a_jump_asks_for_a_reason_of_the_list_and_keeps_it() -> None:
    for month in (10, 11, 12):
        of = scene.begun(month=scene.MARCH.replace(year=2024, month=month))
        scene.sent(of, scene.terminations(40 + month))
    of = scene.begun()
    for reasons in ({}, {"jump": "because"}):
        with pytest.raises(Refusal, match="births-return-reason"):
            scene.sent(of, scene.terminations(200), reasons=reasons)
    scene.sent(of, scene.terminations(200), reasons={"jump": "service-started", "other": "checked"})
    [version] = ReturnVersion.objects.regardless("a test").filter(of=of)
    assert version.reasons == {"jump": "service-started"}

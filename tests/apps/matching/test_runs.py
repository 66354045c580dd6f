"""A comparison of two encodings: who begins it, what is refused, what the worker keeps of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.matching import scene
from evenborn.apps.access.refused import Forbidden
from evenborn.apps.matching import rules
from evenborn.apps.matching.actions import runs as actions
from evenborn.apps.matching.actions.runs import Asked, Commissioned
from evenborn.apps.matching.comparing import carry_out
from evenborn.apps.matching.forgetting import forget_left_over
from evenborn.apps.matching.kept_encodings import folder_of_encodings, kept_path
from evenborn.apps.matching.models import CapturedBirths, Run, RunRegister
from evenborn.apps.matching.rules import Origin, RunState
from evenborn.apps.matching.tasks import start, tidy
from evenborn.comparison.compare import RegisterFile, compare
from evenborn.presentation.register_names import register_name
from evenborn.registers.refusal import Refusal
from people import CITY, browser_of, everyone, stranger

pytestmark = pytest.mark.django_db(databases="__all__")


def refused(code: str, act: object) -> None:
    with pytest.raises(Refusal) as caught:
        act()  # type: ignore[operator]
    assert caught.value.code == code


def commissioned(origin: Origin = Origin.DEPOSITS, **changed: object) -> Commissioned:
    return Commissioned(
        **{
            "purpose": "correcting-registers",
            "legal_basis": "a law",
            "origin": origin,
            "period": scene.PERIOD,
        }
        | changed
    )  # type: ignore[arg-type]


def begin(asked: list[Asked], told: Commissioned) -> None:
    actions.begin_run(
        by=everyone(), area=CITY, commissioned=told, asked=asked, purpose=told.purpose, registers=""
    )


OTHER = dict(zip(scene.REGISTERS, reversed(scene.REGISTERS), strict=True))
OF = [Asked("delivery", 1, CITY), Asked("household", 2, CITY)]


def test_registers_of_two_owners_are_not_compared_out_of_the_vault() -> None:
    refused("matching-two-owners", lambda: begin(OF, commissioned(Origin.VAULT)))
    begin([OF[0], Asked("immunisation", 1)], commissioned(Origin.VAULT))


def test_only_registers_of_births_are_compared() -> None:
    other = [OF[0], Asked("termination_return", 1, CITY)]
    refused("matching-register", lambda: begin(other, commissioned()))
    refused("matching-registers-number", lambda: begin(OF[:1], commissioned()))


def test_a_comparison_says_who_owns_each_register_and_for_how_long_they_reply() -> None:
    refused("matching-no-owner", lambda: begin([OF[0], Asked("household")], commissioned()))
    refused("matching-days", lambda: begin(OF, commissioned(reply_days=0)))
    late = (date(2025, 2, 1), date(2025, 1, 1))
    refused("matching-period", lambda: begin(OF, commissioned(period=late)))


@pytest.mark.parametrize("state", [RunState.QUEUED, RunState.RUNNING, RunState.DONE, RunState.SETTLED])
def test_nothing_is_handed_in_once_a_comparison_has_begun(state: RunState) -> None:
    refused("matching-closed", lambda: rules.may_deposit(state, asked="a", found="a", key="k", others=()))


def test_a_register_in_the_clear_is_not_kept(pair: scene.Pair) -> None:
    run, file = scene.begun(), pair.folder / "reference" / "delivery.parquet"
    refused("matching-not-encoded", lambda: scene.deposited(run, "delivery", file))
    assert not list(folder_of_encodings().iterdir())


def test_an_encoding_of_another_register_or_key_is_refused(pair: scene.Pair, tmp_path: Path) -> None:
    run = scene.begun()
    wrong = pair.encoding("immunisation")
    refused("matching-other-register", lambda: scene.deposited(run, "delivery", wrong))
    scene.deposited(run, "delivery", pair.encoding("delivery"))
    other = scene.encoded(pair.folder, "immunisation", tmp_path, key=bytes(32))
    refused("matching-other-key", lambda: scene.deposited(run, "immunisation", other))
    assert not scene.part(run, "immunisation").file_kept
    assert [path.name for path in folder_of_encodings().iterdir()] == [
        f"{scene.part(run, 'delivery').pk}.sealed"
    ]


def test_it_starts_once_all_encodings_are_there(pair: scene.Pair) -> None:
    run = scene.begun()
    scene.deposited(run, "delivery", pair.encoding("delivery"))
    refused("matching-deposits-missing", lambda: start(run, by=everyone()))


def test_what_is_kept_is_what_the_command_finds(pair: scene.Pair) -> None:
    run = scene.compared(pair)
    files = [RegisterFile(pair.encoding(name), None, scene.ON, days=scene.PERIOD) for name in scene.REGISTERS]
    direct = compare(files)
    assert run.state == RunState.DONE
    assert run.pairs[0]["links"] == len(direct.linked[0, 1].links)
    rows = CapturedBirths.objects.regardless("a test").filter(run=run)
    found = {(r.area, r.month, r.sex, r.order, r.pattern): r.births for r in rows}
    assert found == {
        (r["county"] or "", r["month"], r["sex"] or "", r["order"] or "", r["pattern"]): r["births"]
        for r in direct.patterns.to_pylist()
    }
    assert [part.told["only-here"] for part in scene.parts_of(run)] == [
        one.counts()["only-here"] for one in direct.differences
    ]
    assert run.deadline == run.on + timedelta(days=30)


def test_births_outside_the_time_that_was_asked_for_take_no_part(pair: scene.Pair) -> None:
    """An owner may encode more than one year; what the comparison was begun for bounds it all the same."""
    whole, run = scene.compared(pair), scene.begun()
    Run.objects.regardless("a test").filter(pk=run.pk).update(period_end=date(2023, 3, 31))
    for name in scene.REGISTERS:
        scene.deposited(run, name, pair.encoding(name))
    start(scene.again(run), by=everyone())
    quarter = carry_out(run.pk)
    months = CapturedBirths.objects.regardless("a test").filter(run=quarter).values_list("month", flat=True)
    assert {month.month for month in months if month} == {1, 2, 3}
    for name in scene.REGISTERS:
        some, every = (scene.part(one, name) for one in (quarter, whole))
        assert (some.first_month, some.last_month) == (date(2023, 1, 1), date(2023, 3, 1))
        assert 0.15 * every.births < some.births < 0.35 * every.births


def test_a_time_of_which_a_register_holds_nothing_is_said_with_its_name(pair: scene.Pair) -> None:
    run = scene.begun()
    Run.objects.regardless("a test").filter(pk=run.pk).update(
        period_start=date(2020, 1, 1), period_end=date(2020, 12, 31)
    )
    for name in scene.REGISTERS:
        scene.deposited(run, name, pair.encoding(name))
    start(scene.again(run), by=everyone())
    failed = carry_out(run.pk)
    assert (failed.state, failed.problem["code"]) == (RunState.FAILED, "no-births")
    page = browser_of(scene.comparer()).get(reverse("matching-run", args=[run.pk])).content.decode()
    assert f"“{register_name(failed.problem['facts']['register'], 'zh')}”中没有所比对时段的出生" in page


def test_a_comparison_that_was_cut_off_is_done_again_or_fails_and_is_started_again(pair: scene.Pair) -> None:
    run = scene.begun()
    for name in scene.REGISTERS:
        scene.deposited(run, name, pair.encoding(name))
    start(run, by=everyone())
    actions.take_up_run(run, by=everyone())  # killed here: the task is put back and comes again
    hidden = kept_path(scene.part(run, "delivery").pk)
    content = hidden.read_bytes()
    hidden.write_bytes(content[:-1])
    failed = carry_out(run.pk)
    assert (failed.state, failed.problem["code"]) == (RunState.FAILED, "intake-file-broken")
    hidden.write_bytes(content)
    start(failed, by=everyone())
    assert carry_out(run.pk).state == RunState.DONE
    assert carry_out(run.pk).state == RunState.DONE  # a task that comes once more changes nothing


def test_a_task_that_was_given_up_is_said(pair: scene.Pair) -> None:
    from django_tasks_db.models import DBTaskResult

    run = scene.begun()
    for name in scene.REGISTERS:
        scene.deposited(run, name, pair.encoding(name))
    started = scene.again(start(run, by=everyone()))
    tidy()
    assert scene.again(run).state == RunState.QUEUED
    DBTaskResult.objects.filter(pk=started.work).update(status="FAILED")
    tidy()
    assert scene.again(run).problem["code"] == "matching-cut-short"


def test_ending_it_removes_what_owners_handed_in_and_keeps_the_hash(pair: scene.Pair) -> None:
    owner, comparer = scene.owner("delivery"), scene.comparer()
    run = scene.begun()
    scene.deposited(run, "delivery", pair.encoding("delivery"))
    file, sha256 = kept_path(scene.part(run, "delivery").pk), scene.part(run, "delivery").file_sha256
    client = browser_of(comparer)
    asked = client.post(reverse("matching-end", args=[run.pk]))
    assert "confirmed" in asked.content.decode()
    assert file.exists()
    client.post(reverse("matching-end", args=[run.pk]), {"confirmed": "yes"})
    assert not file.exists()
    assert scene.part(run, "delivery").file_sha256 == sha256
    page = browser_of(owner).get(reverse("matching-deposit", args=[scene.part(run, "delivery").pk]))
    assert sha256 in page.content.decode()


def test_files_that_no_comparison_has_go(office: Path) -> None:
    import os

    folder = folder_of_encodings()
    folder.mkdir()
    for name in ("arriving-ab", "77.sealed"):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (0, 0))
    assert forget_left_over(everyone().now) == 2


def test_from_the_form_to_the_encoding_on_pages(pair: scene.Pair) -> None:
    client = browser_of(scene.comparer())
    entered = {
        "purpose": "estimating-coverage", "legal_basis": scene.BASIS, "area": CITY,
        "period_start": "2023-01-01", "period_end": "2023-12-31", "reply_days": "20", "deposit_days": "10",
        "of_delivery": str(scene.owner_of("delivery").pk),
        "of_immunisation": str(scene.owner_of("immunisation").pk),
    }  # fmt: skip
    answer = client.post(reverse("matching-begin"), entered | {"of_household": "vault"})
    assert answer.status_code == 200
    assert not scene.Run.objects.regardless("a test").exists()
    answer = client.post(reverse("matching-begin"), entered)
    assert answer.status_code == 302, answer.content.decode()
    run = answer.url
    assert "待启动" not in client.get("/").content.decode()
    for name in scene.REGISTERS:
        owner = browser_of(scene.owner(name))
        part = RunRegister.objects.regardless("a test").get(register=name)
        address = reverse("matching-deposit", args=[part.pk])
        assert reverse("matching-asked") in owner.get("/").content.decode()
        wrong = SimpleUploadedFile("x.encoded.parquet", pair.encoding(OTHER[name]).read_bytes())
        refusal = owner.post(address, {"file": wrong}).content.decode()
        assert f"该文件是登记“{register_name(OTHER[name], 'zh')}”的编码" in refusal
        upload = SimpleUploadedFile("x.encoded.parquet", pair.encoding(name).read_bytes())
        assert owner.post(address, {"file": upload}).status_code == 302
        assert browser_of(scene.owner(OTHER[name])).get(address).status_code == 404
    assert client.post(f"{run}start/").status_code == 302
    assert client.get(run)["Refresh"]
    carry_out(int(run.rstrip("/").rpartition("/")[2]))
    page = client.get(run)
    assert "Refresh" not in page
    assert "%" in page.content.decode()


def test_who_may_not_begin(pair: scene.Pair) -> None:
    with pytest.raises(Forbidden):
        scene.begun(who=scene.by(stranger()))
    with pytest.raises(Forbidden):
        scene.begun(area=CITY, who=scene.by(scene.comparer("990101")))

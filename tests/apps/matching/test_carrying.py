"""Answers given about an encoding reach the same births of the next one, as far as they are known."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.matching import scene
from apps.matching.test_runs import refused
from evenborn.apps.matching.comparing import carry_out
from evenborn.apps.matching.deposits.carrying import earlier_answers, led_over
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.tasks import start
from evenborn.apps.vault.actions.replies import answer_records, answered, exported
from evenborn.apps.vault.models import CarriedSheet, Difference
from evenborn.apps.vault.rotation import retire, rotate
from evenborn.comparison.encode import encode
from evenborn.comparison.own_numbers import OwnList, read_own_list
from evenborn.comparison.renumbering import renumbered, write_renumbering
from evenborn.registers.definition import register
from people import browser_of, everyone

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def first(pair: scene.Pair) -> Run:
    """A comparison whose owner of deliveries has answered for all records that only it has."""
    run = scene.compared(pair)
    sheet, by = scene.sheet(run, "delivery"), scene.by(scene.owner("delivery"))
    alone = [at for at, one in enumerate(exported(sheet, by=by), 1) if one.kind == "only-here"]
    assert len(alone) > 4
    replies = {at: "entered-by-mistake" if at == alone[0] else "confirmed" for at in alone}
    answer_records(sheet, by=by, replies=replies)
    return run


def anew(pair: scene.Pair, folder: Path, without: frozenset[str] = frozenset()) -> Path:
    """The delivery register encoded once more, without some records."""
    folder.mkdir(exist_ok=True)
    table = pq.read_table(pair.folder / "reference" / "delivery.parquet")
    kept = [number not in without for number in table["record_number"].to_pylist()]
    pq.write_table(table.filter(kept), folder / "delivery.parquet")
    out = folder / "delivery.encoded.parquet"
    own = out.with_suffix(".own.csv")
    encode(folder / "delivery.parquet", register("delivery"), scene.ON, scene.KEY, out, own)
    return out


def carried_list(now: Path, *before: Path) -> bytes:
    out = now.with_name("carried.parquet")
    write_renumbering(out, *renumbered(own(now), [own(one) for one in before]))
    return out.read_bytes()


def own(encoding: Path) -> Path:
    return encoding.with_suffix(".own.csv")


def own_numbers(encoding: Path) -> OwnList:
    return read_own_list(own(encoding))


def begun(pair: scene.Pair, delivery: Path) -> RunRegister:
    run = scene.begun()
    scene.deposited(run, "immunisation", pair.encoding("immunisation"))
    return scene.deposited(run, "delivery", delivery)


def finished(part: RunRegister) -> Run:
    start(scene.again(part.run), by=everyone())
    return carry_out(part.run_id)


def confirmed(part: RunRegister) -> set[tuple[str, str]]:
    """Records that were answered about, by their numbers in the encoding that is there."""
    told = answered(everyone(), "delivery", part.file_sha256)
    return {(one.number or "", one.reply) for _, rows in told for one in rows}


def test_answers_follow_a_register_that_is_encoded_anew(first: Run, pair: scene.Pair, tmp_path: Path) -> None:
    new = anew(pair, tmp_path / "new")
    part = begun(pair, new)
    assert confirmed(part) == set()
    (earlier,) = earlier_answers(part)
    assert earlier.reached is None
    by = scene.by(scene.owner("delivery"))
    found = led_over(part, [carried_list(new, pair.encoding("delivery"))], "c.parquet", by=by)
    told = [one for one in exported(scene.sheet(first, "delivery"), by=by) if one.reply]
    old = own_numbers(pair.encoding("delivery")).numbers
    now = {number: encoded for encoded, (number, _) in own_numbers(new).numbers.items()}
    assert confirmed(part) == {(now[old[one.number or ""][0]], one.reply) for one in told}
    assert (found.carried, found.lost) == (len(told), 0)
    run = finished(part)
    kinds = scene.part(run, "delivery").told
    assert (kinds["confirmed"], kinds["removed"]) == (len(told) - 1, 1)
    # A pair on the edge may fall to the other side once encoded anew; what was answered is not asked again.
    again = {one.number for one in exported(scene.sheet(run, "delivery"), by=by) if one.kind == "only-here"}
    assert again.isdisjoint({now[old[one.number or ""][0]] for one in told})
    assert len(again) < 3


def test_without_the_list_the_same_births_are_told_again(
    first: Run, pair: scene.Pair, tmp_path: Path
) -> None:
    run = finished(begun(pair, anew(pair, tmp_path / "new")))
    kinds = scene.part(run, "delivery").told
    assert kinds["only-here"] == scene.part(first, "delivery").told["only-here"]
    page = browser_of(scene.comparer()).get(reverse("matching-run", args=[run.pk]))
    assert page.status_code == 200


def test_what_cannot_be_known_again_is_said(first: Run, pair: scene.Pair, tmp_path: Path) -> None:
    by = scene.by(scene.owner("delivery"))
    told = [one for one in exported(scene.sheet(first, "delivery"), by=by) if one.reply]
    old = own_numbers(pair.encoding("delivery")).numbers
    gone = frozenset(old[one.number or ""][0].rpartition("/")[2] for one in told[:2])
    new = anew(pair, tmp_path / "new", gone)
    part = begun(pair, new)
    upload = SimpleUploadedFile("对应表.parquet", carried_list(new, pair.encoding("delivery")))
    client = browser_of(scene.owner("delivery"))
    answer = client.post(reverse("matching-carry", args=[part.pk]), {"carried": upload}, follow=True)
    assert f"{len(told) - 2} 条；无法转移的：2 条" in answer.content.decode()
    (earlier,) = earlier_answers(part)
    assert (earlier.answers, earlier.lost) == (len(told), 2)
    assert len(confirmed(part)) == len(told) - 2


def test_answers_go_on_from_encoding_to_encoding(first: Run, pair: scene.Pair, tmp_path: Path) -> None:
    by = scene.by(scene.owner("delivery"))
    second, third = anew(pair, tmp_path / "second"), anew(pair, tmp_path / "third")
    part = begun(pair, second)
    led_over(part, [carried_list(second, pair.encoding("delivery"))], "c.parquet", by=by)
    finished(part)
    last = begun(pair, third)
    found = led_over(last, [carried_list(third, second)], "c.parquet", by=by)
    assert len(confirmed(last)) == found.carried > 4
    # an answer that is given late, on the first sheet, reaches the third encoding as well
    rows = Difference.objects.regardless("a test").filter(sheet=scene.sheet(first, "delivery"), reply="")
    if (late := rows.first()) is not None:
        sheet = scene.sheet(first, "delivery")
        answer_records(sheet, by=by, replies={late.place_on_sheet: "confirmed"})
        assert len(confirmed(last)) == found.carried + 1


def test_a_list_of_other_encodings_or_of_another_owner_is_not_taken(
    first: Run, pair: scene.Pair, tmp_path: Path
) -> None:
    new, other = anew(pair, tmp_path / "new"), anew(pair, tmp_path / "other")
    part, by = begun(pair, new), scene.by(scene.owner("delivery"))
    wrong = carried_list(other, pair.encoding("delivery"))
    refused("matching-carried-other", lambda: led_over(part, [wrong], "c", by=by))
    refused("matching-carried-nothing", lambda: led_over(part, [carried_list(new, other)], "c", by=by))
    refused("no-renumbering", lambda: led_over(part, [b"PAR1"], "c", by=by))
    address, right = reverse("matching-carry", args=[part.pk]), carried_list(new, pair.encoding("delivery"))
    for who in (scene.owner("immunisation"), scene.owner("delivery", "990101")):
        answer = browser_of(who).post(address, {"carried": SimpleUploadedFile("c", right)})
        assert answer.status_code == 404
    assert not CarriedSheet.objects.regardless("a test").exists()


def test_the_change_of_the_key_reaches_carried_numbers(first: Run, pair: scene.Pair, tmp_path: Path) -> None:
    new = anew(pair, tmp_path / "new")
    part = begun(pair, new)
    found = led_over(
        part, [carried_list(new, pair.encoding("delivery"))], "c", by=scene.by(scene.owner("delivery"))
    )
    assert found.carried
    before, row = confirmed(part), CarriedSheet.objects.regardless("a test").get()
    rotate(everyone())
    retire(everyone(), row.key_id)
    assert confirmed(part) == before

"""Files put into a folder are received and checked, not taken in; after some days they are forgotten."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from apps.intake import scene
from evenborn.apps.access.actor import Actor
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.forgetting import forget_old_files
from evenborn.apps.intake.kept_files import KEY, kept_path, opened
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rules import Way
from evenborn.apps.intake.taking_in import take_in
from evenborn.apps.intake.watched import look_into
from people import everyone

pytestmark = pytest.mark.django_db(databases="__all__")


def put(
    folder: Path, content: bytes, sender: str = "YX990101", register: str = "delivery", name: str = "三月.csv"
) -> Path:
    path = folder / sender / register / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def batches() -> list[Batch]:
    return list(Batch.objects.regardless("a test looks at everything"))


def test_a_file_that_grows_no_more_is_received_and_checked_and_not_taken_in(tmp_path: Path) -> None:
    folder, sender = tmp_path / "in", scene.sender()
    path = put(folder, scene.delivery([scene.row(1), scene.row(2)])[:-40])
    seen = look_into(folder, {})
    path.write_bytes(scene.delivery([scene.row(1), scene.row(2)]))
    seen = look_into(folder, seen)
    assert batches() == []
    assert look_into(folder, seen) == {}
    (batch,) = batches()
    assert (batch.state, batch.way, batch.sender, batch.rows) == ("checked", Way.FOLDER, sender, 2)
    assert scene.counted() == (0, 0)
    assert not path.exists()
    [receipt] = (path.parent / "done").iterdir()
    said = receipt.read_text("utf-8")
    assert (said.count(batch.file_sha256), said.count(str(batch.pk)) >= 2) == (2, True)
    assert look_into(folder, look_into(folder, {})) == {}


@pytest.mark.parametrize(
    ("sender", "register", "content", "said"),
    [
        ("NOBODY", "delivery", b"a,b\n1,2\n", "NOBODY"),
        ("YX990101", "no_such", b"a,b\n1,2\n", "no_such"),
        (os.fsdecode("三月".encode("gb18030")), "delivery", b"a,b\n1,2\n", "\ufffd"),
        ("YX990101", os.fsdecode("分娩".encode("gb18030")), b"a,b\n1,2\n", "\ufffd"),
        ("YX990101", "delivery", b"", "三月.csv"),
        ("YX990101", "delivery", b"%PDF-1.7 nothing of ours", "三月.csv"),
    ],
)
def test_what_cannot_be_used_lies_aside_with_the_reason_in_both_languages(
    sender: str, register: str, content: bytes, said: str, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    scene.sender()
    path = put(folder, content, sender, register)
    look_into(folder, look_into(folder, {}))
    assert not path.exists()
    [aside] = (path.parent / "refused").iterdir()
    chinese, whither, english, _ = aside.read_text("utf-8").splitlines()
    assert hashlib.sha256(content).hexdigest() in whither
    assert said in chinese
    assert said in english
    assert "token" not in english
    assert chinese.endswith("。")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("x" * 240 + ".csv", "x" * 76 + ".csv"),
        (os.fsdecode("三月.csv".encode("gb18030")), "file.csv"),
        (os.fsdecode("三月".encode("gb18030") + b"2025.csv"), "2025.csv"),
        ("a\nb.csv", "ab.csv"),
    ],
    ids=["long", "GB 18030", "partly GB 18030", "of two lines"],
)
def test_a_name_that_no_table_holds_is_shortened_to_what_it_can_hold(
    name: str, kept: str, tmp_path: Path
) -> None:
    scene.sender()
    path = put(tmp_path / "in", scene.delivery([scene.row(1)]), name=name)
    look_into(tmp_path / "in", look_into(tmp_path / "in", {}))
    assert [(batch.file_name, batch.state) for batch in batches()] == [(kept, BatchState.CHECKED)]
    assert len(list((path.parent / "done").glob(f"{kept[-60:]}.*.txt"))) == 1
    path.write_bytes(b"%PDF-1.7 nothing of ours")
    look_into(tmp_path / "in", look_into(tmp_path / "in", {}))
    assert len(list((path.parent / "refused").glob(f"{kept[-60:]}.*.txt"))) == 1


def test_nothing_of_a_row_is_left_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    scene.sender()
    for number, sender in enumerate(("YX990101", "NOBODY")):
        put(folder, scene.delivery([scene.row(number), scene.row(7, sex="neither")]), sender)
    look_into(folder, look_into(folder, {}))
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.suffix for path in left] == [".txt", ".txt"]
    assert not [
        path for path in left if "李梅" in path.read_text("utf-8") or "E0000" in path.read_text("utf-8")
    ]
    (batch,) = batches()
    with opened(batch.pk, batch.file_name) as sealed:
        assert sealed.read_bytes() == scene.delivery([scene.row(0), scene.row(7, sex="neither")])


def test_a_file_waits_where_it_is_while_the_office_cannot_keep_it(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    scene.sender()
    path = put(folder, scene.delivery([scene.row(1)]))
    key = tmp_path / "keys" / KEY
    key.rename(key.with_name("away"))
    assert look_into(folder, look_into(folder, {})) == {}
    assert (path.is_file(), batches()) == (True, [])
    key.with_name("away").rename(key)
    look_into(folder, look_into(folder, {}))
    assert (path.exists(), len(batches())) == (False, 1)


def test_what_takes_the_place_of_a_file_while_it_is_read_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    scene.sender()
    path, next_file = (
        put(folder, scene.delivery([scene.row(1)])),
        scene.delivery([scene.row(2), scene.row(3)]),
    )

    def meanwhile(batch: Batch, *, by: Actor) -> Batch:
        path.write_bytes(next_file)
        return check(batch, by=by)

    monkeypatch.setattr("evenborn.apps.intake.watched.check", meanwhile)
    look_into(folder, look_into(folder, {}))
    assert path.read_bytes() == next_file
    look_into(folder, look_into(folder, {}))
    assert [batch.rows for batch in batches()] == [2, 1]


def test_links_hidden_and_unfinished_files_are_not_touched(tmp_path: Path) -> None:
    folder, secret = tmp_path / "in", tmp_path / "secret.csv"
    secret.write_bytes(b"not theirs")
    path = put(folder, scene.delivery([scene.row(1)]))
    for name in (".hidden.csv", "三月.csv.part"):
        path.with_name(name).write_bytes(b"x")
    path.with_name("link.csv").symlink_to(secret)
    (folder / "LINK").symlink_to(tmp_path)
    path.unlink()
    assert look_into(folder, look_into(folder, {})) == {}
    assert secret.exists()
    assert batches() == []


def test_the_file_of_a_batch_is_forgotten_some_days_after_the_decision(
    tmp_path: Path, settings: Settings
) -> None:
    scene.sender()
    put(tmp_path / "in", scene.delivery([scene.row(1)]))
    look_into(tmp_path / "in", look_into(tmp_path / "in", {}))
    (batch,) = batches()
    rows = kept_path(batch.pk).with_suffix(".rows")
    assert (kept_path(batch.pk).exists(), rows.exists()) == (True, True)
    assert forget_old_files() == 0
    take_in(batch, by=everyone())
    assert (kept_path(batch.pk).exists(), rows.exists()) == (True, False)
    assert forget_old_files() == 0
    days = settings.CONFIG.intake.keep_file_days
    Batch.objects.regardless("time passes").update(decided_at=timezone.now() - timedelta(days=days, hours=1))
    assert forget_old_files() == 1
    assert not kept_path(batch.pk).exists()
    assert [(one.state, one.file_kept) for one in batches()] == [(BatchState.ACCEPTED, False)]
    assert scene.counted() == (1, 0)

"""Files put into a folder are received and checked, not taken in; after some days they are forgotten."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from apps.intake import scene
from evenborn.apps.intake.forgetting import forget_old_files
from evenborn.apps.intake.kept_files import kept_path
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
    assert (path.parent / "done" / path.name).is_file()
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
    aside = path.parent / "refused" / path.name
    assert aside.read_bytes() == content
    chinese, english = aside.with_name(f"{aside.name}.txt").read_text("utf-8").splitlines()
    assert said in chinese
    assert said in english
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
    assert (path.parent / "done" / name).is_file()
    path.write_bytes(b"%PDF-1.7 nothing of ours")
    look_into(tmp_path / "in", look_into(tmp_path / "in", {}))
    assert (path.parent / "refused" / f"{name}.txt").is_file()


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

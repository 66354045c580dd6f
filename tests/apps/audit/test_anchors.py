"""Anchors: signed by the office’s key, added whole to a file, and every way to tamper with them."""

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from apps.audit.trails import START, links
from evenborn.apps.audit import anchors
from evenborn.apps.audit.anchor_key import make_key, public_key, read_key
from evenborn.apps.audit.anchors import Flaw, append, read, sign
from evenborn.registers.refusal import Refusal

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_key(KEY)
END = (3, links(3)[-1][1])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Anchors of two stores."""
    path = tmp_path / "anchors.jsonl"
    append(path, [sign("vault", END, START, KEY), sign("office", (0, "0" * 64), START, KEY)])
    return path


def test_what_was_signed_is_read(file: Path) -> None:
    found = read(file, PUBLIC)
    assert found.flaws == ()
    assert found.of("vault") == {3: frozenset({END[1]})}
    assert found.of("office") == {0: frozenset({"0" * 64})}
    assert found.of("benefits") == {}


def test_a_line_has_the_six_fields(file: Path) -> None:
    for line in file.read_text("ascii").splitlines():
        assert list(json.loads(line)) == ["store", "number", "hash", "at", "key", "signature"]


def test_anchors_are_added_behind_those_that_are_there(file: Path) -> None:
    before = file.read_bytes()
    append(file, [sign("vault", (4, "ab" * 32), START, KEY)])
    assert file.read_bytes().startswith(before)
    assert len(read(file, PUBLIC).of("vault")) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("store", "benefits"),
        ("number", 4),
        ("hash", "ab" * 32),
        ("at", "2026-03-02T08:00:00+00:00"),
        ("signature", "ab" * 64),
    ],
)
def test_a_tampered_line_is_found(file: Path, field: str, value: object) -> None:
    first, second = file.read_text("ascii").splitlines()
    file.write_text(json.dumps(json.loads(first) | {field: value}) + "\n" + second + "\n", "ascii")
    found = read(file, PUBLIC)
    assert found.flaws == (Flaw(1, "forged"),)
    assert [anchor.store for anchor in found.signed] == ["office"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line.replace('"number": 3', '"number": "3"'),
        lambda line: line.replace('"number": 3', '"number": 3.0'),
        lambda line: line.replace(", ", ","),
        lambda line: line.replace('"store"', '"shop"'),
        lambda line: line.replace('{"store"', '{"more": 1, "store"'),
        lambda line: re.sub("[0-9a-f]{64}", "nothing", line, count=1),
        lambda _line: "[]",
        lambda _line: "3",
        lambda _line: "",
        lambda _line: "[" * 100_000,
    ],
)
def test_what_is_no_anchor_is_found(file: Path, spoil: Callable[[str], str]) -> None:
    first, second = file.read_text("ascii").splitlines()
    file.write_text(spoil(first) + "\n" + second + "\n", "ascii")
    found = read(file, PUBLIC)
    assert found.flaws == (Flaw(1, "unreadable"),)
    assert len(found.signed) == 1


def test_anchors_of_another_office_are_found(file: Path) -> None:
    other = Ed25519PrivateKey.generate()
    append(file, [sign("vault", END, START, other)])
    assert read(file, PUBLIC).flaws == (Flaw(3, "foreign"),)
    assert read(file, public_key(other)).flaws == (Flaw(1, "foreign"), Flaw(2, "foreign"))


def test_a_key_put_in_the_place_of_the_true_one_is_found(file: Path) -> None:
    """The line says whose key it is; that it says so proves nothing."""
    other = Ed25519PrivateKey.generate()
    text = file.read_text("ascii").splitlines()[0]
    file.write_text(text.replace(PUBLIC, public_key(other)) + "\n", "ascii")
    assert read(file, PUBLIC).flaws == (Flaw(1, "foreign"),)
    forged = sign("vault", END, START, other).replace(public_key(other), PUBLIC)
    file.write_text(forged + "\n", "ascii")
    assert read(file, PUBLIC).flaws == (Flaw(1, "forged"),)


@pytest.mark.parametrize("bytes_lost", [1, 2, 40, 300])
def test_a_file_cut_off_is_found_and_not_added_to(file: Path, bytes_lost: int) -> None:
    content = file.read_bytes()[:-bytes_lost]
    file.write_bytes(content)
    assert read(file, PUBLIC).flaws == (Flaw(2, "cut"),)
    with pytest.raises(Refusal, match="anchors-cut"):
        append(file, [sign("vault", END, START, KEY)])
    assert file.read_bytes() == content


def test_an_empty_file_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(Refusal, match="no-anchors"):
        read(tmp_path / "empty", PUBLIC)
    with pytest.raises(Refusal, match="unreadable"):
        read(tmp_path / "absent", PUBLIC)
    with pytest.raises(Refusal, match="unreadable"):
        read(tmp_path, PUBLIC)


def test_a_full_disk_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()
    write = os.write

    def half(descriptor: int, data: bytes) -> int:
        write(descriptor, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(anchors.os, "write", half)
    with pytest.raises(Refusal, match="cannot-write"):
        append(file, [sign("vault", END, START, KEY)])
    monkeypatch.undo()
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot-write"):
        append(tmp_path / "no" / "anchors.jsonl", ["{}"])


def test_a_key_is_its_owner_s_alone_and_made_once(tmp_path: Path) -> None:
    path = tmp_path / "anchor_key.pem"
    public = make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_key(read_key(path)) == public
    with pytest.raises(Refusal, match="anchor-key-exists"):
        make_key(path)
    assert public_key(read_key(path)) == public
    path.chmod(0o640)
    with pytest.raises(Refusal, match="anchor-key-open"):
        read_key(path)


@pytest.mark.parametrize("content", [b"", b"nothing", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_a_spoilt_key_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "anchor_key.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(Refusal, match="anchor-key-spoilt"):
        read_key(path)
    path.unlink()
    with pytest.raises(Refusal, match="no-anchor-key"):
        read_key(path)

"""The sealed file: what comes out is what went in, or there is a refusal."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.apps import sealed_files
from evenborn.apps.sealed_files import Opener, Sealer, Secret
from evenborn.registers.refusal import Refusal
from evenborn.site.backup.sealing import BACKUP, key_of_file, passphrase_of_file

KEY = Secret("key", bytes(range(32)))
SMALL = 64


@pytest.fixture(autouse=True, scope="module")
def small_parts() -> object:
    """Parts of 64 octets, so that every edge of them is met often."""
    patch = pytest.MonkeyPatch()
    patch.setattr(sealed_files, "PART", SMALL)
    yield
    patch.undo()


def sealed(content: bytes, secret: Secret = KEY, piece: int = 50) -> bytes:
    file = io.BytesIO()
    sealer = Sealer(file, secret, BACKUP)
    for start in range(0, len(content), piece):
        sealer.write(content[start : start + piece])
    sealer.close()
    return file.getvalue()


def opened(data: bytes, secret: Secret = KEY, piece: int = 37) -> bytes:
    opener = Opener(io.BytesIO(data), secret, "b.backup", BACKUP)
    parts = []
    while part := opener.read(piece):
        parts.append(part)
    opener.require_end()
    return b"".join(parts)


@given(st.binary(max_size=400), st.integers(1, 200), st.integers(1, 200))
def test_what_went_in_comes_out(content: bytes, writing: int, reading: int) -> None:
    data = sealed(content, piece=writing)
    assert opened(data, piece=reading) == content
    assert len(content) < 12 or content not in data.partition(b"\n")[2]  # the head is no secret


@given(st.binary(min_size=1, max_size=300), st.data())
def test_any_change_is_noticed(content: bytes, draw: st.DataObject) -> None:
    data = bytearray(sealed(content))
    place = draw.draw(st.integers(0, len(data) - 1))
    data[place] ^= draw.draw(st.integers(1, 255))
    with pytest.raises(Refusal):
        opened(bytes(data))


@given(st.binary(max_size=300), st.data())
def test_any_cut_and_any_addition_is_noticed(content: bytes, draw: st.DataObject) -> None:
    data = sealed(content)
    with pytest.raises(Refusal):
        opened(data[: draw.draw(st.integers(0, len(data) - 1))])
    with pytest.raises(Refusal):
        opened(data + draw.draw(st.binary(min_size=1, max_size=200)))


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (0, 2, 3), (0, 0, 1, 2, 3), (0, 1, 2), (0, 1, 3, 2)])
def test_parts_that_were_moved_doubled_or_left_out_are_noticed(order: tuple[int, ...]) -> None:
    content = bytes(200)
    data = sealed(content)
    head, body = data[: data.index(b"\n") + 1], data[data.index(b"\n") + 1 :]
    whole = SMALL + sealed_files.TAG
    parts = [body[start : start + whole] for start in range(0, len(body), whole)]
    assert len(parts) == 4
    assert opened(head + b"".join(parts)) == content
    with pytest.raises(Refusal, match="backup-damaged"):
        opened(head + b"".join(parts[number] for number in order))


def test_the_end_of_another_file_does_not_fit() -> None:
    one, other = sealed(b"a" * 100), sealed(b"b" * 100)
    assert len(one) == len(other)
    cut = len(one) - (100 - SMALL + sealed_files.TAG)
    with pytest.raises(Refusal, match="backup-damaged"):
        opened(one[:cut] + other[cut:])


def test_another_key_is_told_from_damage() -> None:
    with pytest.raises(Refusal, match="backup-wrong-secret"):
        opened(sealed(b"births"), Secret("key", bytes(32)))
    with pytest.raises(Refusal, match="backup-wrong-secret"):
        opened(sealed(b"births"), Secret("passphrase", b"a long passphrase"))
    with pytest.raises(Refusal, match="no-backup"):
        opened(b"PK\x03\x04")
    with pytest.raises(Refusal, match="no-backup"):
        opened(b"")


@settings(max_examples=2)
@given(st.binary(max_size=100))
def test_a_passphrase_seals_as_well(content: bytes) -> None:
    secret = Secret("passphrase", b"correct horse battery staple")
    data = sealed(content, secret)
    assert opened(data, secret) == content
    with pytest.raises(Refusal, match="backup-wrong-secret"):
        opened(data, Secret("passphrase", b"correct horse battery stapl"))


def test_a_head_that_asks_for_all_memory_is_refused() -> None:
    secret = Secret("passphrase", b"correct horse battery staple")
    data = sealed(b"births", secret).replace(b'"n": 131072', b'"n": 1073741824')
    with pytest.raises(Refusal, match="backup-damaged"):
        opened(data, secret)


@pytest.mark.parametrize("content", ["", "zz", "00" * 31, "00" * 33])
def test_a_spoilt_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "backup_key"
    path.write_text(content)
    with pytest.raises(Refusal, match="no-backup-key"):
        key_of_file(path)


def test_a_passphrase_is_the_first_line_and_long(tmp_path: Path) -> None:
    path = tmp_path / "passphrase.txt"
    path.write_text("正确的 马 电池 订书钉 十二字\nsecond\n")
    assert passphrase_of_file(path).content.decode() == "正确的 马 电池 订书钉 十二字"
    path.write_text("short\nlonger than twelve\n")
    with pytest.raises(Refusal, match="passphrase-short"):
        passphrase_of_file(path)
    with pytest.raises(Refusal, match="no-passphrase"):
        passphrase_of_file(tmp_path / "none")

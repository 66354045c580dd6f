"""Key files: whole, private, numbered, and quiet about what is in them."""

import base64
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evenborn.apps.vault.keyring import destroy_key, first_key, make_key, read_keyring
from evenborn.apps.vault.sealing import Algorithm
from evenborn.registers.refusal import Refusal


def refusal_of(folder: Path) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        read_keyring(folder)
    return refusal.value


def test_a_key_file_is_its_owners_alone(keys: Path) -> None:
    path = keys / "0001.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    content = json.loads(path.read_text("ascii"))
    assert len(base64.b64decode(content["key"])) == 32


def test_the_highest_number_is_current_and_older_keys_stay(keys: Path) -> None:
    first = read_keyring(keys).current
    second = make_key(keys, Algorithm.SM4)
    ring = read_keyring(keys)
    assert ring.current == second
    assert ring.key(first.id) == first
    assert len(second.material) == 16


def test_setting_up_twice_makes_one_key(keys: Path) -> None:
    assert first_key(keys.parent) is False
    assert len(read_keyring(keys).keys) == 1


def test_makers_at_once_make_keys_of_their_own(keys: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: make_key(keys), range(8)))
    assert len({key.number for key in made}) == 8
    assert {key.id for key in made} <= {key.id for key in read_keyring(keys).keys}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_that_others_may_read_is_refused(keys: Path, mode: int) -> None:
    (keys / "0001.key").chmod(mode)
    assert refusal_of(keys).code == "vault-key-readable"


def test_a_folder_that_others_may_enter_is_refused(keys: Path) -> None:
    keys.chmod(0o750)
    assert refusal_of(keys).code == "vault-key-readable"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_key_of_another_owner_is_refused(keys: Path) -> None:
    os.chown(keys / "0001.key", 12_345, -1)
    assert refusal_of(keys).code == "vault-key-owner"


@pytest.mark.parametrize("spoil", ["", "{}", "[1]", "not JSON", '{"file": "evenborn vault key 1"}'])
def test_what_is_no_key_file_is_refused(keys: Path, spoil: str) -> None:
    (keys / "0001.key").write_text(spoil, "ascii")
    assert refusal_of(keys).code == "vault-key-broken"


def test_a_damaged_key_is_refused_and_not_quoted(keys: Path) -> None:
    path = keys / "0001.key"
    content = json.loads(path.read_text("ascii"))
    kept = content["key"]
    content["key"] = base64.b64encode(bytes(32)).decode()
    path.write_text(json.dumps(content), "ascii")
    refusal = refusal_of(keys)
    assert refusal.code == "vault-key-broken"
    assert refusal.__cause__ is None
    assert kept not in str(refusal)


def test_what_is_missing_is_said(keys: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="vault-unknown-key"):
        read_keyring(keys).key("9-gone")
    with pytest.raises(Refusal, match="vault-no-key"):
        _ = read_keyring(tmp_path / "nowhere").current


def test_a_destroyed_key_is_overwritten_before_it_goes(keys: Path) -> None:
    key = read_keyring(keys).current
    os.link(keys / "0001.key", keys / "kept aside")  # the same blocks on the disk
    destroy_key(keys, key)
    assert read_keyring(keys).keys == ()
    left = (keys / "kept aside").read_bytes()
    assert base64.b64encode(key.material) not in left

"""Sealing: published vectors, every changed bit, every other place."""

import pickle
import secrets
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.apps.vault.row_layouts import encoded
from evenborn.apps.vault.sealing import Algorithm, Key, Place, Sealed, new_token, open_sealed, seal
from evenborn.apps.vault.sealing import _decrypt as decrypt
from evenborn.apps.vault.sealing import _encrypt as encrypt
from evenborn.registers.refusal import Refusal

KEYS = {
    algorithm: Key(1, "1-a", algorithm, secrets.token_bytes(algorithm.key_bytes)) for algorithm in Algorithm
}
PLACE = Place("00112233445566778899aabbccddeeff", "delivery", 1)
FIELDS = {"newborn_name": "王思雨", "mother_id_number": "629101199003074221"}

VECTORS = {
    # McGrew and Viega, The Galois/Counter Mode of Operation (2005), test case 16; also in SP 800-38D's suite.
    Algorithm.AES: (
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        (
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ),
        (
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ),
    # RFC 8998, appendix A.1.
    Algorithm.SM4: (
        "0123456789abcdeffedcba9876543210",
        "00001234567800000000abcd",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        (
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        ),
        (
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
            "83de3541e4c2b58177e065a9bf7b62ec"
        ),
    ),
}


@pytest.mark.parametrize("algorithm", Algorithm)
def test_the_ciphers_are_those_of_the_standards(algorithm: Algorithm) -> None:
    material, nonce, bound_to, plain, ciphertext = map(bytes.fromhex, VECTORS[algorithm])
    key = Key(1, "1-a", algorithm, material)
    assert encrypt(key, nonce, plain, bound_to) == ciphertext
    assert decrypt(key, nonce, ciphertext, bound_to) == plain


@given(
    fields=st.dictionaries(st.text(max_size=12), st.text(max_size=60), max_size=8),
    algorithm=st.sampled_from(Algorithm),
)
def test_what_is_sealed_opens_in_its_place(fields: dict[str, str], algorithm: Algorithm) -> None:
    fields = {name: value.encode("utf-8", "ignore").decode() for name, value in fields.items()}
    fields = {name.encode("utf-8", "ignore").decode(): value for name, value in fields.items()}
    sealed = seal(fields, KEYS[algorithm], PLACE)
    assert open_sealed(sealed, KEYS[algorithm], PLACE) == fields


def refused(sealed: Sealed, key: Key, place: Place, code: str = "vault-not-whole") -> None:
    with pytest.raises(Refusal) as refusal:
        open_sealed(sealed, key, place)
    assert refusal.value.code == code
    assert "王思雨" not in str(refusal.value)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_every_single_changed_bit_is_refused(algorithm: Algorithm) -> None:
    sealed = seal(FIELDS, KEYS[algorithm], PLACE)
    for part in ("nonce", "ciphertext"):
        whole = getattr(sealed, part)
        for bit in range(8 * len(whole)):
            changed = bytearray(whole)
            changed[bit // 8] ^= 1 << bit % 8
            refused(replace(sealed, **{part: bytes(changed)}), KEYS[algorithm], PLACE)


@given(cut=st.integers(min_value=0, max_value=79), algorithm=st.sampled_from(Algorithm))
def test_what_is_cut_or_lengthened_is_refused(cut: int, algorithm: Algorithm) -> None:
    sealed = seal(FIELDS, KEYS[algorithm], PLACE)
    refused(replace(sealed, ciphertext=sealed.ciphertext[:cut]), KEYS[algorithm], PLACE)
    refused(replace(sealed, ciphertext=sealed.ciphertext + bytes(cut + 1)), KEYS[algorithm], PLACE)
    refused(replace(sealed, nonce=sealed.nonce[: cut % 12]), KEYS[algorithm], PLACE)


@given(bit=st.integers(min_value=0, max_value=127), version=st.integers(min_value=2, max_value=9))
def test_a_ciphertext_that_is_moved_is_refused(bit: int, version: int) -> None:
    sealed = seal(FIELDS, KEYS[Algorithm.AES], PLACE)
    other = f"{int(PLACE.token, 16) ^ 1 << bit:032x}"
    for place in (
        replace(PLACE, token=other),
        replace(PLACE, register="household"),
        replace(PLACE, version=version),
    ):
        refused(sealed, KEYS[Algorithm.AES], place)


def test_a_key_of_another_name_number_or_content_is_refused() -> None:
    key = KEYS[Algorithm.AES]
    sealed = seal(FIELDS, key, PLACE)
    refused(sealed, replace(key, id="2-b"), PLACE, "vault-wrong-key")
    refused(sealed, replace(key, material=bytes(32)), PLACE)
    # Renamed in the database, and the key with it: the name is part of what the ciphertext is bound to.
    refused(replace(sealed, key_id="2-b"), replace(key, id="2-b"), PLACE)


def test_nonces_and_tokens_do_not_repeat() -> None:
    sealed = [seal({}, KEYS[Algorithm.AES], PLACE).nonce for _ in range(2_000)]
    assert len(set(sealed)) == 2_000
    assert {len(nonce) for nonce in sealed} == {12}
    assert len({new_token() for _ in range(2_000)}) == 2_000


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_the_length_tells_a_name_to_64_bytes_only(name: str) -> None:
    assert len(encoded({"newborn_name": name}, "delivery")) % 64 == 0


def test_a_key_shows_and_gives_away_nothing() -> None:
    key = KEYS[Algorithm.AES]
    assert key.material.hex() not in repr(key)
    assert repr(key.material) not in repr(key)
    with pytest.raises(TypeError):
        pickle.dumps(key)

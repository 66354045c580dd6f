"""Encodings that others use, as matrices of bits: Bloom filters, hardened ones, and keyed tokens by field.

For ``encoding_attack.py``. Every encoding is under a key that the attacker does not know; his own copy is
encoded under another one.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import sparse

from evenborn.registers.codes.names_pinyin import pinyin_columns

Bits = NDArray[np.float32]
Encoding = Callable[["pa.Table", bytes], "Bits | sparse.csr_matrix"]

LENGTH: Final = 1_000
"""Bits of a filter."""
HASHES: Final = 12
"""Bits set by each bigram: with some 50 bigrams of a birth, half of a filter is set."""
FLIPPED: Final = 0.05
"""Chance of each bit of a hardened filter to be drawn anew (BLIP)."""
FIELDS: Final = ("mother_name", "birth_time", "mother_id_number")


def bigrams(text: str, field: str) -> Iterator[str]:
    """Pairs of neighbouring characters, those at the ends with a blank."""
    padded = f" {text} "
    return (f"{field}:{padded[place : place + 2]}" for place in range(len(padded) - 1))


def _texts(rows: "pa.Table", field: str) -> list[str]:
    column = rows.column(field).combine_chunks().fill_null("")
    return [text[:10] if field == "birth_time" else text for text in column.to_pylist()]


def _grams(rows: "pa.Table", field: str) -> list[list[str]]:
    texts = _texts(rows, field)
    grams = [list(bigrams(text, field)) if text else [] for text in texts]
    if field.endswith("_name"):
        sounds = pinyin_columns(pa.array(texts, pa.string())).fill_null("").to_pylist()
        for found, sound in zip(grams, sounds, strict=True):
            found.extend(bigrams(str(sound), f"{field} sound") if sound else ())
    return grams


def _filter(grams: Sequence[Sequence[str]], key: bytes) -> Bits:
    """One filter a row."""
    places: dict[str, NDArray[np.int64]] = {}
    bits = np.zeros((len(grams), LENGTH), np.float32)
    for row, found in enumerate(grams):
        for gram in found:
            if gram not in places:
                places[gram] = _places(gram, key)
            bits[row, places[gram]] = 1
    return bits


def _places(gram: str, key: bytes) -> NDArray[np.int64]:
    digest = hmac.digest(key, gram.encode(), hashlib.sha512)
    return np.frombuffer(digest, "<u4")[:HASHES].astype(np.int64) % LENGTH


def name_filters(rows: "pa.Table", key: bytes) -> Bits:
    """The filter of the mother's name alone."""
    return _filter(_grams(rows, "mother_name"), key)


def field_filters(rows: "pa.Table", key: bytes) -> Bits:
    """Three filters side by side: mother's name, day of birth, mother's number."""
    return np.hstack([_filter(_grams(rows, field), key) for field in FIELDS])


def record_filter(rows: "pa.Table", key: bytes) -> Bits:
    """One filter of all three fields (CLK)."""
    parts = [_grams(rows, field) for field in FIELDS]
    return _filter([[gram for field in row for gram in field] for row in zip(*parts, strict=True)], key)


def hardened_filter(rows: "pa.Table", key: bytes) -> Bits:
    """The CLK after Rule 90 (each bit becomes the XOR of its two neighbours) and BLIP."""
    bits = record_filter(rows, key) > 0
    mixed = np.roll(bits, 1, axis=1) ^ np.roll(bits, -1, axis=1)
    chance = np.random.default_rng(list(key))
    redrawn = chance.random(mixed.shape, np.float32) < FLIPPED
    return np.where(redrawn, chance.random(mixed.shape, np.float32) < 0.5, mixed).astype(np.float32)


def _name_parts(rows: "pa.Table") -> dict[str, list[str]]:
    names = _texts(rows, "mother_name")
    return {
        "name": names,
        "sound": [str(one or "") for one in pinyin_columns(pa.array(names, pa.string())).to_pylist()],
        "surname": [name[:1] for name in names],
        "given": [name[1:] for name in names],
    }


def _parts(rows: "pa.Table") -> dict[str, list[str]]:
    """The fields that keyed tokens are made of."""
    days, numbers = _texts(rows, "birth_time"), _texts(rows, "mother_id_number")
    areas = _texts(rows, "residence")
    return _name_parts(rows) | {
        "father": _texts(rows, "father_name"),
        "day": days,
        "month": [day[:7] for day in days],
        "month-day": [day[5:] for day in days],
        "number": numbers,
        "number-14": [number[:14] for number in numbers],
        "number-12": [number[6:] for number in numbers],
        "county": [area[:6] for area in areas],
        "township": areas,
        "facility": _texts(rows, "facility"),
        "sex": _texts(rows, "sex"),
        "parity": _texts(rows, "parity"),
        "weight": [weight[:-2] for weight in _texts(rows, "weight")],
    }


def _tokens(parts: dict[str, list[str]], key: bytes) -> "sparse.csr_matrix":
    columns: dict[bytes, int] = {}
    where: list[tuple[int, int]] = []
    for field, texts in parts.items():
        for row, text in enumerate(texts):
            if text:
                token = hmac.digest(key, f"{field}\0{text}".encode(), hashlib.sha256)
                where.append((row, columns.setdefault(token, len(columns))))
    places = np.array(where)
    shape = (len(next(iter(parts.values()))), len(columns))
    return sparse.csr_matrix((np.ones(len(where), np.float32), (places[:, 0], places[:, 1])), shape)


def field_tokens(rows: "pa.Table", key: bytes) -> "sparse.csr_matrix":
    """One keyed token for each field: a column for each token."""
    return _tokens(_parts(rows), key)


def name_tokens(rows: "pa.Table", key: bytes) -> "sparse.csr_matrix":
    """The tokens of the mother's name alone."""
    return _tokens(_name_parts(rows), key)

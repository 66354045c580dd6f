"""How many values a second do the readers of columns read, beside the usual readers called value by value?

Prints values a second of a whole column, of our reader called once a value, and of the library that
reads such a value (python-stdnum, pypinyin, the standard library), with the ratios; best of three.
"""

import argparse
import time
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np
import pyarrow as pa
from pypinyin import lazy_pinyin
from stdnum.cn import ric

from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.area_columns import area_columns
from evenborn.registers.codes.area_files import shipped_areas
from evenborn.registers.codes.day_columns import day_columns, moment_columns
from evenborn.registers.codes.days import read_day
from evenborn.registers.codes.identity import read_identity
from evenborn.registers.codes.identity_columns import identity_columns
from evenborn.registers.codes.moments import read_moment
from evenborn.registers.codes.name_columns import name_columns
from evenborn.registers.codes.names import read_person_name
from evenborn.registers.codes.names_pinyin import pinyin_columns, toneless_pinyin

ROWS = 1_000_000
ONE_BY_ONE = 50_000
RUNS = 3
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高曾单解"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅鑫宇浩然梓涵轩雨欣思佳怡嘉琪子"


def numbers(random: np.random.Generator, rows: int) -> list[str]:
    """Identity numbers of nobody, with their check digit."""
    days = np.datetime64("1975-01-01") + random.integers(0, 12_000, rows)
    written = np.char.replace(days.astype(str), "-", "")
    orders = np.char.zfill(random.integers(2, 1000, rows).astype(str), 3)
    bodies = np.char.add(np.char.add("620702", written), orders)
    digits = np.frombuffer(bodies.astype("S17").tobytes(), np.uint8).reshape(rows, 17).astype(np.int64) - 48
    weights = np.array([pow(2, 17 - place, 11) for place in range(17)])
    found: list[str] = np.char.add(bodies, np.array(list("10X98765432"))[digits @ weights % 11]).tolist()
    return found


def names(random: np.random.Generator, rows: int) -> list[str]:
    """Plain names, and one in two of them under a parent's name."""
    surname = np.array(list(SURNAMES))[random.integers(0, len(SURNAMES), rows)]
    given = np.array(list(GIVEN))[random.integers(0, len(GIVEN), (2, rows))]
    whole = np.char.add(np.char.add(surname, given[0]), np.where(random.random(rows) < 0.85, given[1], ""))
    ending = np.array(["", "", "之子", "之女"])[random.integers(0, 4, rows)]
    found: list[str] = np.char.add(whole, ending).tolist()
    return found


def rate(work: Callable[[], object], values: int) -> float:
    """Values a second, best of three."""
    best = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return values / best


def each(read: Callable[[str], object], texts: Sequence[str]) -> Callable[[], object]:
    """Work that reads texts one by one."""
    return lambda: [read(text) for text in texts]


def line(
    what: str,
    texts: list[str],
    column: Callable[[pa.StringArray], object],
    one: Callable[[str], object],
    peer: tuple[str, Callable[[str], object]],
) -> None:
    """Measure one kind of value and print its line."""
    array = pa.array(texts)
    few = texts[:ONE_BY_ONE]
    ours = rate(lambda: column(array), len(texts))
    alone, other = rate(each(one, few), len(few)), rate(each(peer[1], few), len(few))
    print(f"{what:18} {ours:14,.0f} {alone:12,.0f} {peer[0]:24} {other:12,.0f} {ours / other:8.1f}")


def spoiled(texts: Sequence[str], random: np.random.Generator) -> list[str]:
    """The same texts, one in a hundred of them with a blank inside, which no fast lane reads."""
    bad = random.random(len(texts)) < 0.01
    return [f"{text[:1]} {text[1:]}" if odd else text for text, odd in zip(texts, bad, strict=True)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    random = np.random.default_rng(20260101)
    people, called = numbers(random, rows), names(random, rows)
    moments = np.char.replace(
        (np.datetime64("2023-01-01T00:00") + random.integers(0, 1_051_200, rows)).astype(str), "T", " "
    ).tolist()
    days = [moment[:10] for moment in moments]
    kinds, areas = np.zeros(rows, np.int8), shipped_areas()
    print(f"{rows:,} values a column, {ONE_BY_ONE:,} one by one; values a second, best of {RUNS}")
    print(f"{'':18} {'column':>14} {'one by one':>12} {'beside':24} {'':>12} {'ratio':>8}")

    def identities(array: pa.StringArray) -> object:
        return identity_columns(array, kinds)

    resident = ("stdnum.cn.ric.is_valid", ric.is_valid)
    line("identity", people, identities, lambda text: read_identity(text, "resident-id"), resident)
    line(
        "identity, 1 % odd",
        spoiled(people, random)[:rows],
        identities,
        lambda t: read_identity(t, ""),
        resident,
    )
    line("day", days, day_columns, read_day, ("datetime.fromisoformat", datetime.fromisoformat))
    line("moment", moments, moment_columns, read_moment, ("datetime.fromisoformat", datetime.fromisoformat))
    line(
        "name",
        called,
        name_columns,
        read_person_name,
        ("unicodedata, NFC", lambda text: unicodedata.normalize("NFC", text)),
    )
    line("pinyin", called, pinyin_columns, toneless_pinyin, ("pypinyin.lazy_pinyin", lazy_pinyin))
    codes = [str(620_700 + place % 100) for place in range(rows)]
    line("area", codes, lambda array: area_columns(array, areas, None), read_area_code, ("int", int))


if __name__ == "__main__":
    main()

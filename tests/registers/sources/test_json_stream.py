import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.json_stream import JsonStream
from registers.refusal_words import said

scalars = (
    st.none() | st.booleans() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


class Trickle(io.BytesIO):
    """A stream that never gives more than a few bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(3 if size is None or size < 0 else min(size, 3))


def all_of(content: bytes, longest: int = 1000, stream: type[io.BytesIO] = io.BytesIO) -> list[Any]:
    found = JsonStream(stream(content), "a.json", longest)
    values = []
    while found.peek():
        values.append(found.value())
    return values


def refused(content: bytes, longest: int = 1000) -> Refusal:
    with pytest.raises(Refusal) as caught:
        all_of(content, longest)
    said(caught.value)
    return caught.value


def as_text(value: object) -> object:
    """What the stream makes of a value: numbers as they are written."""
    if isinstance(value, dict):
        return {name: as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return json.dumps(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


@given(st.lists(values, max_size=3), st.booleans(), st.sampled_from([b" ", b"\n", b"\r\n\t "]))
def test_documents_come_back_from_a_trickle(written: list[object], ascii_only: bool, between: bytes) -> None:
    content = between.join(
        json.dumps(each, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass") for each in written
    )
    expected = [as_text(each) for each in written]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        assert refused(content).code == "fhir-not-utf8"
        return
    longest = len(content)  # a character may become twelve when it is written in ASCII
    assert all_of(content, longest, Trickle) == expected
    assert all_of(b"\xef\xbb\xbf" + content, longest) == expected


def test_a_number_keeps_its_digits_and_does_not_end_with_a_chunk() -> None:
    digits = "9" * 5000
    assert all_of(f"{digits} 1e999999 -0.10".encode(), 10_000, Trickle) == [digits, "1e999999", "-0.10"]


@pytest.mark.parametrize(
    ("content", "offset"),
    [
        (b'{"a": NaN}', 6),
        (b'["\xe7\x94\xb7", -Infinity]', 8),
        (b'{"a" 1}', 5),
        (b'["\xe7\x94\xb7" "x"]', 7),
        (b"\xef\xbb\xbf[1,,2]", 6),
        (b'{"a": 01}', 7),
        (b"{'a': 1}", 1),
        (b'["a\nb"]', 3),
        (b"[1, 2", 5),
        (b'{"a": "b', 6),
        (b"\x00", 0),
        (b"\xff\xfe{", 0),
    ],
)
def test_a_fault_is_named_with_its_byte(content: bytes, offset: int) -> None:
    found = refused(content)
    assert found.code == ("fhir-not-utf8" if content.startswith(b"\xff") else "fhir-not-json")
    assert found.facts["offset"] == offset


def test_a_fault_in_a_long_file_is_told_before_the_rest_is_read() -> None:
    content = io.BytesIO(b'[{"a": 1, {}]' + b"[1]" * 1_000_000)
    with pytest.raises(Refusal) as caught:
        JsonStream(content, "a.json", 10 << 20).value()
    assert (caught.value.code, caught.value.facts["offset"]) == ("fhir-not-json", 10)
    assert content.tell() < 1 << 20


@pytest.mark.parametrize(
    "value", [b"true", b"false", b"null", b'"\\ud842\\udfb7"', b'"\\\\"', b"-12.5e-3", b'{"a":[]}']
)
def test_a_value_may_be_cut_anywhere_by_a_chunk(value: bytes) -> None:
    for padding in range(262_144 - len(value) - 3, 262_144 + 1):
        stream = JsonStream(io.BytesIO(b" " * padding + b"[" + value + b"]"), "a.json", 1 << 20)
        assert list(stream.elements()) == [json.loads(value, parse_float=str)]


@pytest.mark.parametrize("padding", [0, 100_000, 262_143, 262_144, 262_145])
def test_a_byte_that_is_not_utf8_is_found_wherever_chunks_end(padding: int) -> None:
    found = refused(b'"\xe7\x94\xb7' + b"x" * padding + b'\xe7\x94"', 1 << 20)
    assert (found.code, found.facts["offset"]) == ("fhir-not-utf8", padding + 4)


def test_an_element_named_twice_is_refused() -> None:
    found = refused(b'[{"gender": "male", "gender": "female"}]')
    assert (found.code, found.facts["name"], found.facts["offset"]) == ("fhir-double-name", "gender", 0)


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000])
def test_a_nest_is_refused(content: bytes) -> None:
    assert refused(content, 1 << 20).code == "fhir-too-deep"


class Endless(io.BytesIO):
    """A string that never ends; counts what was taken of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.taken += size or 0
        return b'"' + b"x" * ((size or 1) - 1) if self.taken == size else b"x" * (size or 0)


def test_a_string_without_end_is_refused_before_it_is_held() -> None:
    endless = Endless()
    with pytest.raises(Refusal) as caught:
        JsonStream(endless, "a.json", 1 << 20).value()
    assert caught.value.code == "fhir-entry-too-large"
    assert endless.taken <= 4 << 20


def walk(content: bytes) -> list[Any]:
    stream = JsonStream(io.BytesIO(content), "a.json", 100)
    if content.startswith(b"{"):
        return [stream.value() for _ in stream.members()]
    return list(stream.elements())


@pytest.mark.parametrize(
    "content", [b"{1:2}", b'{"a":1,}', b'{"a":1 "b":2}', b"[1,]", b"[1 2]", b"[1.2.3]", b"[", b"{"]
)
def test_members_and_elements_refuse_what_is_no_list(content: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        walk(content)
    assert caught.value.code == "fhir-not-json"


def test_empty_objects_and_lists_have_nothing_in_them() -> None:
    assert list(JsonStream(io.BytesIO(b" { } "), "a", 9).members()) == []
    assert list(JsonStream(io.BytesIO(b"[\n]"), "a", 9).elements()) == []

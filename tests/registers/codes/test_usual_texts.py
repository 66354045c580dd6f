"""What is called usual is what the reader of single texts would leave as it is."""

import re

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.text_bytes import text_bytes
from evenborn.registers.codes.usual_texts import usual_certificates, usual_texts
from evenborn.registers.codes.writing import is_blank_text, plain

TEXTS = st.lists(
    st.none() | st.text(st.sampled_from("aZ09 -./~!\x7f\t\u4dff\u4e00云\u9fff\ua000é〇𠮷　"), max_size=8)
)
USUAL = re.compile(r"(?![-./])[!-~\u4e00-\u9fff]+")
CERTIFICATES = st.lists(st.text(st.sampled_from("AZ[@a09/:云"), min_size=8, max_size=11))


@given(TEXTS, st.integers(1, 30), st.integers(0, 5), st.integers(0, 9))
def test_usual_texts(texts: list[str | None], longest: int, first: int, last: int) -> None:
    column = pa.array(texts, pa.string())[first:last]
    expected = [
        bool(text and USUAL.fullmatch(text)) and len((text or "").encode()) <= longest
        for text in column.to_pylist()
    ]
    usual = usual_texts(text_bytes(column), longest).tolist()
    assert usual == expected
    kept = [text for text, is_usual in zip(column.to_pylist(), usual, strict=True) if is_usual and text]
    assert [plain(text) for text in kept] == kept
    assert not any(map(is_blank_text, kept))


@given(CERTIFICATES)
def test_usual_certificates(texts: list[str]) -> None:
    found = usual_certificates(text_bytes(pa.array(texts, pa.string()))).tolist()
    assert found == [re.fullmatch("[A-Z][0-9]{9}", text) is not None for text in texts]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.gb18030 import Decoder, NotGb18030, decode, encode

# Position, its four-byte partner, the character of 2022 and the private-use character that it displaced.
CHANGED = [
    ("A6D9", "84318236", 0xFE10, 0xE78D),
    ("A6DA", "84318238", 0xFE12, 0xE78E),
    ("A6DB", "84318237", 0xFE11, 0xE78F),
    ("A6DC", "84318239", 0xFE13, 0xE790),
    ("A6DD", "84318330", 0xFE14, 0xE791),
    ("A6DE", "84318331", 0xFE15, 0xE792),
    ("A6DF", "84318332", 0xFE16, 0xE793),
    ("A6EC", "84318333", 0xFE17, 0xE794),
    ("A6ED", "84318334", 0xFE18, 0xE795),
    ("A6F3", "84318335", 0xFE19, 0xE796),
    ("FE59", "82359037", 0x9FB4, 0xE81E),
    ("FE61", "82359038", 0x9FB5, 0xE826),
    ("FE66", "82359039", 0x9FB6, 0xE82B),
    ("FE67", "82359130", 0x9FB7, 0xE82C),
    ("FE6D", "82359131", 0x9FB8, 0xE832),
    ("FE7E", "82359132", 0x9FB9, 0xE843),
    ("FE90", "82359133", 0x9FBA, 0xE854),
    ("FEA0", "82359134", 0x9FBB, 0xE864),
]
OF_2005 = ("A8BC", "8135F437", 0x1E3F, 0xE7C7)


@pytest.mark.parametrize(("two", "four", "character", "private"), [*CHANGED, OF_2005])
def test_the_changed_positions_both_ways(two: str, four: str, character: int, private: int) -> None:
    assert decode(bytes.fromhex(two)) == chr(character)
    assert decode(bytes.fromhex(four)) == chr(private)
    assert encode(chr(character)).hex().upper() == two
    assert encode(chr(private)).hex().upper() == four


def test_there_are_eighteen_changes_and_the_codec_of_python_lacks_them() -> None:
    assert len(CHANGED) == 18
    assert all(bytes.fromhex(two).decode("gb18030") == chr(private) for two, _, _, private in CHANGED)


@pytest.mark.parametrize("text", ["甘州区男女", "𠀀𠮷𪛖𰻝", "\U0010ffff", "€", "ḿ", "\ue000", "ａ１", ""])
def test_characters_that_a_place_name_may_hold_survive(text: str) -> None:
    assert decode(encode(text)) == text


def test_known_bytes_of_names_beyond_the_basic_plane() -> None:
    assert encode("𠀀").hex() == "95328236"
    assert decode(bytes.fromhex("95329031")) == "\U00020087"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 7))
def test_any_text_survives_in_chunks_of_any_size(text: str, size: int) -> None:
    data, decoder = encode(text), Decoder()
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    assert "".join(map(decoder.decode, chunks)) + decoder.decode(b"", final=True) == text


@pytest.mark.parametrize(
    ("chunks", "offset"),
    [([b"ab\xff"], 2), ([b"ab", b"c\x80d"], 3), ([b"\xc4\xd0", b"x\xc4"], 3), ([b"\x81\x30", b"\x81z"], 0)],
)
def test_a_bad_byte_is_found_at_its_offset(chunks: list[bytes], offset: int) -> None:
    decoder = Decoder()
    for chunk in chunks[:-1]:
        decoder.decode(chunk)
    with pytest.raises(NotGb18030) as caught:
        decoder.decode(chunks[-1], final=True)
    assert caught.value.offset == offset

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.gb18030 import decode, encode
from evenborn.registers.codes.names import read_person_name

# The eighteen of GB 18030-2022 in both places, and characters that only larger sets have.
MOVED = [*range(0x9FB4, 0x9FBC), 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864]
RARE = "䶮㛃喆龘𠮷𪛖𫍽𬱖𮧵𰻝\U0002ebf0\U000313d0"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王小明", "王小明"),
        (" 王　小  明 ", "王小明"),
        ("王\u200b小\ufeff明", "王小明"),
        ("\u202d王小明\u202c", "王小明"),
        ("葛\U000e0100小明", "葛小明"),
        ("Ｌｉ　Ｎａ", "Li Na"),
        ("LI   NA", "LI NA"),
        ("阿不都·热西提", "阿不都·热西提"),
        ("阿不都•热西提", "阿不都·热西提"),
        ("阿不都・热西提", "阿不都·热西提"),
        ("阿不都‧热西提", "阿不都·热西提"),
        ("阿不都．热西提", "阿不都·热西提"),
        ("阿不都.热西提", "阿不都·热西提"),
        ("阿不都 · 热西提", "阿不都·热西提"),
        ("买买提 . 艾力", "买买提·艾力"),
        ("Mary J. Smith", "Mary J. Smith"),
        ("J.Smith", "J·Smith"),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("O'Brien-Li", "O'Brien-Li"),
        ("王\uf967", "王不"),
        ("〇〇", "〇〇"),
        ("張偉", "張偉"),
        ("张三之女1", "张三之女1"),
        ("王五之子 A", "王五之子 A"),
        ("未取名", "未取名"),
        ("B/O Li Na", "B/O Li Na"),
    ],
)
def test_one_spelling(text: str, name: str) -> None:
    assert read_person_name(text) == name


@pytest.mark.parametrize("character", [*map(chr, MOVED), *RARE])
def test_rare_characters_are_kept_also_through_a_file(character: str) -> None:
    name = f"王{character}"
    assert read_person_name(name) == name
    assert read_person_name(decode(encode(name))) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("张三3", "name-characters"),
        ("张?", "name-characters"),
        ("张？", "name-characters"),
        ("张\ufffd", "name-characters"),
        ("张\x00三", "name-characters"),
        ("张□", "name-characters"),
        ("张*", "name-characters"),
        ("张××", "name-characters"),
        ("张?之子", "name-characters"),
        ("张三/李四", "name-characters"),
        ("620702199001010021", "name-characters"),
        ("·", "name-characters"),
        ("()", "name-characters"),
        ("张" * 51, "name-too-long"),
        ("无", "name-not-given"),
        ("不 详", "name-not-given"),
        ("未知", "name-not-given"),
        ("无名氏", "name-not-given"),
        ("测试", "name-not-given"),
        ("张三测试", "name-not-given"),
        ("张某某", "name-not-given"),
        ("张某", "name-not-given"),
        ("N/A", "name-not-given"),
        ("null", "name-not-given"),
        ("UNKNOWN", "name-not-given"),
        ("母亲姓名", "name-not-given"),
    ],
)
def test_what_is_no_name(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_person_name(text)
    assert caught.value.code == code


@given(st.text(st.sampled_from("王小明 ·•.阿\u200bａ𠮷e\u0301\ue81eA9?之子"), max_size=12))
def test_the_one_spelling_is_its_own_spelling(text: str) -> None:
    try:
        name = read_person_name(text)
    except BadValue:
        return
    assert read_person_name(name) == name
    assert unicodedata.is_normalized("NFC", name)


@given(st.text())
def test_any_text_is_a_name_or_has_a_code(text: str) -> None:
    code = "name-"
    try:
        assert read_person_name(text).strip()
    except BadValue as error:
        code = error.code
    assert code.startswith("name-")

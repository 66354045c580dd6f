import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from evenborn.registers.codes.names_pinyin import pinyin_columns, toneless_pinyin
from evenborn.registers.codes.surname_sounds import COMPOUND_SURNAMES, SURNAMES

TEXTS = st.one_of(
    st.none(),
    st.text(st.sampled_from("曾单长孙万俟区王明吕乐·龘𠮷"), max_size=7),
    st.text(max_size=6),
    st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), min_size=1, max_size=4),
)


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("曾国藩", "zengguofan"),
        ("单雄信", "shanxiongxin"),
        ("单于", "shanyu"),
        ("解缙", "xiejin"),
        ("仇英", "qiuying"),
        ("查良镛", "zhaliangyong"),
        ("朴树", "piaoshu"),
        ("翟天临", "zhaitianlin"),
        ("区楚良", "ouchuliang"),
        ("盖叫天", "gejiaotian"),
        ("尉迟恭", "yuchigong"),
        ("万俟卨", "moqixie"),
        ("长孙无忌", "zhangsunwuji"),
        ("单于明", "chanyuming"),
        ("王长青", "wangchangqing"),
        ("王曾", "wangceng"),
        ("吕女略", "lvnvlve"),
        ("吕布", "lvbu"),
        ("張偉", "zhangwei"),
        ("阿不都·热西提", "abudourexiti"),
        ("ZHANG San", "zhangsan"),
        ("Lǚ Bù", "lvbu"),
        ("Nguyễn", "nguyen"),
        ("王\ue81e", "wang\ue81e"),
        ("王\U000313d0", "wang\U000313d0"),
        ("", ""),
    ],
)
def test_how_names_sound(name: str, sound: str) -> None:
    assert toneless_pinyin(name) == sound
    assert pinyin_columns(pa.array([name])).to_pylist() == [sound]


@given(st.lists(TEXTS, max_size=8))
def test_the_column_sounds_as_the_cells_do(texts: list[str | None]) -> None:
    expected = [None if text is None else toneless_pinyin(text) for text in texts]
    assert pinyin_columns(pa.array(texts, pa.string())).to_pylist() == expected


def test_most_names_sound_as_pypinyin_reads_their_characters_one_by_one() -> None:
    given_names = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅鑫宇浩然梓涵子轩雨欣思"
    for character in given_names:
        assert toneless_pinyin(f"王{character}") == "wang" + lazy_pinyin(character)[0]


def test_surnames_differ_from_the_usual_reading() -> None:
    usual = {
        surname for surname, sound in SURNAMES.items() if toneless_pinyin(f"王{surname}") == f"wang{sound}"
    }
    assert usual == set()
    assert all(len(surname) == len(sounds) == 2 for surname, sounds in COMPOUND_SURNAMES.items())


def test_more_rows_than_a_block_holds_stay_in_order() -> None:
    column = pinyin_columns(pa.array(["x", *["曾伟", None, "Li", "王"] * 20_000])[1:])
    assert column.to_pylist() == ["zengwei", None, "li", "wang"] * 20_000
    assert pinyin_columns(pa.array([], pa.string())).to_pylist() == []

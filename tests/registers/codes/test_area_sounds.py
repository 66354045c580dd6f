"""Readings of places, and what is typed for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.area_sounds import area_syllables, latin_key

READ = {
    "重庆市": "chong qing shi", "六安市": "lu an shi", "乐清市": "yue qing shi", "涡阳县": "guo yang xian",
    "番禺区": "pan yu qu", "洪洞县": "hong tong xian", "浚县": "xun xian", "单县": "shan xian",
    "长白朝鲜族自治县": "chang bai chao xian zu zi zhi xian", "长子县": "zhang zi xian",
    "长垣市": "chang yuan shi", "繁峙县": "fan shi xian", "珲春市": "hun chun shi", "曾都区": "zeng du qu",
    "西藏自治区": "xi zang zi zhi qu", "旅顺口区": "lv shun kou qu", "厦门市": "xia men shi",
    "蚌埠市": "beng bu shi", "大城县": "dai cheng xian", "六合区": "lu he qu", "宕昌县": "tan chang xian",
    "泌阳县": "bi yang xian", "漯河市": "luo he shi", "朝阳区": "chao yang qu", "什邡市": "shi fang shi",
    "尉犁县": "yu li xian", "荥经县": "ying jing xian", "荥阳市": "xing yang shi", "牟平区": "mu ping qu",
    "乐亭县": "lao ting xian", "铅山县": "yan shan xian", "枞阳县": "zong yang xian", "甘州区": "gan zhou qu",
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_places_are_read_as_they_are_called(name: str) -> None:
    assert " ".join(area_syllables(name)) == READ[name]


@pytest.mark.parametrize(
    "typed",
    [
        "ganzhou",
        "Gan Zhou",
        "gān zhōu",
        "ga\u0304nzho\u0304u",
        "gan1zhou1",
        "ＧＡＮＺＨＯＵ",
        "gan-zhou",
        "gan'zhou",
    ],
)
def test_however_it_is_typed_it_is_the_same(typed: str) -> None:
    assert latin_key(typed) == "ganzhou"


@pytest.mark.parametrize("typed", ["lüshun", "lu\u0308shun", "lǚshùn", "LÜSHUN", "lvshun"])
def test_u_with_dots_is_v(typed: str) -> None:
    assert latin_key(typed) == "lvshun"


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    assert latin_key(latin_key(text)) == latin_key(text)
    assert len(area_syllables(text)) <= len(text)

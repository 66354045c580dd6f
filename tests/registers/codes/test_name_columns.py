import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.name_columns import MARKERS, NAME_FAULTS, PLACEHOLDERS, name_columns
from evenborn.registers.codes.names import read_person_name
from evenborn.registers.codes.newborn_names import is_placeholder
from evenborn.registers.codes.writing import is_blank_text, plain

NAMES = st.text(st.sampled_from("王李小明之子女婴儿某男未取名·A1 母双大甲的䶮𠮷"), max_size=8)
TEXTS = st.one_of(
    st.none(),
    NAMES,
    st.text(st.sampled_from("王李张小明子女男大"), min_size=1, max_size=7),
    st.builds(lambda name, end: f"{name}之{end}", NAMES, st.sampled_from("子女婴男儿")),
    st.text(max_size=6),
    st.sampled_from(["", "—", "Li Na", "B/O Li", "é", "不详"]),
)


def of_cell(text: str | None) -> tuple[str | None, str, bool, str]:
    if text is None or is_blank_text(text):
        return None, "", False, ""
    try:
        name = read_person_name(text)
    except BadValue as error:
        return plain(text), error.code, True, ""
    return name, "", True, is_placeholder(name)


@given(st.lists(TEXTS, max_size=8))
def test_the_columns_say_what_the_cells_say(texts: list[str | None]) -> None:
    columns = name_columns(pa.array(texts, pa.string()))
    for row, text in enumerate(texts):
        found = (
            NAME_FAULTS[columns.fault[row]],
            columns.present[row],
            PLACEHOLDERS[columns.placeholder[row]],
        )
        assert (columns.text[row].as_py(), *found) == of_cell(text)


# Every Chinese word that stands in for a name, spelled out of the patterns that know them.
WORDS = """
无 没有 没名字 不详 不明 不知 不知道 不清 不清楚 未知 未提供 未登记 未填 未填写 未报 不便提供 保密
拒绝提供 空 缺 空白 缺失 暂缺 待补 待定 无名 无名氏 无姓名 某 张某 张某某 测试 测试员 张测试 样例
样本 示例 姓名 母亲 父亲 母亲姓名 男婴 女婴 婴儿 新生儿 未取名 暂未取名 尚未命名 还没起名 待取名
没有取名 暂无名字 李四男婴 李四新生儿 李四的儿子
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_every_word_that_stands_in_for_a_name_is_marked(word: str) -> None:
    assert re.search(f"[{MARKERS}]", word)
    column = name_columns(pa.array([word]))
    assert column.fault.any() or column.placeholder.any()


@pytest.mark.parametrize("name", ["张三之子", "欧阳明之女", "欧阳小明之婴", "张子之女"])
def test_names_under_a_parent_take_the_fast_lane_and_mean_the_same(name: str) -> None:
    columns = name_columns(pa.array([name, "王小明"]))
    assert PLACEHOLDERS[columns.placeholder[0]] == is_placeholder(name) != ""
    assert columns.text.to_pylist() == [name, "王小明"]


def test_slices_blocks_and_an_empty_column() -> None:
    texts = pa.array(["x", *["王小明", "张某之子", None, "不详", "Li  Na"] * 15_000])[1:]
    columns = name_columns(texts)
    assert np.bincount(columns.placeholder).tolist() == [60_000, 15_000]
    assert np.bincount(columns.fault).tolist() == [60_000, 0, 0, 15_000]
    assert set(columns.text.to_pylist()) == {"王小明", "张某之子", None, "不详", "Li Na"}
    assert len(name_columns(pa.array([], pa.string())).fault) == 0

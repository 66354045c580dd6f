import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.names_simplified import simplified


@pytest.mark.parametrize(
    ("name", "simple"),
    [
        ("張偉", "张伟"),
        ("劉麗華", "刘丽华"),
        ("尉遲恭", "尉迟恭"),
        ("张伟", "张伟"),
        ("Li Na", "Li Na"),
        ("李乾", "李乾"),
    ],
)
def test_traditional_names(name: str, simple: str) -> None:
    assert simplified(name) == simplified(simple)


def test_only_traditional_characters_change() -> None:
    assert simplified("張") == "张"
    assert simplified("王明𠮷\ue81e") == "王明𠮷\ue81e"


@given(st.text())
def test_as_many_characters_as_before_and_none_changes_twice(name: str) -> None:
    once = simplified(name)
    assert len(once) == len(name)
    assert simplified(simplified(once)) == simplified(once)

import pytest

from evenborn.registers.codes.newborn_names import is_placeholder, placeholder_parent


@pytest.mark.parametrize(
    ("name", "meaning", "parent"),
    [
        ("张某之子", "son", "张"),
        ("张三之女", "daughter", "张三"),
        ("李四之婴", "child", "李四"),
        ("王五之子A", "son", "王五"),
        ("王五之子 B", "son", "王五"),
        ("王五之子甲", "son", "王五"),
        ("王五之子1", "son", "王五"),
        ("王五之女大", "daughter", "王五"),
        ("王五之大女", "daughter", "王五"),
        ("王五之长子", "son", "王五"),
        ("王五之双胎女婴", "daughter", "王五"),
        ("王五的儿子", "son", "王五"),
        ("张母之女", "daughter", "张"),
        ("王羲之之子", "son", "王羲之"),
        ("阿依古丽·买买提之女", "daughter", "阿依古丽·买买提"),
        ("李四女婴", "daughter", "李四"),
        ("李四婴儿", "child", "李四"),
        ("𠮷川之子", "son", "𠮷川"),
        ("男婴", "son", ""),
        ("女婴2", "daughter", ""),
        ("未取名", "child", ""),
        ("暂未取名", "child", ""),
        ("尚未起名", "child", ""),
        ("未命名", "child", ""),
        ("Baby boy of Li Na", "son", "Li Na"),
        ("BABY GIRL LI NA", "daughter", "LI NA"),
        ("son of Li Na", "son", "Li Na"),
        ("Infant girl of Li Na", "daughter", "Li Na"),
        ("Baby of Li Na", "child", "Li Na"),
        ("B/O Li Na", "child", "Li Na"),
        ("D/O Li Na", "daughter", "Li Na"),
        ("Baby girl", "daughter", ""),
        ("unnamed", "child", ""),
        ("Straße之子", "son", "STRASSE"),
    ],
)
def test_names_that_stand_in_for_one(name: str, meaning: str, parent: str) -> None:
    assert is_placeholder(name) == meaning
    assert placeholder_parent(name) == parent


@pytest.mark.parametrize(
    "name",
    [
        "王羲之",
        "顾恺之",
        "张之洞",
        "李之仪",
        "王子涵",
        "李子",
        "张子女",
        "王宝宝",
        "Baby",
        "Bo Li",
        "王小明",
        "之子",
        "Boyce Li",
        "Boy George",
        "沙马的子",
    ],
)
def test_names_of_their_own(name: str) -> None:
    assert is_placeholder(name) == ("child" if name == "Baby" else "")

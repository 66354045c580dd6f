"""Characters that are said to sound alike do."""

from pypinyin import Style, pinyin

from evenborn.simulation.homophones import homophones, name_characters


def sound(character: str) -> str:
    return pinyin(character, style=Style.NORMAL)[0][0].replace("ü", "v")


def test_all_of_a_group_sound_alike_and_none_is_its_own() -> None:
    for character, others in homophones().items():
        assert character not in others
        assert {sound(other) for other in others} == {sound(character)}


def test_there_are_enough_of_them_and_each_is_named_once() -> None:
    characters = name_characters()
    assert len(characters) == len(set(characters)) > 600
    assert all(len(homophones()[character]) >= 1 for character in characters)


def test_none_of_them_makes_a_name_that_stands_for_none() -> None:
    assert not set("无無空缺某婴") & set(name_characters())

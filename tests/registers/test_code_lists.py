"""Code lists: every word has one meaning, and is found as cells are compared."""

import pytest

from evenborn.registers.code_lists import CodeList, _list, code_lists
from evenborn.registers.codes.writing import plain
from evenborn.registers.definition import LISTS as NAMED
from evenborn.registers.definition import REGISTERS, list_definition, register

LISTS = list(code_lists().values())

FORM_F = """
    i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii
"""


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_every_word_is_written_as_cells_are_compared(one: CodeList) -> None:
    """A word with full-width brackets or a capital letter would never match the cell that a person picks."""
    assert [word for word in one.meaning_of if plain(word).casefold() != word] == []


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_a_list_is_read_in_both_languages_and_has_its_source(one: CodeList) -> None:
    assert one.source
    for meaning in one.meanings:
        assert meaning.en.isascii()
        assert not meaning.zh.isascii()
        assert one.meaning_of[plain(meaning.en).casefold()] == meaning.name
        assert one.meaning_of[plain(meaning.zh).casefold()] == meaning.name


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_what_a_person_picks_differs(one: CodeList) -> None:
    for said in (
        [meaning.en for meaning in one.meanings],
        [meaning.zh for meaning in one.meanings],
        [meaning.code for meaning in one.meanings if meaning.code],
    ):
        assert len(set(said)) == len(said)


def test_every_list_is_used_by_a_register_or_beside_one() -> None:
    definitions = [*map(register, REGISTERS), *map(list_definition, NAMED)]
    used = {field.codes for one in definitions for field in one.fields.values()} - {""}
    assert used == code_lists().keys()


def test_a_word_with_two_meanings_is_refused() -> None:
    content = {"a": {"en": "one", "zh": "甲", "words": ["x"]}, "b": {"en": "two", "zh": "乙", "words": ["X"]}}
    with pytest.raises(ValueError, match="The code list 'pair' gives the word 'X' two meanings"):
        _list("pair", content)


def test_the_indications_of_form_f_stand_first_and_in_order() -> None:
    indications = code_lists()["scan_indication"]
    assert [meaning.code for meaning in indications.meanings[:23]] == FORM_F.split()
    assert indications.meaning_of["xviii"] == "doppler"
    assert [meaning.name for meaning in indications.meanings[-2:]] == ["other", "unknown"]


@pytest.mark.parametrize(
    ("name", "word", "meaning"),
    [
        ("termination_drug", "米非司酮片", "mifepristone"),
        ("termination_drug", "利凡诺", "ethacridine"),
        ("termination_drug", "欣母沛", "carboprost"),
        ("termination_drug", "卡孕栓", "carboprost-methylate"),
        ("termination_drug", "喜克溃", "misoprostol"),
        ("week_band", "10~13周", "10-13"),
        ("week_band", "28周以上", "28+"),
        ("scan_week_band", "20至24周", "20-24"),
        ("ledger_entry", "期初", "opening"),
        ("ledger_entry", "结存", "closing"),
        ("ledger_entry", "购进", "in"),
        ("device_state", "查封", "sealed"),
        ("certificate_event", "换发", "reissued"),
        ("vaccine", "乙肝疫苗第1剂", "hepb"),
        ("programme", "新生儿参保", "insurance"),
        ("yes_no", "已签署", "yes"),
        ("reason_class", "本人自愿", "own-decision"),
        ("scan_indication", "大排畸", "structural-screening"),
        ("scan_indication", "未填", "unknown"),
        ("termination_method", "药流", "medical"),
    ],
)
def test_words_of_offices_are_understood(name: str, word: str, meaning: str) -> None:
    assert code_lists()[name].meaning_of[word] == meaning


def test_the_bands_of_both_lists_join_without_gap() -> None:
    for name in ("week_band", "scan_week_band"):
        bands = [meaning.name for meaning in code_lists()[name].meanings]
        starts = [int(band.partition("-")[0].rstrip("+")) for band in bands[1:]]
        ends = [int(bands[0].lstrip("<")) - 1] + [int(band.partition("-")[2]) for band in bands[1:-1]]
        assert [end + 1 for end in ends] == starts

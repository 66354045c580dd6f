"""How is the name of an area read? Toneless pinyin, syllable by syllable, with the readings of places.

A dictionary of words knows 重庆 and 乐清; what it does not know stands in :data:`_PLACES`. Names of persons
are read otherwise, by :mod:`evenborn.registers.codes.names_pinyin`: there the first character is a surname.
"""

import re
import unicodedata
from typing import Final

_PLACES: Final = {
    "涡阳": ("guo", "yang"), "浚县": ("xun", "xian"), "洪洞": ("hong", "tong"), "单县": ("shan", "xian"),
    "繁峙": ("fan", "shi"), "筠连": ("jun", "lian"), "珲春": ("hun", "chun"), "荥经": ("ying", "jing"),
    "大城县": ("dai", "cheng", "xian"), "会稽": ("kuai", "ji"), "曾都": ("zeng", "du"),
    "六合": ("lu", "he"), "大埔县": ("da", "bu", "xian"), "宕昌": ("tan", "chang"),
    "泌阳": ("bi", "yang"), "漯河": ("luo", "he"), "穆棱": ("mu", "ling"), "绥棱": ("sui", "leng"),
    "吴堡": ("wu", "bu"), "长子县": ("zhang", "zi", "xian"), "尉犁": ("yu", "li"), "尉氏": ("wei", "shi"),
    "莘县": ("shen", "xian"), "莘庄": ("xin", "zhuang"), "蔚县": ("yu", "xian"), "盱眙": ("xu", "yi"),
    "任县": ("ren", "xian"), "费县": ("fei", "xian"), "叶县": ("ye", "xian"), "盖州": ("gai", "zhou"),
    "解州": ("xie", "zhou"), "枞阳": ("zong", "yang"), "六枝": ("liu", "zhi"), "东阿": ("dong", "e"),
    "朝阳": ("chao", "yang"), "什邡": ("shi", "fang"), "婼羌": ("ruo", "qiang"),
}  # fmt: skip
_CHARACTERS: Final = {"zhang": ("长", "chang"), "ceng": ("曾", "zeng"), "cang": ("藏", "zang")}
"""Reading of the dictionary → a character that is read otherwise in the names of places, and how."""
_KNOWN: Final = re.compile("|".join(sorted(_PLACES, key=len, reverse=True)))


def area_syllables(name: str) -> tuple[str, ...]:
    """Syllables of the name of an area, without tones; ü is written v. What is no Han stays, in lower case.

    Parameters
    ----------
    name : str

    References
    ----------
    GB/T 16159-2012, basic rules of the Chinese phonetic alphabet orthography. Readings of places: Ministry of
    Civil Affairs, 中华人民共和国行政区划简册.

    Examples
    --------
    >>> area_syllables("甘州区"), area_syllables("旅顺口区"), area_syllables("单县")
    (('gan', 'zhou', 'qu'), ('lv', 'shun', 'kou', 'qu'), ('shan', 'xian'))
    """
    syllables: list[str] = []
    end = 0
    for found in _KNOWN.finditer(name):
        syllables += [*_of_words(name[end : found.start()]), *_PLACES[found[0]]]
        end = found.end()
    return tuple(syllables + _of_words(name[end:]))


def _of_words(text: str) -> list[str]:
    if not text:
        return []
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- its dictionaries take half a second

    read = lazy_pinyin(text, style=Style.NORMAL, v_to_u=False)
    if len(read) != len(text):  # letters or digits among the characters: nothing is looked at one by one
        return [latin_key(syllable) for syllable in read if latin_key(syllable)]
    return [_of_place(character, syllable) for character, syllable in zip(text, read, strict=True)]


def _of_place(character: str, syllable: str) -> str:
    other = _CHARACTERS.get(syllable)
    return other[1] if other and other[0] == character else syllable.casefold()


def latin_key(text: str) -> str:
    """What was typed in Latin letters, as it is searched: no tones, blanks, marks or capitals; ü is v.

    Digits go too where letters stand beside them: they are tones.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> latin_key("Gān zhōu"), latin_key("Lǚshùn"), latin_key("xi'an"), latin_key("gan1zhou1")
    ('ganzhou', 'lvshun', 'xian', 'ganzhou')
    """
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in apart.replace("u\u0308", "v") if letter.isalpha())

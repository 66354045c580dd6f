"""How surnames sound whose characters are read otherwise elsewhere (曾 is ceng, but Zeng as a surname)."""

_BY_SOUND = {
    "ben": "賁",
    "bi": "秘祕",
    "bo": "薄",
    "bu": "卜",
    "chong": "种重",
    "du": "都",
    "ge": "盖蓋",
    "gou": "句",
    "he": "黑",
    "jue": "角",
    "kan": "阚",
    "miao": "缪繆",
    "nai": "能佴",
    "nie": "乜",
    "ou": "区區",
    "piao": "朴",
    "po": "繁",
    "qin": "覃",
    "qiu": "仇",
    "shan": "单單",
    "shao": "召",
    "she": "折",
    "xian": "洗",
    "xie": "解",
    "xun": "郇",
    "yue": "乐樂",
    "yun": "员員贠",
    "zang": "藏",
    "zeng": "曾",
    "zha": "查",
    "zhai": "翟祭",
}
SURNAMES = {surname: sound for sound, surnames in _BY_SOUND.items() for surname in surnames}
"""Surnames that sound otherwise than the character usually does."""

_BY_SOUNDS = {
    ("chan", "yu"): "单于 單于",
    ("mo", "qi"): "万俟 萬俟",
    ("tan", "tai"): "澹台 澹臺",
    ("yu", "chi"): "尉迟 尉遲",
    ("zhang", "sun"): "长孙 長孫",
}
COMPOUND_SURNAMES = {
    surname: sounds for sounds, surnames in _BY_SOUNDS.items() for surname in surnames.split()
}
"""Surnames of two characters; they count as one only where a given name follows."""

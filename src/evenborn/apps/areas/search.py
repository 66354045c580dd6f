"""Finding an area by what somebody types: code, name, traditional form, pinyin, initials, English, or a path.

Each way is a range of one index. Only when few were found is a name looked for inside of names, which reads
the whole table, and the text cut into an area and one within it (张掖甘州, zygz).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Length

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas.byte_order import begins
from evenborn.apps.areas.models import EARLIEST_FIRST, Area
from evenborn.apps.areas.queries import in_force
from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.area_sounds import latin_key
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.names import HAN
from evenborn.registers.codes.names_simplified import simplified

__all__ = ["LONGEST", "Found", "Ways", "search", "ways_of"]

LONGEST: Final = 60
MOST: Final = 50
_FEW: Final = 5
_HEADS: Final = 20
_DEPTH: Final = 3
_LONGEST_PATH: Final = 24
_KINDS: Final = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "街道", "地区", "林区", "新区",
    "省", "市", "县", "区", "州", "盟", "旗", "乡", "镇",
)  # fmt: skip
_SOUNDS: Final = (
    "tebiexingzhengqu", "zizhiqu", "zizhizhou", "zizhixian", "zizhiqi", "jiedao", "diqu", "linqu", "xinqu",
    "sheng", "shi", "xian", "qu", "zhou", "meng", "qi", "xiang", "zhen",
)  # fmt: skip
_LETTERS: Final = ("tbxzq", "zzq", "zzz", "zzx", "jd", "dq", "lq", "xq", "s", "x", "q", "z", "m")
"""What kind of area a name ends with: in characters, pinyin and initials."""


@dataclass(frozen=True, slots=True)
class Found:
    """An area and the way it was found: ``code``, ``name``, ``pinyin``, ``initials``, ``english``, ``inside``
    or ``path``."""

    area: Area
    way: str


@dataclass(frozen=True, slots=True)
class Ways:
    """How a text may name an area: for each way, rows that begin so, and rows that are called just so."""

    begin: dict[str, Q]
    whole: dict[str, Q]


def search(by: Actor, text: str, on: date, *, most: int = MOST) -> list[Found]:
    """Areas that a text may mean, the likeliest first; ended ones after those that count on the day.

    Parameters
    ----------
    by : Actor
        Any officer: areas are no secret within the office.
    text : str
        Longer ones are cut at :data:`LONGEST`.
    on : datetime.date
    most : int
    """
    by.require(Permission.AREAS_SEE)
    text = " ".join(unicodedata.normalize("NFKC", text[:LONGEST]).replace("\0", "").split())
    found: dict[int, Found] = {}
    for way, rows in _ordered_ways(text, on, most):
        for area in rows:
            found.setdefault(area.pk, Found(area, way))
        if len(found) >= most or (way in ("name", "english") and len(found) >= _FEW):
            break
    return list(found.values())[:most]


def _ordered_ways(text: str, on: date, most: int) -> Iterator[tuple[str, Iterable[Area]]]:
    ways = ways_of(text)
    for way, condition in ways.begin.items():
        rows = _likeliest(condition, ways.whole[way], on)
        yield way, (rows.order_by(_first(in_force(on)), "level", "code") if way == "code" else rows)[:most]
    if "code" in ways.begin or not ways.begin:
        return
    if re.search(f"[{HAN}]", text):
        inside = Q(name_zh__contains=_close(text)) | Q(name_zh__contains=simplified(_close(text)))
        yield "inside", _likeliest(inside, Q(pk__in=[]), on)[:most]
    for condition, whole in _paths(text, on, Q(), _DEPTH) if len(text) <= _LONGEST_PATH else ():
        yield "path", _likeliest(condition, whole, on)[:most]


def ways_of(text: str) -> Ways:
    """How a text may name an area by itself.

    Examples
    --------
    >>> list(ways_of("6207").begin), list(ways_of("張掖").begin), list(ways_of("gz").begin)
    (['code'], ['name'], ['pinyin', 'initials', 'english'])
    """
    close = _close(text)
    if re.fullmatch("[0-9]{1,12}", close):
        code = _short(close)
        return Ways({"code": begins("code", code)}, {"code": Q(code=code)})
    if re.search(f"[{HAN}]", close):
        forms = dict.fromkeys((close, simplified(close)))
        begin, whole = Q(), Q()
        for form in forms:
            begin |= begins("name_zh", form)
            whole |= Q(name_zh__in=[form, *(form + kind for kind in _KINDS)])
        return Ways({"name": begin}, {"name": whole})
    key = latin_key(close)
    if not key:
        return Ways({}, {})
    ends = {"pinyin": _SOUNDS, "initials": _LETTERS, "english": ()}
    return Ways(
        {way: begins(way, key) for way in ends},
        {way: Q(**{f"{way}__in": [key, *(key + end for end in kinds)]}) for way, kinds in ends.items()},
    )


def _close(text: str) -> str:
    return text.replace(" ", "")


def _short(digits: str) -> str:
    """A whole code without the noughts that fill it; the beginning of one as it is."""
    try:
        return read_area_code(digits)
    except BadValue:
        return digits


def _likeliest(condition: Q, whole: Q, on: date) -> QuerySet[Area]:
    """What counts today, then what is called just so, then the larger area, then the shorter name."""
    return Area.objects.filter(condition).order_by(
        _first(in_force(on)),
        _first(whole),
        "level",
        Length("name_zh"),
        "code",
        EARLIEST_FIRST,
    )


def _first(condition: Q) -> Case:
    """Rows for which it holds before all others."""
    return Case(When(condition, then=Value(0)), default=Value(1))


def _paths(text: str, on: date, within: Q, depth: int) -> Iterator[tuple[Q, Q]]:
    """The text as an area and one in it: cut at its blanks, or where its first part names an area whole."""
    cuts = [place for place, letter in enumerate(text) if letter == " "] or list(range(2, len(text) - 1))
    for cut in cuts:
        head, rest = text[:cut].strip(), text[cut:].strip()
        heads = _heads(head, on, within, loosely=" " in text)
        if not rest or not heads:
            continue
        inside = Q()
        for code in heads:
            inside |= begins("code", code)
        below = inside & ~Q(code__in=heads)
        ways = ways_of(rest)
        condition, whole = (_any(part.values()) for part in (ways.begin, ways.whole))
        if Area.objects.filter(below & condition).exists():
            yield below & condition, whole
        elif depth > 1 and len(rest) > 3:
            yield from _paths(rest, on, below, depth - 1)


def _heads(head: str, on: date, within: Q, *, loosely: bool) -> list[str]:
    """Codes of counties and larger areas that a text names whole; between blanks its beginning will do."""
    ways = ways_of(head)
    condition = _any((ways.begin if loosely else ways.whole).values())
    key = latin_key(head)
    if "initials" in ways.begin and len(key) > 2 and key[-1] in _LETTERS:
        # 市 and 区 are easily taken for each other: zyq for 张掖市
        condition |= Q(initials__in=[key[:-1] + letter for letter in _LETTERS if len(letter) == 1])
    if not condition:
        return []
    rows = Area.objects.filter(within & condition, in_force(on), level__lte=Area.Level.COUNTY)
    return list(rows.order_by("level", Length("name_zh"), "code").values_list("code", flat=True)[:_HEADS])


def _any(conditions: Iterable[Q]) -> Q:
    joined = Q(pk__in=[])
    for condition in conditions:
        joined |= condition
    return joined

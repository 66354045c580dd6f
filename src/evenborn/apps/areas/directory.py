"""The tree as what tells all pages the name of a code, and the code that a person means."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from evenborn.apps.areas.models import Area, Succession
from evenborn.apps.areas.queries import in_force, row_at
from evenborn.apps.areas.search import ways_of
from evenborn.presentation.numbers import Language
from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.refusal import Refusal
from evenborn.web.area_names import BareCodes

__all__ = ["Tree", "label"]

MOST_OFFERED: Final = 200
_TOLD: Final = 6


def label(area: Area, language: Language) -> str:
    """What an area is called in a language; in Chinese where no English name is known."""
    return area.name_en or area.name_zh if language == "en" else area.name_zh


class Tree:
    """An :class:`~evenborn.web.area_names.AreaDirectory`; before the first import it takes any code."""

    def name(self, code: str, language: Language) -> str:
        """What a code is called now, or was called last; the code where the tree has none such."""
        area = row_at(code, None)
        return code if area is None else label(area, language)

    def names(self, codes: Collection[str], language: Language) -> Mapping[str, str]:
        """What many codes are called now, or were called last."""
        rows = sorted(Area.objects.filter(code__in=codes), key=lambda area: area.valid_from or date.min)
        return {area.code: label(area, language) for area in rows}

    def find(self, text: str, on: date) -> str:
        """Code of the area that a person means.

        Raises
        ------
        Refusal
            ``area-no-such-code``, ``area-not-in-force``, ``area-no-such-name``, ``area-several``.
        """
        if not Area.objects.exists():
            return BareCodes().find(text, on)
        return self._by_code(text, on) if re.match(r"\s*[0-9０-９]", text) else self._by_name(text, on)

    def offered(self, within: Sequence[str], on: date) -> Sequence[tuple[str, str]]:
        """Some areas and those directly below them; below none, the provinces."""
        parents = [code for code in within if code] or [""]
        rows = Area.objects.filter(in_force(on))
        own = rows.filter(code__in=[code for code in within if code])
        below = rows.filter(lies_in__in=parents).order_by("code")[:MOST_OFFERED]
        return [(area.code, area.name_zh) for area in (*own, *below)]

    def _by_code(self, text: str, on: date) -> str:
        try:
            code = read_area_code(text)
        except BadValue as error:
            raise Refusal("area-no-such-code", value=text) from error
        rows = list(Area.objects.filter(code=code))
        if not rows:
            raise Refusal("area-no-such-code", value=code)
        if any(area.is_in_force(on) for area in rows):
            return code
        later = Succession.objects.filter(old=code).exclude(new=code).values_list("new", flat=True)
        raise Refusal("area-not-in-force", value=code, day=on.isoformat(), later=", ".join(later) or "—")

    def _by_name(self, text: str, on: date) -> str:
        found: dict[str, Area] = {}
        for condition in ways_of(" ".join(text.split())).whole.values():
            found |= {area.code: area for area in Area.objects.filter(condition, in_force(on))[: _TOLD + 1]}
        exact = [area for area in found.values() if text.strip() in {area.name_zh, area.name_en}]
        meant = exact or list(found.values())
        if not meant:
            raise Refusal("area-no-such-name", value=text)
        if len(meant) > 1:
            told = [f"{area.code} {area.name_zh}" for area in meant[:_TOLD]]
            more = " …" if len(meant) > _TOLD else ""
            raise Refusal("area-several", value=text, areas=", ".join(told) + more)
        return meant[0].code

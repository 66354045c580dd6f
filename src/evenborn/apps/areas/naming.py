"""Names of areas for what keeps them by code, such as the audit trail: many codes in one question."""

from collections.abc import Collection, Mapping

from evenborn.apps.areas.directory import label
from evenborn.apps.areas.models import Area
from evenborn.presentation.numbers import Language

__all__ = ["areas"]


def areas(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Name and code of areas, as they are called now or were called last."""
    rows = Area.objects.filter(code__in=codes)  # the earliest first, so that the last name stays
    return {area.code: f"{label(area, language)} {area.code}" for area in rows}

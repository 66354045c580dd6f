"""How the audit trail names targets."""

from collections.abc import Collection, Mapping

from evenborn.apps.figures.models import Target
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.web.area_names import names_of

__all__ = ["targets"]

_TRAIL = "the trail names targets of every area; no person is in them"


def targets(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Targets by area and year."""
    keys = [int(code) for code in codes if code.isdigit()]
    rows = Target.objects.regardless(_TRAIL).filter(pk__in=keys).values_list("pk", "area", "year")
    listed = list(rows.order_by())
    names = names_of({area for _, area, _ in listed}, language)
    return {
        str(pk): say("figures.targets.one", language, area=names.get(area, area), year=str(year))
        for pk, area, year in listed
    }

"""Births of unclear sex, and of no area: told to the statistician, and to nobody else where they are few."""

from datetime import date

import pytest

from apps.figures import comparison
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.births.models import BirthsOfFacility, FacilityTable
from evenborn.apps.figures.corrected.found import Found
from evenborn.apps.figures.corrected.showing import not_known, tables_of
from evenborn.apps.figures.mothers_age import mothers_age_of
from evenborn.presentation.words import say
from evenborn.sexratio.disclosure import Audience
from people import CITY, NIWU, actor, everyone

pytestmark = pytest.mark.django_db(databases="__all__")


def told(number: int, audience: Audience) -> str:
    """What the section of the corrected ratio says where so many births are unclear, and of no area."""
    run = comparison.compared()
    run.figures = run.figures | {"unclear": number, "unplaced": number}
    run.save()
    found = comparison.found(actor(RoleCode.ANALYST, CITY), CITY, audience)
    assert isinstance(found, Found)
    return " ".join([*tables_of(found, "en")[0].notes, *not_known(found, None, "en")])


@pytest.mark.parametrize(("number", "audience", "is_told"), [
    (3, "public", False), (9, "public", False), (10, "public", True), (3, "office", True),
])  # fmt: skip
def test_a_comparison_tells_few_births_beside_it_to_the_statistician_only(
    number: int, audience: Audience, is_told: bool
) -> None:
    said = told(number, audience)
    assert (say("coverage.unclear", "en", unclear=number) in said) is is_told
    assert (say("figures.corrected.cannot.unplaced", "en", number=number) in said) is is_told


def test_by_the_mothers_age_births_of_unclear_sex_stand_at_the_statisticians_desk_only() -> None:
    now = everyone().now
    made = FacilityTable.objects.create(
        register="delivery", batch=1, as_of=now, made_at=now, births=4_006, withheld=0
    )
    BirthsOfFacility.objects.bulk_create(
        BirthsOfFacility(
            of=made, area=NIWU, period="2025", male=1_020, female=980, unclear=3,
            told={"outcome": "live", "mother_age": age},
        )
        for age in ("25-29", "35+")
    )  # fmt: skip
    by = actor(RoleCode.ANALYST, CITY)
    for audience, columns in (("office", 1), ("public", 0)):
        table = mothers_age_of(by, "delivery", NIWU, date(2025, 1, 1).year, audience, "en")  # type: ignore[arg-type]
        assert table is not None
        assert sum(column.key == "unclear" for column in table.columns) == columns

"""What areas and sources are called on pages of figures."""

from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.levels import above
from evenborn.apps.figures.models import Cube
from evenborn.presentation.words import say
from evenborn.web.area_names import name_of, names_of
from evenborn.web.days import day, moment
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["area_page", "crumbs", "names_of_areas", "source_name", "source_of"]


def source_of(cube: Cube) -> str:
    """Where the births come from, as every table of a page states it."""
    return say("figures.source", page_language(), name=source_name(cube))


def source_name(cube: Cube) -> str:
    """The same within a sentence."""
    language = page_language()
    until = say("figures.until", language, day=day(cube.cut_off)) if cube.cut_off else ""
    return say(
        "figures.source-name", language, register=register_name(cube.register), batch=str(cube.batch),
        moment=moment(cube.as_of), until=until,
    )  # fmt: skip


def names_of_areas(codes: list[str], own: str) -> dict[str, str]:
    """What areas are called, each name with its code where two share it."""
    known = {code: code for code in [own, *codes]} | dict(names_of([own, *codes], page_language()))
    listed = list(known.values())
    return {code: f"{name} {code}" if listed.count(name) > 1 else name for code, name in known.items()}


def crumbs(by: Actor, code: str, register: str) -> list[tuple[str, str]]:
    """The areas above that the actor may see, from the top."""
    seen = [one for one in above(code) if by.may(Permission.FIGURES_SEE, one)]
    return [(area_page(one, register), name_of(one, page_language())) for one in seen]


def area_page(code: str, register: str) -> str:
    """Address of the page of an area."""
    return reverse("figures-area", args=[code]) + (f"?register={register}" if register else "")

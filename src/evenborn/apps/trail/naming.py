"""Names of what the trail keeps by code; each app says in its configuration how its own codes are named.

``names = {"officer": "evenborn.apps.access.naming.officers"}``: a function from codes and a language to the
names of those that are known. The key is the kind of a row (``officer`` of ``officer:31``), the name of a
fact (``role``), or an event with one of its facts (``trail.look.filter``); the narrowest counts.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from urllib.parse import parse_qsl

from django.apps import apps
from django.utils.module_loading import import_string

from evenborn.presentation.numbers import Language
from evenborn.presentation.words import catalogue, say
from evenborn.web.area_names import name_of

__all__ = ["Namer", "areas", "entries", "filters", "kinds_of_break", "namers"]

Namer = Callable[[Collection[str], Language], Mapping[str, str]]


@cache
def namers() -> Mapping[str, Namer]:
    """What names each kind of code, of all apps."""
    paths: dict[str, str] = {}
    for config in apps.get_app_configs():
        paths |= getattr(config, "names", {})
    return {kind: import_string(path) for kind, path in paths.items()}


def filters(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Filters of the list, field by field.

    Examples
    --------
    >>> filters(["since=2026-03-01&actor=officer%3A7", ""], "en")
    {'since=2026-03-01&actor=officer%3A7': 'from 2026-03-01; by officer:7', '': 'none'}
    """
    return {code: _filter(code, language) for code in codes}


def areas(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Areas by code, as the tree of areas calls them; bare codes where there is none."""
    return {code: name_of(code, language) for code in codes if code}


def kinds_of_break(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """How a trail is broken, in few words."""
    return {
        code: say(f"trail.broken.{code}", language) for code in codes if f"trail.broken.{code}" in catalogue()
    }


def entries(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Entries of the trail by their number."""
    return {code: say("trail.entry-number", language, number=code) for code in codes}


def _filter(code: str, language: Language) -> str:
    parts = [
        say(f"trail.narrowed.{name}", language, value=value)
        for name, value in parse_qsl(code)
        if f"trail.narrowed.{name}" in catalogue()
    ]
    return say("trail.narrowed-join", language).join(parts) or say("trail.not-narrowed", language)

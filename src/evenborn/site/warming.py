"""What a server process makes before its first page, so that nobody waits for it.

The first page would otherwise import every view, read every word and compile its template meanwhile.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import override

from evenborn.presentation.words import catalogue

__all__ = ["own_templates", "warm"]

OF_PAGES: Final = ("scipy.special", "scipy.stats")
"""What figures on pages are computed with, which takes so long to import that commands do without."""


def warm() -> None:
    """Import the addresses with their views, read the words, compile the templates of our apps."""
    catalogue()
    for name in OF_PAGES:
        import_module(name)
    for code, _ in settings.LANGUAGES:
        with override(code):
            reverse("desk")
    for path in _named():
        import_string(path)
    for name in own_templates():
        get_template(name)


def own_templates() -> Iterator[str]:
    """Names of the templates of our apps."""
    for config in apps.get_app_configs():
        folder = Path(config.path) / "templates"
        if config.name.startswith("evenborn."):
            yield from sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def _named() -> Iterator[str]:
    """What is known by its dotted name only until a page needs it."""
    yield from (settings.ACCOUNT_ADAPTER, settings.MFA_ADAPTER)
    for config in apps.get_app_configs():
        yield from getattr(config, "names", {}).values()
        yield from (owed.count for owed in getattr(config, "owes", ()))

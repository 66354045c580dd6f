"""The keys of the office: files in one folder, made by ``evenborn setup`` and never overwritten."""

from collections.abc import Iterator
from pathlib import Path

from evenborn.apps.key_makers import KeyMaker, secret_file
from evenborn.site.config import Config

__all__ = ["BACKUP_KEY", "COOKIE_SECRET", "django_secret", "make_keys", "make_own_keys"]

COOKIE_SECRET = "cookie_secret"  # noqa: S105 - the name of a file
BACKUP_KEY = "backup_key"
OWN_MAKERS = (secret_file(COOKIE_SECRET), secret_file(BACKUP_KEY, 32))


def django_secret(config: Config) -> str:
    """The secret that signs cookies, or an empty text where none was made yet; Django then signs nothing."""
    path = config.keys_folder / COOKIE_SECRET
    return path.read_text("ascii").strip() if path.is_file() else ""


def make_own_keys(config: Config) -> list[str]:
    """Make what Django needs before it can start; give the names of what was made now."""
    return _made(OWN_MAKERS, config.keys_folder)


def make_keys(config: Config) -> list[str]:
    """Make the keys of all apps; give the names of what was made now."""
    return _made(_makers_of_apps(), config.keys_folder)


def _makers_of_apps() -> Iterator[KeyMaker]:
    from django.apps import apps

    for one in apps.get_app_configs():
        yield from getattr(one, "key_makers", ())


def _made(makers: Iterator[KeyMaker] | tuple[KeyMaker, ...], folder: Path) -> list[str]:
    return [maker.name for maker in makers if maker.make(folder)]

"""Django made ready in this process, for every command that works with the office."""

import os

import django

from evenborn.site.config import Config, load

__all__ = ["start"]


def start() -> Config:
    """Read the configuration, then set Django up; a second call changes nothing.

    Raises
    ------
    Refusal
        When an option is unknown or wrong; the sentence names the option, its place and what is allowed.
    """
    config = load()
    os.umask(0o077)  # whatever the office writes is its own
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenborn.site.settings")
    django.setup()
    return config

"""What the configuration says of the vault; :mod:`evenborn.site.config` describes each option."""

from pathlib import Path

from django.conf import settings

from evenborn.apps.vault.keyring import FOLDER

__all__ = ["every_keys_folder", "keys_folder", "opening_minutes", "request_days", "retention_months"]


def every_keys_folder() -> Path:
    """Folder of all keys."""
    return Path(settings.CONFIG.keys_folder)


def keys_folder() -> Path:
    """Folder of the vault's keys."""
    return Path(settings.CONFIG.keys_folder) / FOLDER


def opening_minutes() -> int:
    """How long an approved opening lasts."""
    return int(settings.CONFIG.vault.opening_minutes)


def request_days() -> int:
    """Days within which a person's request is answered."""
    return int(settings.CONFIG.vault.request_days)


def retention_months(register: str) -> int:
    """Months for which records of a register are kept."""
    months = settings.CONFIG.vault
    return int(months.retention.get(register, months.retention_months))

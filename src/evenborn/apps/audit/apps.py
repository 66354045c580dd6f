"""How Django knows the app."""

from pathlib import Path
from typing import ClassVar

from django.apps import AppConfig

from evenborn.apps.audit.anchor_key import KEY_FILE, make_key
from evenborn.apps.key_makers import KeyMaker
from evenborn.apps.stores import EVERY_STORE


def _make_anchor_key(folder: Path) -> bool:
    if (folder / KEY_FILE).exists():
        return False
    make_key(folder / KEY_FILE)
    return True


class AuditConfig(AppConfig):
    """The audit trail, in each store."""

    name = "evenborn.apps.audit"
    label = "audit"
    store: ClassVar[str] = EVERY_STORE
    key_makers: ClassVar = (KeyMaker(KEY_FILE, _make_anchor_key),)

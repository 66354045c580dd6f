"""Every change of the vault: records, openings, persons' requests, retention, keys."""

from evenborn.apps.vault.actions import keys, openings, records, requests, retention

__all__ = ["keys", "openings", "records", "requests", "retention"]

"""What the worker does once a minute for entries: those that waited are taken in, old drafts are deleted."""

from datetime import timedelta

import structlog

from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.entering import finish_waiting
from evenborn.apps.vault.actions.drafts import DRAFT_DAYS, forget_drafts
from evenborn.apps.vault.models import Draft

__all__ = ["tidy"]

log = structlog.get_logger()


def tidy() -> None:
    """Do both; where there is nothing to do the audit trail says nothing."""
    if taken := finish_waiting():
        log.info("entries that waited are taken in", entries=taken)
    by = program("worker", Permission.VAULT_RETAIN)
    drafts = Draft.objects.regardless("drafts of everybody end after the same time")
    if drafts.filter(updated_at__lt=by.now - timedelta(days=DRAFT_DAYS)).exists():
        forget_drafts(by=by)

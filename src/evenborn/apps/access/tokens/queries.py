"""Which tokens there are, and who shows one."""

from datetime import datetime

from django.db.models import QuerySet

from evenborn.apps.access.actor import Actor, Grant
from evenborn.apps.access.models import ProgramToken
from evenborn.apps.access.roles import OF_PROGRAMS, Permission
from evenborn.apps.access.tokens.secret import hash_of

__all__ = ["actor_of_token", "tokens"]


def tokens(by: Actor) -> QuerySet[ProgramToken]:
    """All tokens with their departments, the last one first."""
    by.require(Permission.TOKENS_MANAGE)
    return ProgramToken.objects.select_related("department")


def actor_of_token(shown: str, now: datetime) -> Actor | None:
    """The program that shows a token, with what it may do; None where it opens nothing.

    A token of a department that was closed opens nothing either.
    """
    hashed = hash_of(shown)
    if hashed is None:
        return None
    token = ProgramToken.objects.select_related("department").filter(hash=hashed).first()
    if token is None or not token.opens(now):
        return None
    grant = Grant("program", token.area, token.department_id, OF_PROGRAMS)
    return Actor(f"programtoken:{token.pk}", None, token.program, now, (grant,))

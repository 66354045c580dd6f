"""Giving a program its token, and taking it away."""

from datetime import date

from django.conf import settings

from evenborn.apps.access import rules
from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Department, ProgramToken
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.tokens.rules import may_give
from evenborn.apps.access.tokens.secret import hash_of

__all__ = ["give_token", "revoke_token"]


@action(Permission.TOKENS_MANAGE, records=("program", "department", "area", "until"))
def give_token(
    *, by: Actor, program: str, department: Department, area: str, until: date, token: str
) -> ProgramToken:
    """Give a program of a department a token over an area.

    Raises
    ------
    Refusal
        ``token-period``; those of a department that is closed or an area outside the office's.
    """
    may_give(today=by.today, until=until)
    rules.may_cover(area, settings.OFFICE_AREA)
    rules.may_take_in(department.closed_on)
    hashed = hash_of(token)
    if hashed is None:
        raise ValueError("A token is made by new_token().")
    return ProgramToken.objects.create(
        program=program, department=department, area=area, until=until, hash=hashed, given_at=by.now
    )


@action(Permission.TOKENS_MANAGE, records=("program",))
def revoke_token(token: ProgramToken, *, by: Actor) -> ProgramToken:
    """Let a token open nothing from now on; nothing happens where it does not already."""
    if token.revoked_at is None:
        token.revoked_at = by.now
        token.save(update_fields=["revoked_at"])
    return token

"""``evenborn rescue``: a way back for an office whose security administrators are all locked out.

Only on the machine itself, by an account that may read the office’s folder and keys: whoever has that much
could also change the tables. What is done here the trail and the desks of the administrators tell.
"""

from evenborn.registers.refusal import Refusal

__all__ = ["confirmed", "rescue"]


def confirmed(username: str, typed: str) -> None:
    """Hold what was typed against the login name.

    Raises
    ------
    Refusal
        ``rescue-not-confirmed``.

    Examples
    --------
    >>> confirmed("wang", " wang ")
    """
    if typed.strip() != username:
        raise Refusal("rescue-not-confirmed", value=username)


def rescue(username: str, account: str, *, appoint: bool, others_out: bool) -> str:
    """Give a security administrator a first password, with every factor, session and lock taken away.

    Parameters
    ----------
    username : str
    account : str
        The account of the machine, as the trail calls it.
    appoint : bool
        Whether the officer becomes security administrator first, from today on.
    others_out : bool
        Whether the other security administrators can log in no more.

    Returns
    -------
    str
        The first password.

    Raises
    ------
    Refusal
        ``rescue-unknown``, and those of the rules.
    """
    from django.db import transaction

    from evenborn.apps.access import actions, queries
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.first_password import first_password
    from evenborn.apps.access.models import Officer
    from evenborn.apps.access.roles import Permission, RoleCode
    from evenborn.apps.stores import Store

    by = program(account, Permission.OFFICER_APPOINT, Permission.SECOND_FACTOR_RESET)
    password = first_password()
    with transaction.atomic(using=Store.OFFICE):
        officer = Officer.objects.filter(username=username).first()
        if officer is None:
            raise Refusal("rescue-unknown", value=username)
        holds = queries.security_administrators(by.today).filter(pk=officer.pk).exists()
        if appoint and not holds:
            actions.appoint(
                officer, by=by, role=RoleCode.SECURITY_ADMINISTRATOR, area="",
                department=officer.department, since=by.today, until=None,
            )  # fmt: skip
        actions.rescue(
            officer, by=by, password=password, appointed=appoint and not holds, others_out=others_out
        )
    return password

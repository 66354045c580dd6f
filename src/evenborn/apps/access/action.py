"""`@action`: permission, scope, transaction, row lock and audit entry around one change."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import models, transaction

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.roles import Permission, Reach
from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import record, subject_of
from evenborn.apps.stores import EVERY_STORE, Store, store_of

__all__ = ["ACTIONS", "ActionDescription", "action", "look"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ActionDescription:
    """An action as pages and gates know it: its event, its permission, the facts it records."""

    event: str
    permission: Permission
    facts: frozenset[str]


ACTIONS: Final[dict[str, ActionDescription]] = {}
"""Every action, by its event."""


def action(
    permission: Permission, *, own: Permission | None = None, records: Iterable[str] = (),
    area: str | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:  # fmt: skip
    """Make a function the one way to a change.

    The function takes the row that it changes first (or none, where it makes one), then keywords, among
    them ``by``, the :class:`Actor`. Around it: the permission is asked for; a transaction of the app's
    store is opened; the row is read anew and locked; a row outside the actor's areas is as if it were
    not there; what was done is entered into the store's audit trail. All of it happens, or none.

    Parameters
    ----------
    permission : Permission
    own : Permission, optional
        Another one that does as well: over what belongs to one's own department.
    records : iterable of str
        Keywords, or else attributes of the result, that the audit entry keeps as facts.
    area : str, optional
        Keyword with the code of the area, where the function makes a row; elsewhere the row's own
        ``area_code`` counts. Where the permission is one of a department, the keyword ``department``
        or the row's own says whose it is.

    Raises
    ------
    Forbidden, NotVisible
        From the function made.
    """
    facts = frozenset(records)

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        app = function.__module__.split(".")[2]
        event = events.register(f"{app}.{function.__name__.replace('_', '-')}", facts)
        ACTIONS[event] = ActionDescription(event, permission, facts)
        if "by" not in inspect.signature(function).parameters:
            raise TypeError(f"The action {event} has no keyword by.")

        @wraps(function)
        def performed(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Actor = kwargs["by"]  # type: ignore[assignment]
            held = by.held(permission, own)
            store = _store(app, kwargs)
            with transaction.atomic(using=store):
                subject, where = _locked(args, kwargs, by, held, store, area)
                given: Any = (subject, *args[1:]) if args else ()
                result = function(*given, **kwargs)
                made = result if isinstance(result, models.Model) else None
                record(
                    store, event, actor=by.key, area=where, facts=_facts(facts, kwargs, result),
                    subject=subject_of(subject if subject is not None else made),
                )  # fmt: skip
            return result

        return performed

    return wrap


def look(by: Actor, permission: Permission, event: str, *, store: Store, subject: str = "", area: str = "",
         facts: Mapping[str, object] | None = None) -> None:  # fmt: skip
    """Enter into the trail that somebody looked at or exported something, as a registered event."""
    by.require(permission)
    with transaction.atomic(using=store):
        record(store, event, actor=by.key, subject=subject, area=area, facts=facts)


def _store(app: str, kwargs: Mapping[str, Any]) -> Store:
    store = store_of(app)
    return Store(kwargs["store"]) if store == EVERY_STORE else Store(store)


def _locked(
    args: tuple[Any, ...], kwargs: Mapping[str, Any], by: Actor, held: tuple[Permission, ...], store: Store,
    area: str | None,
) -> tuple[models.Model | None, str]:  # fmt: skip
    """The row, read anew and held until the transaction ends, and the code of its area."""
    if not args:
        where = str(kwargs[area]) if area else ""
        if not _reaches(by, held, where, kwargs.get("department")):
            raise Forbidden(held[0])
        return None, where
    row: models.Model = args[0]
    # The lock is taken on the plain manager: whether the actor may see the row is asked of the row itself.
    # The class is asked of the row, because request.user is a stand-in for an officer.
    found = row.__class__._base_manager.using(store).select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise NotVisible
    where = str(getattr(found, "area_code", ""))
    department: int | None = getattr(found, "department", None)
    if not _reaches(by, held, where, department):
        raise NotVisible
    return found, where


def _reaches(by: Actor, held: tuple[Permission, ...], where: str, department: int | None) -> bool:
    return any(one.reach is Reach.OFFICE or by.may_for(one, where, department) for one in held)


def _facts(names: frozenset[str], kwargs: Mapping[str, Any], result: object) -> dict[str, object]:
    return {name: kwargs[name] if name in kwargs else getattr(result, name) for name in names}

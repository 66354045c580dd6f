"""Preparing an issue, releasing it as a second person, refusing it, withdrawing it."""

from datetime import datetime

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.models import Head
from evenborn.apps.figures.releases import queries, rules
from evenborn.apps.figures.releases.contents import Contents
from evenborn.apps.figures.releases.models import Release, Withdrawal
from evenborn.apps.figures.releases.rules import ReleaseState
from evenborn.apps.stores import Store
from evenborn.apps.vault.rules import free_of_persons
from evenborn.registers.refusal import Refusal

__all__ = ["prepare_release", "refuse_release", "release_issue", "withdraw_release"]


@action(
    Permission.FIGURES_PREPARE,
    records=("table", "register", "number", "years", "reason", "sha256"),
    area="area",
)  # fmt: skip
def prepare_release(
    *, by: Actor, area: str, contents: Contents, after: int, reason: str, explanation: str = ""
) -> Release:
    """Put an issue before a second person. Nobody outside the office sees it.

    Parameters
    ----------
    by : Actor
    area : str
    contents : Contents
    after : int
        How many issues of the table there were when it was protected together with them.
    reason, explanation : str

    Raises
    ------
    Refusal
        As :func:`.rules.may_prepare`; ``figures-release-linked``, ``figures-release-no-officer``,
        ``figures-release-overtaken``.
    """
    if by.officer is None or area != contents.area:
        raise Refusal("figures-release-no-officer")
    _one_at_a_time()
    series = (contents.table, area, contents.register)
    number = queries.issues_of(*series).count() + 1
    if number != after + 1:
        raise Refusal("figures-release-overtaken")
    rules.may_prepare(reason, number=number, waiting=queries.waits(*series), explanation=explanation)
    _require_linked_shown(contents)
    return Release.objects.create(
        table=contents.table, area=area, register=contents.register, number=number,
        first_year=contents.years[0], last_year=contents.years[-1], batch=contents.batch,
        as_of=datetime.fromisoformat(contents.as_of), contents=contents.text(), sha256=contents.sha256,
        reason=reason, explanation=free_of_persons(explanation) if explanation.strip() else "",
        prepared_by=by.officer, prepared_at=by.now,
    )  # fmt: skip


@action(Permission.FIGURES_APPROVE, records=("table", "register", "number", "sha256"))
def release_issue(release: Release, *, by: Actor) -> Release:
    """Release an issue as the second person: from now on it never changes.

    Raises
    ------
    Refusal
        As :func:`.rules.may_decide`; ``figures-release-overtaken``, ``figures-release-linked``.
    """
    rules.may_decide(release.state, prepared_by=release.prepared_by, officer=by.officer)
    _one_at_a_time()
    issued = queries.issues_of(release.table, release.area, release.register).count()
    contents = release.read
    if release.number != issued + 1 or contents.sha256 != release.sha256:
        raise Refusal("figures-release-overtaken")
    _require_linked_shown(contents)
    release.state, release.decided_by, release.decided_at = ReleaseState.RELEASED, by.officer, by.now
    release.save()
    return release


@action(Permission.FIGURES_APPROVE, records=("table", "register", "number"))
def refuse_release(release: Release, *, by: Actor, because: str) -> Release:
    """Send an issue back to whoever prepared it, with the reason."""
    rules.may_decide(release.state, prepared_by=release.prepared_by, officer=by.officer)
    release.state, release.decided_by, release.decided_at = ReleaseState.REFUSED, by.officer, by.now
    release.because = free_of_persons(because)
    release.save()
    return release


@action(Permission.FIGURES_APPROVE, records=("table", "register", "number", "because"))
def withdraw_release(release: Release, *, by: Actor, because: str, explanation: str) -> Release:
    """Say that an issue no longer counts. It stays, and the next issue is still protected together with it.

    Raises
    ------
    Refusal
        As :func:`.rules.may_withdraw`; ``figures-release-no-officer``.
    """
    if by.officer is None:
        raise Refusal("figures-release-no-officer")
    withdrawn = Withdrawal.objects.visible_to(by, Permission.FIGURES_APPROVE).filter(release=release).exists()
    rules.may_withdraw(release.state, because, withdrawn=withdrawn, explanation=explanation)
    Withdrawal.objects.create(
        release=release, because=because, explanation=free_of_persons(explanation),
        withdrawn_by=by.officer, withdrawn_at=by.now,
    )  # fmt: skip
    return release


def _one_at_a_time() -> None:
    """Wait until nobody else decides: what is released in the meantime binds this issue.

    PostgreSQL locks the head of the audit trail, which every action comes to in the end; SQLite lets one
    transaction write at a time.
    """
    Head.objects.using(Store.STATISTICS).select_for_update().get()


def _require_linked_shown(contents: Contents) -> None:
    linked = queries.with_earlier(contents.area, contents.register)
    rules.require_linked_shown(contents, [one.read for one in linked])

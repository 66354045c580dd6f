"""Receiving and answering what a person asks about the record of themselves or their child."""

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.vault import requests, rules
from evenborn.apps.vault.models import Opening, PersonRequest
from evenborn.apps.vault.options import request_days
from evenborn.apps.vault.requests import Receipt

__all__ = ["answer_request", "receive_request"]


@action(Permission.VAULT_RECEIVE, records=("kind", "about", "due_on"), area="area")
def receive_request(
    *, by: Actor, area: str, kind: str, about: str, papers: str, receipt: Receipt
) -> PersonRequest:
    """Receive a request at the counter, where the identity of whoever asks was checked."""
    requests.may_receive(kind, about, papers)
    return PersonRequest.objects.create(
        receipt=receipt.number, secret_hash=requests.secret_hash(receipt), area=area, kind=kind, about=about,
        papers=papers, received_at=by.now, received_by=by.officer,
        due_on=requests.due(by.today, request_days()),
    )  # fmt: skip


@action(Permission.VAULT_ANSWER, records=("outcome",))
def answer_request(request: PersonRequest, *, by: Actor, outcome: str, explanation: str) -> PersonRequest:
    """Answer a request: done, or refused with the reason."""
    openings = Opening.objects.visible_to(by, Permission.VAULT_ANSWER).filter(request=request)
    requests.may_answer(
        request.kind, outcome, answered=request.is_answered,
        looked=openings.filter(looks__gt=0).exists(), corrected=openings.filter(corrections__gt=0).exists(),
    )  # fmt: skip
    request.outcome, request.explanation = outcome, rules.free_of_persons(explanation)
    request.answered_at, request.answered_by = by.now, by.officer
    request.save()
    return request

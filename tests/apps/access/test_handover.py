"""What is still with an officer who leaves goes to somebody who may take it, or stays for a reason."""

from collections import defaultdict

import pytest
from django.urls import reverse

from entrance import browser, enter, trail
from evenborn.apps.access import actions, handover
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.handover import Work
from evenborn.apps.access.roles import Permission, Reach, RoleCode
from evenborn.presentation.words import catalogue
from evenborn.registers.refusal import Refusal
from people import CITY, NIWU, PASSWORD, XIZE, clerk, everyone, officer, stranger

pytestmark = pytest.mark.django_db(databases="__all__")

Desk = dict[int, list[str]]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Work of a capability: the areas of the pieces on each officer’s desk; only analysts may take it."""
    pieces: Desk = defaultdict(list)

    def move(giver: int, receiver: int, *, by: Actor) -> int:
        moved = len(pieces[giver])
        pieces[receiver] += pieces.pop(giver)
        return moved

    work = Work("test", Permission.DESK_SEE, lambda officer: tuple(pieces[officer]), move)
    monkeypatch.setattr(handover, "WORK", [work])
    monkeypatch.setattr("evenborn.apps.access.actor.EVERY_OFFICER", frozenset())
    monkeypatch.setattr(Permission.DESK_SEE, "reach", Reach.AREA)
    return pieces


def test_an_officer_with_open_work_does_not_leave_without_a_word(desk: Desk) -> None:
    giver, by = clerk(), everyone()
    desk[giver.pk] = [NIWU, NIWU]
    with pytest.raises(Refusal, match="work-not-handed-over") as refused:
        actions.leave(giver, by=by, day=by.today, reason=" ")
    assert refused.value.facts == {"count": 2}
    left = actions.leave(giver, by=by, day=by.today, reason="taken to the new department")
    assert left.open_work == 2
    facts = {"day": by.today.isoformat(), "open_work": 2, "reason": "taken to the new department"}
    assert trail()[-1] == ("access.leave", "scene", facts)


def test_work_is_handed_over_in_one_action(desk: Desk) -> None:
    giver, receiver, by = clerk(), officer("city", RoleCode.ANALYST, CITY), everyone()
    desk[giver.pk] = [NIWU, XIZE, NIWU]
    assert actions.hand_over(giver, by=by, receiver=receiver).moved == 3
    assert desk[receiver.pk] == [NIWU, XIZE, NIWU]
    facts = {"kind": "", "moved": 3, "receiver": f"officer:{receiver.pk}"}
    assert trail()[-1] == ("access.hand-over", "scene", facts)
    assert actions.leave(giver, by=by, day=by.today, reason="").open_work == 0


@pytest.mark.parametrize("area", [NIWU, ""])
def test_the_receiver_has_an_appointment_over_every_area_of_the_work(desk: Desk, area: str) -> None:
    giver, by = clerk(), everyone()
    desk[giver.pk] = [NIWU, XIZE]
    receiver = officer("receiver", RoleCode.ANALYST, area) if area else stranger()
    with pytest.raises(Refusal, match="receiver-not-appointed"):
        actions.hand_over(giver, by=by, receiver=receiver)
    assert desk[giver.pk] == [NIWU, XIZE]
    assert trail()[-1][0] != "access.hand-over"


def test_nothing_goes_to_oneself_and_nothing_cannot_be_handed_over(desk: Desk) -> None:
    giver, by = clerk(), everyone()
    with pytest.raises(Refusal, match="nothing-to-hand-over"):
        actions.hand_over(giver, by=by, receiver=stranger())
    desk[giver.pk] = [NIWU]
    with pytest.raises(Refusal, match="receiver-the-same"):
        actions.hand_over(giver, by=by, receiver=giver)


def test_a_kind_is_added_once() -> None:
    work = Work("once", Permission.DESK_SEE, lambda _: (), lambda *_, **__: 0)
    handover.add(work)
    try:
        with pytest.raises(LookupError):
            handover.add(work)
    finally:
        handover.WORK.remove(work)


def test_the_page_shows_the_work_and_moves_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    words = {**catalogue(), "work.test": {"en": "Tests", "zh": "测试"}}
    monkeypatch.setattr("evenborn.presentation.words.catalogue", lambda: words)

    def move(giver: int, receiver: int, *, by: Actor) -> int:
        desk[receiver] += desk.pop(giver)
        return 2

    work = Work("test", Permission.DESK_SEE, lambda who: tuple(desk[who]), move)
    monkeypatch.setattr(handover, "WORK", [work])
    giver, receiver = clerk(), officer("city", RoleCode.ANALYST, CITY)
    officer("security", RoleCode.SECURITY_ADMINISTRATOR, "")
    desk[giver.pk] = [NIWU, NIWU]
    client = browser()
    client.cookies["django_language"] = "en"
    enter(client, "security")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    address = reverse("hand-over", args=[giver.pk])
    assert address in client.get(reverse("officer", args=[giver.pk])).content.decode()
    page = client.get(address).content.decode()
    assert "Tests" in page
    assert client.post(address, {"kind": "test", "receiver": receiver.pk}).status_code == 302
    assert desk[receiver.pk] == [NIWU, NIWU]
    assert address not in client.get(reverse("officer", args=[giver.pk])).content.decode()

"""Every address × every kind of stranger: nobody opens what an appointment does not give."""

from typing import Any

import pytest
from django.test import Client
from django.urls import path

from evenborn.apps.access.roles import EVERY_OFFICER, ROLES, Permission, Reach, RoleCode
from house.addresses import EXAMPLES, FOREIGN, TELLS_NOTHING_OF_AREAS, Address, addresses, faults
from house.tree import require_none
from people import CITY, NIWU, XIZE, browser_of, officer, stranger

ALL = list(addresses())
GUARDED = [address for address in ALL if address.permission is not None]

pytestmark = pytest.mark.django_db(databases="__all__")


def named(address: Address) -> str:
    return address.name


def test_every_address_says_who_may_open_it() -> None:
    require_none(faults(ALL))
    assert set(FOREIGN) <= {address.name for address in ALL}
    assert set(EXAMPLES) == {address.name for address in ALL if address.parts}


def test_an_address_that_says_nothing_is_caught() -> None:
    bare = path("secret/<int:pk>/", lambda request: request, name="secret")
    found = list(faults([Address(str(bare.name), None, public=False, parts=tuple(bare.pattern.converters))]))
    assert [fault.split(":")[0] for fault in found] == ["secret", "secret"]


@pytest.mark.parametrize("address", GUARDED, ids=named)
def test_nobody_is_sent_to_the_login(address: Address) -> None:
    for answer in (
        Client(HTTP_HOST="127.0.0.1").get(address.url()),
        Client(HTTP_HOST="127.0.0.1").post(address.url()),
    ):
        assert answer.status_code == 302
        assert "/login" in answer["Location"]


@pytest.mark.parametrize("address", GUARDED, ids=named)
def test_without_an_appointment_nothing_opens_but_ones_own(address: Address) -> None:
    browser = browser_of(stranger())
    expected = {200, 302, 405} if address.permission in EVERY_OFFICER else {403, 405}
    assert browser.get(address.url()).status_code in expected
    if address.permission not in EVERY_OFFICER:
        assert browser.post(address.url()).status_code in {403, 405}


def holds(role: RoleCode, address: Address) -> bool:
    return bool({address.permission, address.own} & ROLES[role].permissions)


@pytest.mark.parametrize("role", RoleCode)
def test_each_role_opens_what_it_holds(role: RoleCode) -> None:
    browser = browser_of(officer("somebody", role, CITY))
    for address in [address for address in GUARDED if holds(role, address)]:
        for answer in (browser.get(address.url()), browser.post(address.url())):
            assert answer.status_code < 500, address.name
            assert answer.status_code != 403, address.name


@pytest.mark.parametrize("role", RoleCode)
def test_each_role_opens_only_what_it_holds(role: RoleCode) -> None:
    browser = browser_of(officer("somebody", role, CITY))
    made: dict[Any, dict[str, Any]] = {}  # rows that nobody here can change are made once
    for address in [address for address in GUARDED if not holds(role, address)]:
        url = address.url(made=made)
        for answer in (browser.get(url), browser.post(url)):
            assert answer.status_code in {403, 405}, address.name


@pytest.mark.parametrize(
    "address",
    [a for a in GUARDED if a.parts and a.permission is not None and a.name not in TELLS_NOTHING_OF_AREAS],
    ids=named,
)
def test_a_row_of_another_area_is_not_there(address: Address) -> None:
    assert address.permission is not None
    role = next(role for role in ROLES.values() if address.permission in role.permissions)
    here, there = officer("here", role.code, NIWU), officer("there", role.code, XIZE)
    url = address.url(NIWU)
    assert browser_of(here).get(url).status_code in {200, 302, 405}
    for answer in (browser_of(there).get(url), browser_of(there).post(url)):
        assert answer.status_code in {404, 405}


def test_what_reaches_over_areas_has_addresses_that_are_tried() -> None:
    silent = {
        address.name
        for address in GUARDED
        if address.parts and address.permission is not None and address.permission.reach is Reach.AREA
    }
    assert not silent & set(TELLS_NOTHING_OF_AREAS)
    assert isinstance(Permission.DESK_SEE.reach, Reach)

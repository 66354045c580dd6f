"""Every permission is asked for somewhere and held by a role; every role and permission has its words."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.utils.module_loading import import_string

from evenborn.apps.access.navigation import Place
from evenborn.apps.access.owed import Owed
from evenborn.apps.access.roles import EVERY_OFFICER, ROLES, Permission, RoleCode
from evenborn.presentation.words import catalogue
from house.addresses import addresses
from house.tree import parsed, plant, require_none

AWAITED: dict[str, str] = {}
"""Permissions whose pages come with a later step, and which; kept empty where possible."""


def asked_for(root: Path) -> set[str]:
    """Names of the permissions that any module but the list of roles mentions."""
    return {
        node.attr
        for name, module in parsed(root)
        if not name.endswith("access/roles.py")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Permission"
    }


def unused(known: Iterable[Permission], root: Path) -> Iterator[str]:
    """Permissions that nothing asks for, or that no role holds."""
    asked = asked_for(root)
    held = EVERY_OFFICER.union(*(role.permissions for role in ROLES.values()))
    for permission in known:
        if permission.name not in asked and permission.name not in AWAITED:
            yield f"{permission.name} is asked for by no action and no page"
        if permission not in held:
            yield f"{permission.name} is held by no role"


def test_every_permission_is_asked_for_and_held(project: Path) -> None:
    require_none(unused(Permission, project / "src/evenborn"))


def test_a_permission_that_nobody_asks_for_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "cases/actions.py", "@action(Permission.DESK_SEE)\ndef close(case, *, by): ...\n")
    found = list(unused([Permission.DESK_SEE, Permission.AUDIT_SEE], tmp_path))
    assert found == ["AUDIT_SEE is asked for by no action and no page"]


def test_roles_and_permissions_have_words() -> None:
    wanted = {f"permission.{permission.value}" for permission in Permission}
    wanted |= {f"role.{part}.{role.value}" for role in RoleCode for part in ("name", "purpose")}
    families = ("permission.", "role.name.", "role.purpose.")
    assert wanted == {key for key in catalogue() if key.startswith(families)}


def test_every_place_leads_to_an_address_that_asks_the_same() -> None:
    listed: list[Place] = [
        place for config in apps.get_app_configs() for place in getattr(config, "places", ())
    ]
    asked = {address.name: address.permission for address in addresses()}
    assert {place.name: place.permission for place in listed}.items() <= asked.items()
    said = {f"place.{place.name}" for place in listed}
    said |= {f"door.{place.name}" for place in listed if not place.front}
    assert said <= set(catalogue())


def test_what_waits_for_an_officer_can_be_counted_and_reached() -> None:
    listed: list[Owed] = [owed for config in apps.get_app_configs() for owed in getattr(config, "owes", ())]
    asked = {address.name: address for address in addresses()}
    assert listed
    assert all(callable(import_string(owed.count)) and owed.place in asked for owed in listed)
    assert {key for key in catalogue() if key.startswith("owed.")} == {f"owed.{owed.name}" for owed in listed}

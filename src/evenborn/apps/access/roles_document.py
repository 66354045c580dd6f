"""docs/roles.md in both languages, made of the roles and their words."""

from collections.abc import Iterator

from evenborn.apps.access.roles import EVERY_OFFICER, ROLES, Permission, Role
from evenborn.presentation.words import Language, say

__all__ = ["roles_document"]


def roles_document(language: Language) -> str:
    """The page: each role with its purpose and permissions, each permission with its roles."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: Language) -> Iterator[str]:
    other = "[English](roles.md)" if language == "zh" else "[中文](roles.zh.md)"
    yield f"# {say('access.page.roles.title', language)}"
    yield from ("", other, "", say("access.page.roles.what", language), "")
    yield say("access.page.roles.separation", language)
    for role in ROLES.values():
        yield from ("", *_role(role, language))
    yield from ("", f"## {say('access.every-officer', language)}", "")
    yield from (f"- {_permission(permission, language)}" for permission in _in_order(EVERY_OFFICER))
    yield from ("", f"## {say('access.page.roles.by-permission', language)}", "")
    yield f"| {say('access.column.permission', language)} | {say('access.column.roles', language)} |"
    yield "|---|---|"
    for permission in Permission:
        yield f"| {_permission(permission, language)} | {_holders(permission, language)} |"


def _role(role: Role, language: Language) -> Iterator[str]:
    yield f"## {say(f'role.name.{role.code}', language)} (`{role.code}`)"
    yield from ("", say(f"role.purpose.{role.code}", language))
    own = _in_order(role.permissions - EVERY_OFFICER)
    if own:
        yield ""
    yield from (f"- {_permission(permission, language)}" for permission in own)


def _in_order(permissions: frozenset[Permission]) -> list[Permission]:
    return [permission for permission in Permission if permission in permissions]


def _permission(permission: Permission, language: Language) -> str:
    return f"{say(f'permission.{permission}', language)} (`{permission}`)"


def _holders(permission: Permission, language: Language) -> str:
    if permission in EVERY_OFFICER:
        return say("access.every-officer", language)
    held = [role for role in ROLES.values() if permission in role.permissions]
    return ("、" if language == "zh" else ", ").join(say(f"role.name.{r.code}", language) for r in held)

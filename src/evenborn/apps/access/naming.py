"""Names of what the audit trail keeps of this app by code: officers, departments, appointments, roles."""

from collections.abc import Collection, Mapping

from evenborn.apps.access.models import Appointment, Department, Officer, ProgramToken
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import catalogue, say

__all__ = ["appointments", "departments", "kinds", "officers", "roles", "tokens"]


def officers(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Name and login name of officers, by key."""
    found = Officer.objects.filter(pk__in=_keys(codes)).values_list("pk", "name", "username")
    return {
        str(pk): say("access.named.officer", language, name=name, username=login) for pk, name, login in found
    }


def departments(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Name and area of departments, by key."""
    found = Department.objects.filter(pk__in=_keys(codes)).values_list("pk", "name", "area")
    return {
        str(pk): say("access.named.department", language, name=name, area=area or "—")
        for pk, name, area in found
    }


def appointments(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Officer and role of appointments, by key."""
    found = Appointment.objects.filter(pk__in=_keys(codes)).values_list("pk", "officer__name", "role")
    return {
        str(pk): say("access.named.appointment", language, name=name, role=roles([role], language)[role])
        for pk, name, role in found
    }


def tokens(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Name and department of the programs that show a token."""
    found = ProgramToken.objects.filter(pk__in=_keys(codes)).values_list("pk", "program", "department__name")
    return {
        str(pk): say("access.named.token", language, name=name, department=department)
        for pk, name, department in found
    }


def roles(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Roles by code; one that no longer exists keeps its code."""
    return _said("role.name", codes, language)


def kinds(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Kinds of departments."""
    return _said("department.kind", codes, language)


def _said(prefix: str, codes: Collection[str], language: Language) -> Mapping[str, str]:
    return {
        code: say(f"{prefix}.{code}", language) if f"{prefix}.{code}" in catalogue() else code
        for code in codes
    }


def _keys(codes: Collection[str]) -> list[int]:
    """Keys of rows; what is none, and could not be one, is passed over."""
    return [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 19]

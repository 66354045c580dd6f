"""``evenborn setup``: folders, keys, tables and the first three administrators of an office."""

from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering, console
from evenborn.cli.language import helped
from evenborn.cli.options import Lang
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.numbers import Language
    from evenborn.site.administrators import Login
    from evenborn.site.config import Config


def command(
    system: Annotated[
        str, typer.Option("--system", metavar="system", help=helped("setup-system"))
    ] = "system",
    security: Annotated[
        str, typer.Option("--security", metavar="security", help=helped("setup-security"))
    ] = "security",
    audit: Annotated[str, typer.Option("--audit", metavar="audit", help=helped("setup-audit"))] = "audit",
    department: Annotated[
        str | None, typer.Option("--department", metavar="NAME", help=helped("setup-department"))
    ] = None,
    lang: Lang = None,
) -> None:
    """Set an office up, or bring it to this version; what is there is never overwritten."""
    with answering(lang, as_json=False) as language:
        from evenborn.site.setting_up import set_up

        names = (system, security, audit)
        if len(set(names)) != len(names):
            raise Refusal("login-names", value=", ".join(names))
        config, made = set_up()
        keys = (
            say("setup.keys-made", language, names=", ".join(made))
            if made
            else say("setup.keys-there", language)
        )
        typer.echo(keys)
        typer.echo(say("setup.tables", language))
        _administrators(config, names, department or say("setup.department", language), language)
        typer.echo(say("setup.done", language))


def _administrators(
    config: "Config", names: tuple[str, str, str], department: str, language: "Language"
) -> None:
    from evenborn.apps.access.roles import RoleCode
    from evenborn.site.administrators import has_officers, make_administrators

    if has_officers():
        typer.echo(say("setup.officers-there", language))
        return
    roles = (RoleCode.SYSTEM_ADMINISTRATOR, RoleCode.SECURITY_ADMINISTRATOR, RoleCode.AUDIT_ADMINISTRATOR)
    wanted: dict[str, str] = dict(zip(roles, names, strict=True))
    typer.echo(say("setup.administrators", language))
    for login in make_administrators(wanted, config.area, department):
        _show(login, language)


def _show(login: "Login", language: "Language") -> None:
    role = say(f"role.name.{login.role}", language)
    console().print(f"  {role}  {login.username}  {login.password}", highlight=False, markup=False)

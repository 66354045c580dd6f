"""``evenborn areas import``: the table of areas, what became of codes, and boundaries, into the office."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering
from evenborn.cli.language import helped
from evenborn.cli.options import Lang
from evenborn.cli.reading import typed_date
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.apps.access.actor import Actor
    from evenborn.apps.areas.reading import GivenAreas
    from evenborn.presentation.numbers import Language


def command(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=helped("areas-table"))] = None,
    changes: Annotated[
        Path | None, typer.Option("--changes", metavar="changes.csv", help=helped("areas-changes"))
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help=helped("areas-replace"))] = False,
    boundaries: Annotated[
        Path | None, typer.Option("--boundaries", metavar="map.geojson", help=helped("areas-boundaries"))
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help=helped("areas-source"))] = None,
    approval_number: Annotated[str, typer.Option("--approval-number", help=helped("areas-number"))] = "",
    licence: Annotated[str, typer.Option("--licence", help=helped("areas-licence"))] = "",
    valid_from: Annotated[
        str | None, typer.Option("--valid-from", metavar="2024-01-01", help=helped("areas-valid-from"))
    ] = None,
    lang: Lang = None,
) -> None:
    """Import a table of areas, boundaries, or both; each is taken whole or not at all."""
    with answering(lang, as_json=False) as language:
        first_day = typed_date("--valid-from", valid_from)
        if file is None and boundaries is None:
            raise Refusal("missing-argument", option="FILE")
        if boundaries is not None and not source:
            raise Refusal("boundary-without-source", option="--source")
        from evenborn.apps.areas.reading import read_areas

        given = read_areas(file, changes) if file is not None else None
        by = _office()
        if given is not None:
            _areas(by, given, replace, language)
        if boundaries is not None:
            about = (source or "", approval_number, licence)
            _boundaries(by, boundaries, about, first_day, language)


def _office() -> "Actor":
    """The program as an actor, once the office is there."""
    from evenborn.site.start import start

    start()
    from django.db import OperationalError, connections

    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.areas.models import Area
    from evenborn.apps.stores import Store

    try:
        tables = connections[Store.OFFICE].introspection.table_names()
    except OperationalError as error:  # no folder yet, or a server that does not answer
        raise Refusal("office-not-set-up") from error
    if Area._meta.db_table not in tables:
        raise Refusal("office-not-set-up")
    return program("evenborn areas import", Permission.AREAS_MANAGE, Permission.AREAS_SEE)


def _areas(by: "Actor", given: "GivenAreas", replace: bool, language: "Language") -> None:
    from evenborn.apps.areas.actions import import_areas
    from evenborn.apps.areas.wording import told_of_areas

    done = import_areas(by=by, given=given, replace=replace)
    typer.echo("\n".join(told_of_areas(done, language)))


def _boundaries(
    by: "Actor", path: Path, about: tuple[str, str, str], first_day: date | None, language: "Language"
) -> None:
    from evenborn.apps.areas import queries
    from evenborn.apps.areas.actions import import_boundaries
    from evenborn.apps.areas.reading import read_boundaries
    from evenborn.apps.areas.wording import told_of_boundaries

    given = read_boundaries(path, queries.codes(by))
    source, approval_number, licence = about
    done = import_boundaries(
        by=by, given=given, source=source, approval_number=approval_number, licence=licence,
        valid_from=first_day,
    )  # fmt: skip
    typer.echo("\n".join(told_of_boundaries(done, language)))

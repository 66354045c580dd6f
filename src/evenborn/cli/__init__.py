"""The command line, ``evenborn …``: one file per command, each importing what it needs when it runs.

For whoever works with files rather than pages. What an answer says is made in ``presentation``;
here stand the options, the exit codes (``answer.py``) and the order of the work.
"""

import sys
from typing import Annotated

import typer

from evenborn.cli import (
    areas_import,
    assess,
    audit_anchor,
    audit_verify,
    backup,
    births_needed,
    births_verify,
    carry_over,
    check,
    coarsen,
    compare,
    decompose,
    demo,
    differences,
    encode,
    import_file,
    missing,
    monitor,
    ratio,
    rescue,
    review,
    scan,
    serve,
    setup,
    signals,
    simulate,
    smooth,
    trend,
    vault,
    worker,
)
from evenborn.cli import template as templates
from evenborn.cli.answer import ending
from evenborn.cli.language import helped

app = typer.Typer(
    name="evenborn",
    help=helped("app"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("ratio", help=helped("ratio"), short_help=helped("ratio"))(ratio.command)
app.command("assess", help=helped("assess"), short_help=helped("assess"))(assess.command)
app.command("births-needed", help=helped("births-needed"), short_help=helped("births-needed"))(
    births_needed.command
)
app.command("decompose", help=helped("decompose"), short_help=helped("decompose"))(decompose.command)
app.command("missing", help=helped("missing"), short_help=helped("missing"))(missing.command)
app.command("trend", help=helped("trend"), short_help=helped("trend"))(trend.command)
app.command("template", help=helped("template"), short_help=helped("template"))(templates.template)
app.command("book", help=helped("book"), short_help=helped("book"))(templates.book)
app.command("check", help=helped("check"), short_help=helped("check"))(check.command)
app.command("coarsen", help=helped("coarsen"), short_help=helped("coarsen"))(coarsen.command)
app.command("encode", help=helped("encode"), short_help=helped("encode"))(encode.command)
app.command("compare", help=helped("compare"), short_help=helped("compare"))(compare.command)
app.command("differences", help=helped("differences"), short_help=helped("differences"))(differences.command)
app.command("carry-over", help=helped("carry-over"), short_help=helped("carry-over"))(carry_over.command)
app.command("review", help=helped("review"), short_help=helped("review"))(review.command)
app.command("smooth", help=helped("smooth"), short_help=helped("smooth"))(smooth.command)
app.command("scan", help=helped("scan"), short_help=helped("scan"))(scan.command)
app.command("signals", help=helped("signals"), short_help=helped("signals"))(signals.command)
app.command("monitor", help=helped("monitor"), short_help=helped("monitor"))(monitor.command)
app.command("demo", help=helped("demo"), short_help=helped("demo"))(demo.command)
app.command("simulate", help=helped("simulate"), short_help=helped("simulate"))(simulate.command)
app.command("setup", help=helped("setup"), short_help=helped("setup"))(setup.command)
app.command("serve", help=helped("serve"), short_help=helped("serve"))(serve.command)
app.command("rescue", help=helped("rescue"), short_help=helped("rescue"))(rescue.command)
app.command("worker", help=helped("worker"), short_help=helped("worker"))(worker.command)
app.command("import", help=helped("import"), short_help=helped("import"))(import_file.command)
app.command("births-verify", help=helped("births-verify"), short_help=helped("births-verify"))(
    births_verify.command
)
app.command("backup", help=helped("backup"), short_help=helped("backup"))(backup.backup)
app.command("restore", help=helped("restore"), short_help=helped("restore"))(backup.restore)

audit = typer.Typer(help=helped("audit"), no_args_is_help=True, rich_markup_mode=None)
audit.command("verify", help=helped("audit-verify"), short_help=helped("audit-verify"))(audit_verify.command)
audit.command("anchor", help=helped("audit-anchor"), short_help=helped("audit-anchor"))(audit_anchor.command)
app.add_typer(audit, name="audit", short_help=helped("audit"))

areas = typer.Typer(help=helped("areas-of-office"), no_args_is_help=True, rich_markup_mode=None)
areas.command("import", help=helped("areas-import"), short_help=helped("areas-import"))(areas_import.command)
app.add_typer(areas, name="areas", short_help=helped("areas-of-office"))


@areas.callback()
def _areas() -> None:
    """Keep the word ``import`` although it is the only one of its group."""


sealed = typer.Typer(help=helped("vault"), no_args_is_help=True, rich_markup_mode=None)
sealed.command("status", help=helped("vault-status"), short_help=helped("vault-status"))(vault.status)
sealed.command("rotate", help=helped("vault-rotate"), short_help=helped("vault-rotate"))(vault.rotate)
sealed.command("retire", help=helped("vault-retire"), short_help=helped("vault-retire"))(vault.retire)
app.add_typer(sealed, name="vault", short_help=helped("vault"))


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"evenborn {version('evenborn')}")
        raise typer.Exit


@app.callback()
def _application(
    version: Annotated[
        bool, typer.Option("--version", help=helped("version"), callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """Run the command line; see docs/commands.md."""
    sys.exit(ending(lambda: app(standalone_mode=False), sys.argv[1:]))

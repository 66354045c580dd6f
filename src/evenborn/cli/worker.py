"""``evenborn worker``: do the work that pages leave behind, or say how it stands."""

from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.deploy import require_fit
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Lang
from evenborn.presentation.words import say

if TYPE_CHECKING:
    from evenborn.presentation.numbers import Language
    from evenborn.site.working import Failed


def command(
    status: Annotated[bool, typer.Option("--status", help=helped("worker-status"))] = False,
    once: Annotated[bool, typer.Option("--once", help=helped("worker-once"))] = False,
    retry: Annotated[
        str | None, typer.Option("--retry", metavar="WORK|all", help=helped("worker-retry"))
    ] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Work until told to stop; or say how the work stands; or let failed work wait again."""
    with answering(lang, as_json) as language:
        require_fit(language)

        from evenborn.site.config import load
        from evenborn.site.working import work, work_status

        if retry is not None:
            _retry(retry, language)
        elif status:
            _show(*work_status(), language=language, as_json=as_json)
        else:
            work(load(), once=once)


def _retry(work: str, language: "Language") -> None:
    from evenborn.site.backup.trail import account
    from evenborn.site.retrying import retry

    waiting = retry(work, account())
    for number in waiting:
        typer.echo(number)
    typer.echo(say("work.retried", language, count=len(waiting)))


def _show(counts: dict[str, int], failed: "list[Failed]", *, language: "Language", as_json: bool) -> None:
    if as_json:
        listed = [
            {"work": one.work, "task": one.task, "at": one.at and one.at.isoformat(), "error": one.error,
             "attempts": one.attempts}
            for one in failed
        ]  # fmt: skip
        print_json({"counts": {name.lower(): number for name, number in counts.items()}, "failed": listed})
        return
    for name in ("READY", "RUNNING", "SUCCESSFUL", "FAILED"):
        typer.echo(say(f"work.{name.lower()}", language, count=counts.get(name, 0)))
    for one in failed:
        when = one.at.isoformat(timespec="seconds") if one.at else ""
        said = say(
            "work.one-failed", language, work=one.work, task=one.task, at=when, error=one.error,
            attempts=one.attempts,
        )  # fmt: skip
        console().print(said, highlight=False, markup=False)

"""``evenborn simulate``: a city, province or country whose truth is known, as departments would send it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Lang, Seed
from evenborn.cli.reading import chosen_one, progress_bar
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from evenborn.simulation.world_files import Summary

CITIES_OF_PROVINCE = 12
PROFILES = ("city", "province", "country", "reference")


def command(
    out: Annotated[Path, typer.Option("--out", metavar="city", help=helped("simulate-out"))],
    profile: Annotated[
        str, typer.Option("--profile", metavar="city|province|country|reference", help=helped("profile"))
    ] = "city",
    seed: Seed = None,
    births: Annotated[int | None, typer.Option("--births", metavar="14400", help=helped("births"))] = None,
    years: Annotated[int | None, typer.Option("--years", metavar="3", help=helped("years"))] = None,
    first_year: Annotated[
        int | None, typer.Option("--first-year", metavar="2023", help=helped("first-year"))
    ] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Write a folder with the files of every office, and the truth beside them."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.simulated import simulated_as_json, simulated_table
        from evenborn.presentation.terminal import TerminalTable

        named_file("--out", out)
        kind = chosen_one("--profile", profile, PROFILES)
        with progress_bar(say("simulated.making", language, folder=out.name)) as report:
            summary = _made(kind, out, seed, births, years, first_year, report)
        if as_json:
            print_json(simulated_as_json(summary))
        else:
            console().print(TerminalTable(simulated_table(summary, language), language))
        typer.echo(say("terminal.written", language, file=str(out)), err=True)


def _made(
    kind: str,
    folder: Path,
    seed: int | None,
    births: int | None,
    years: int | None,
    first_year: int | None,
    report: "Callable[[float], None]",
) -> "Summary":
    from evenborn.simulation.parameters import CityParameters, country, province
    from evenborn.simulation.reference import write_reference
    from evenborn.simulation.world_files import write_world

    try:
        if kind == "reference":
            return write_reference(folder, births=births, seed=seed, progress=report)
        stated = {"seed": seed, "years": years, "first_year": first_year}
        if births and kind != "country":
            stated["births_a_year"] = births if kind == "city" else births // CITIES_OF_PROVINCE
        given: dict[str, Any] = {name: value for name, value in stated.items() if value is not None}
        city = CityParameters(**given)
        if kind == "city":
            return write_world([city], folder, report)
        if kind == "province":
            return write_world(province(city, CITIES_OF_PROVINCE), folder, report)
        return write_world(country(city, births) if births else country(city), folder, report)
    except ValueError as error:
        raise Refusal("not-a-city", cause=str(error)) from error

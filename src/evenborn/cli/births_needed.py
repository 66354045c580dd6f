"""``evenborn births-needed``: how many births it takes to tell two ratios apart."""

from typing import Annotated

import typer

from evenborn.cli.amounts import inner_share, sex_ratio_level
from evenborn.cli.answer import answering, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Lang
from evenborn.registers.refusal import Refusal


def command(
    reference: Annotated[float, typer.Argument(metavar="REFERENCE", help=helped("needed-reference"))],
    alternative: Annotated[float, typer.Argument(metavar="RATIO", help=helped("needed-ratio"))],
    power: Annotated[str, typer.Option("--power", help=helped("power"))] = "0.8",
    significance: Annotated[str, typer.Option("--significance", help=helped("significance"))] = "0.05",
    sides: Annotated[int, typer.Option("--sides", metavar="1|2", help=helped("sides"))] = 2,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Print the births needed and what they mean."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.words import say
        from evenborn.sexratio.reference import births_needed

        level, other = sex_ratio_level("REFERENCE", reference), sex_ratio_level("RATIO", alternative)
        wanted, error = inner_share("--power", power), inner_share("--significance", significance)
        if level == other:
            raise Refusal("no-difference", value=f"{level:g}")
        if sides not in (1, 2):
            raise Refusal("not-a-choice", option="--sides", value=str(sides), known="1, 2")
        needed = births_needed(level, other, power=wanted, significance=error, sides=1 if sides == 1 else 2)
        births = max(1, round(float(needed)))
        if as_json:
            print_json(
                {
                    "births_needed": births,
                    "reference": level,
                    "ratio": other,
                    "power": wanted,
                    "significance": error,
                    "sides": sides,
                }
            )
            return
        key = f"answer.births-needed-{'two' if sides == 2 else 'one'}-sided"
        power_percent, error_percent = f"{100 * wanted:g}", f"{100 * error:g}"
        facts = {"reference": f"{level:g}", "ratio": f"{other:g}"}
        typer.echo(
            say(key, language, births=births, power=power_percent, significance=error_percent, **facts)
        )

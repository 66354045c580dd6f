"""Options that several commands share, so that they mean the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

from evenborn.cli.language import helped

BirthsFile = Annotated[Path, typer.Argument(metavar="FILE", help=helped("file"))]
Lang = Annotated[str | None, typer.Option("--lang", metavar="en|zh", help=helped("lang"))]
AsJson = Annotated[bool, typer.Option("--json", help=helped("json"))]
Reference = Annotated[float, typer.Option("--reference", metavar="107", help=helped("reference"))]
Confidence = Annotated[str, typer.Option("--confidence", metavar="95%", help=helped("confidence"))]
SourceName = Annotated[str | None, typer.Option("--source", help=helped("source"))]
Sheet = Annotated[str | None, typer.Option("--sheet", help=helped("sheet"))]
Encoding = Annotated[str | None, typer.Option("--encoding", help=helped("encoding"))]
YearKindOption = Annotated[
    str, typer.Option("--year-kind", metavar="calendar|statistical", help=helped("year-kind"))
]
Columns = Annotated[list[str] | None, typer.Option("--column", metavar="FIELD=HEADER", help=helped("column"))]
RegisterFile = Annotated[Path, typer.Argument(metavar="FILE", help=helped("register-file"))]
RegisterName = Annotated[str, typer.Option("--register", metavar="delivery", help=helped("register"))]
Sender = Annotated[str | None, typer.Option("--sender", metavar="NAME", help=helped("sender"))]
Areas = Annotated[Path | None, typer.Option("--areas", metavar="areas.csv", help=helped("areas"))]
Facilities = Annotated[
    Path | None, typer.Option("--facilities", metavar="facilities.csv", help=helped("facilities"))
]
On = Annotated[str | None, typer.Option("--on", metavar="2025-12-31", help=helped("on"))]
Seed = Annotated[int | None, typer.Option("--seed", metavar="244", min=0, help=helped("seed"))]

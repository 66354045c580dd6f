"""Sheets as one HTML document that opens anywhere, and that the PDF is made from."""

from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from evenborn.apps.documents.bodies import bodies
from evenborn.apps.documents.grid import Drawn, Grid
from evenborn.apps.documents.parts import Part, landscape, page_words, parts_of
from evenborn.apps.documents.styles import static_style
from evenborn.presentation.page_templates import page_templates
from evenborn.presentation.words import say

_LARGEST: Final = 10.0
_SMALLEST: Final = 6.5
_POINTS: Final[dict[bool, float]] = {True: 760.0, False: 510.0}
"""Width that a grid may take on A4, landscape or upright."""

_EM: Final = 0.56
"""Width of a character in that of a Chinese one."""

_LINE: Final = 1.6
"""Height of a row of one line, in that of its type."""

_POINTS_OF_A_MILLIMETRE: Final = 72 / 25.4


def render_sheets(drawn: Drawn) -> str:
    """Write a document of sheets as HTML.

    Everything is escaped, the style is inside, and the content security policy forbids every request.

    Parameters
    ----------
    drawn : Drawn

    Returns
    -------
    str
        The same document gives the same characters.
    """
    sheets = [
        (sheet, parts_of(sheet, number, drawn.language)) for number, sheet in enumerate(drawn.sheets, start=1)
    ]
    measures = [_measures(part, landscape(drawn)) for _, parts in sheets for part in parts]
    return (
        environment()
        .get_template("sheets.html.j2")
        .render(
            drawn=drawn,
            sheets=sheets,
            colon=say("documents.colon", drawn.language),
            grid_table=grid_table,
            styles=Markup(static_style("sheets.css") + _page_rule(drawn) + "\n".join(measures)),  # noqa: S704 -- ours
        )
    )


def grid_table(grid: Grid, labelled_by: str, name: str = "") -> Markup:
    """Write a grid as one table of HTML without any style of its own, for any page that has a style sheet.

    Parameters
    ----------
    grid : Grid
    labelled_by : str
        The id of its title.
    name : str
        A class of its own.
    """
    lines = grid.by_row()
    text = (
        environment()
        .get_template("grid.html.j2")
        .render(
            grid=grid,
            lines=lines,
            bodies=bodies(grid),
            numeric=grid.numeric(),
            labelled_by=labelled_by,
            name=name,
        )
    )
    return Markup(text)  # noqa: S704 -- the template has escaped it


def _measures(part: Part, wide: bool) -> str:
    """Widths of columns and size of type, as style: a page of the office may carry none within its tags."""
    grid = part.grid
    lowest = grid.height * _POINTS_OF_A_MILLIMETRE / _LINE if grid.height else _LARGEST
    size = max(_SMALLEST, min(_LARGEST, lowest, _POINTS[wide] / (_EM * max(grid.width, 1))))
    whole = grid.width
    columns = "".join(
        f".{part.name} col:nth-child({at}){{width:{100 * (width + 2) / whole:.3f}%}}"
        for at, width in enumerate(grid.widths, start=1)
    )
    return f".{part.name}{{font-size:{size:.2f}pt;table-layout:fixed}}{columns}{_heights(part)}"


def _heights(part: Part) -> str:
    """Heights of the rows of a book: ruled out lines keep the room of lines."""
    height = part.grid.height
    if not height:
        return ""
    void = sum(box.rows for box in part.grid.boxes if box.role == "void")
    cells = f".{part.name} td,.{part.name} tbody th{{padding-top:0;padding-bottom:0}}"
    ruled_out = f".{part.name} td.void{{height:{void * height:.2f}mm}}"
    return f"{cells}.{part.name} tbody tr{{height:{height}mm}}{ruled_out}"


def _page_rule(drawn: Drawn) -> str:
    size = "A4 landscape" if landscape(drawn) else "A4"
    before, between, after = page_words(drawn.language)
    counted = f'content:"{before}" counter(page) "{between}" counter(pages) "{after}"'
    font = 'font:8.5pt "Noto Serif CJK SC",serif'
    footer = "" if drawn.paged else f"@bottom-center{{{counted};{font}}}"
    return f"@page{{size:{size};margin:13mm 14mm 14mm;{footer}}}\n"


def environment() -> Environment:
    """Return what reads the templates of documents."""
    return page_templates("evenborn.apps.documents")

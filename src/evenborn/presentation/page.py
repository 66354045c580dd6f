"""A report of sections as one HTML file that opens anywhere: sentences, drawings, tables, no JavaScript."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evenborn.presentation.legends import Legend
from evenborn.presentation.numbers import Language
from evenborn.presentation.report import environment
from evenborn.presentation.tables import Table
from evenborn.presentation.tokens import STYLES, style_sheet
from evenborn.presentation.words import say


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a page.

    Attributes
    ----------
    name : str
        Its name in every language.
    title : str
    sentences : tuple of str
        What it says first.
    drawing : Markup or None
    legend : Legend
    tables : tuple of Table
    points : tuple of str
        Sentences that stand as a list.
    """

    name: str
    title: str
    sentences: tuple[str, ...] = ()
    drawing: Markup | None = None
    legend: Legend = ()
    tables: tuple[Table, ...] = ()
    points: tuple[str, ...] = ()


def render_page(title: str, subject: str, sections: Sequence[Section], language: Language) -> str:
    """Write a report as one HTML document.

    Parameters
    ----------
    title : str
        What kind of report it is.
    subject : str
        Source, period and what else it is about.
    sections : sequence of Section
    language : {"en", "zh"}

    Returns
    -------
    str
        The document; everything is escaped, style and drawings are inside, and its content security policy
        forbids every request.

    Examples
    --------
    >>> page = render_page("Trend", "births.csv", [Section("one", "A < B", ("Nothing.",))], "en")
    >>> "A &lt; B" in page, "<script" in page
    (True, False)
    """
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            subject=subject,
            sections=sections,
            language=language,
            say=lambda key, **facts: say(key, language, **facts),
            styles=Markup("".join(map(style_sheet, STYLES))),  # noqa: S704 -- our own files
        )
    )

"""A letter as one HTML document that opens anywhere, and that the PDF is made from."""

from typing import Final

from markupsafe import Markup

from evenborn.apps.documents.grid import room
from evenborn.apps.documents.letter_lines import ABOVE, HEADED, DrawnLetter
from evenborn.apps.documents.sheet_page import environment
from evenborn.apps.documents.styles import static_style
from evenborn.presentation.numbers import Language

WIDTH: Final = 442.2
"""Points of the type area, 156 mm."""

_MARK: Final[dict[Language, float]] = {"en": 26.0, "zh": 42.0}
TITLE: Final[dict[Language, float]] = {"en": 16.0, "zh": 21.0}
"""Points of the title."""

_EM: Final = 0.54
"""Width of half a Chinese character with the space after it, in that of a whole one."""


def mark_points(letter: DrawnLetter) -> float:
    """Return the size at which the name in red stands on one line, as far as it can be read."""
    widest = max(room(line.text) for line in letter.of("mark"))
    return round(max(15.0, min(_MARK[letter.language], WIDTH / (_EM * widest))), 1)


def title_width(letter: DrawnLetter) -> float:
    """Return the width, in points, at which the lines of the title are about as long as each other."""
    size = TITLE[letter.language]
    whole = max(room(line.text) for line in letter.of("title")) * size * _EM
    lines = -(-whole // WIDTH)
    return round(min(WIDTH, whole / lines + 1.5 * size), 1)


def render_letter(letter: DrawnLetter) -> str:
    """Write a letter as HTML.

    Everything is escaped, the style is inside, and the content security policy forbids every request.

    Parameters
    ----------
    letter : DrawnLetter

    Returns
    -------
    str
        The same letter gives the same characters.
    """
    own = f"body .mark{{font-size:{mark_points(letter)}pt}}h1 span{{max-width:{title_width(letter)}pt}}"
    styles = Markup(static_style("letter.css") + own)  # noqa: S704 -- our own file
    page = environment().get_template("letter.html.j2")
    return page.render(letter=letter, above=letter.of(*ABOVE), headed=HEADED, styles=styles)

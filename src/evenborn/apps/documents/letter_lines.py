"""The lines of an official letter, written once per language, before any form is made of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from evenborn.apps.documents.letter import OfficialLetter
from evenborn.apps.documents.numbering import ordinal
from evenborn.apps.documents.wording import Words, written
from evenborn.presentation import dates
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say

LineRole = Literal[
    "copy",
    "secrecy",
    "urgency",
    "mark",
    "number",
    "signer",
    "title",
    "to",
    "body",
    "attachments",
    "issuer",
    "day",
    "note",
    "copies",
    "printer",
    "printed",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of a letter as every form shows it.

    Attributes
    ----------
    role : LineRole
    text : str
    level : int
        Of a paragraph of the body.
    then : str
        What follows a heading, or a label, in the same paragraph.
    """

    role: LineRole
    text: str
    level: int = 0
    then: str = ""

    @property
    def whole(self) -> str:
        """All that it says."""
        return self.text + self.then


@dataclass(frozen=True, slots=True)
class DrawnLetter:
    """A letter, written in one language."""

    title: str
    language: Language
    made: date
    lines: tuple[Line, ...]

    def of(self, *roles: LineRole) -> tuple[Line, ...]:
        """Return the lines of these roles, in their order."""
        return tuple(line for line in self.lines if line.role in roles)


ABOVE: Final[tuple[LineRole, ...]] = ("copy", "secrecy", "urgency")
"""What stands at the upper left corner, from above (GB/T 9704-2012, 7.2.1 to 7.2.3)."""

HEADED: Final = frozenset({1, 2})
"""Levels that are set in a typeface of their own."""


def draw_letter(letter: OfficialLetter, language: Language) -> DrawnLetter:
    """Write a letter in one language, ready for every form.

    Parameters
    ----------
    letter : OfficialLetter
    language : {"en", "zh"}
    """
    lines = (*_head(letter, language), *_body(letter, language), *_foot(letter, language))
    title = (" " if language == "en" else "").join(title_lines(letter.title, language))
    return DrawnLetter(title, language, letter.signed, tuple(line for line in lines if line.whole))


def _head(letter: OfficialLetter, language: Language) -> Iterator[Line]:
    copy = "" if letter.copy is None else f"{letter.copy:06d}"
    yield Line("copy", say("documents.letter.copy", language, number=copy) if copy else "")
    yield Line("secrecy", _secrecy(letter, language))
    yield Line("urgency", written(letter.urgency, language))
    issuer = written(letter.issuer, language)
    yield Line(
        "mark", written(letter.mark, language) or say("documents.letter.mark", language, issuer=issuer)
    )
    number = letter.number
    facts = {
        "agency": written(number.agency, language),
        "year": str(number.year),
        "serial": str(number.serial),
    }
    yield Line("number", say("documents.letter.number", language, **facts))
    signer = written(letter.signer, language)
    yield Line("signer", say("documents.letter.signer", language) if signer else "", then=signer)


def _secrecy(letter: OfficialLetter, language: Language) -> str:
    if letter.secrecy is None:
        return ""
    level = say(f"documents.letter.secrecy.{letter.secrecy.level}", language)
    years = letter.secrecy.years
    return say("documents.letter.secret-for", language, level=level, years=years) if years else level


def _body(letter: OfficialLetter, language: Language) -> Iterator[Line]:
    yield from (Line("title", line) for line in title_lines(letter.title, language))
    yield Line("to", _named("to", letter.to, language))
    counted = [0, 0, 0, 0, 0]
    between = " " if language == "en" else ""
    for part in letter.body:
        counted[part.level] += 1
        counted[part.level + 1 :] = [0] * (4 - part.level) if part.level else counted[1:]
        text = ordinal(counted[part.level], part.level, language) + written(part.text, language)
        then = written(part.then, language)
        yield Line("body", text, part.level, between + then if then else "")
    yield from _attachments(letter, language)


def title_lines(title: Words, language: Language) -> list[str]:
    r"""Write a title in the lines that it was given in, or in one that is broken where it must be.

    Examples
    --------
    >>> title_lines("关于做好出生登记\n工作的通知", "zh")
    ['关于做好出生登记', '工作的通知']
    """
    text = title if isinstance(title, str) else getattr(title, language)
    return [line for part in text.split("\n") if (line := written(part, language))]


def _attachments(letter: OfficialLetter, language: Language) -> Iterator[Line]:
    names = [written(name, language) for name in letter.attachments]
    between = " " if language == "en" else ""
    for number, name in enumerate(names, start=1):
        label = say("documents.letter.attachments", language) if number == 1 else ""
        yield Line("attachments", label, then=f"{number}.{between}{name}" if len(names) > 1 else name)


def _foot(letter: OfficialLetter, language: Language) -> Iterator[Line]:
    yield Line("issuer", written(letter.issuer, language))
    yield Line("day", dates.day(letter.signed, language))
    note = written(letter.note, language)
    yield Line("note", say("documents.letter.note", language, note=note) if note else "")
    yield Line("copies", _named("copies", letter.copies, language))
    printer = written(letter.printer, language)
    if printer:
        printed = dates.day(letter.printed or letter.signed, language)
        yield Line("printer", printer)
        yield Line("printed", say("documents.letter.issued", language, day=printed))


def _named(key: Literal["to", "copies"], names: tuple[Words, ...], language: Language) -> str:
    if not names:
        return ""
    joined = say("documents.letter.between", language).join(written(name, language) for name in names)
    return say(f"documents.letter.{key}", language, names=joined)

"""An official letter after GB/T 9704-2012: what it says, and the one place where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from evenborn.apps.documents.numbering import ordinal
from evenborn.apps.documents.wording import Words, require_fitting, require_said, written
from evenborn.presentation import dates
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

Level = Literal[0, 1, 2, 3, 4]
"""0: a paragraph without a number; 1 to 4: 一、（一）1.（1）, in English I., A., 1., (1)."""

LineRole = Literal[
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
class Part:
    """One paragraph of a letter.

    Attributes
    ----------
    text : str or Both
        At level 1 and 2 a heading.
    level : int
        Of its number; 0 for none.
    then : str or Both
        What follows the heading in the same paragraph.
    """

    text: Words
    level: Level = 0
    then: Words = ""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The number of a letter: code of the agency, year, serial number, such as 张卫〔2026〕12号."""

    agency: Words
    year: int
    serial: int


@dataclass(frozen=True, slots=True)
class OfficialLetter:
    """One official letter.

    Attributes
    ----------
    issuer : str or Both
        Full name of the agency, or its standard short form.
    number : DocumentNumber
    title : str or Both
        Broken at its ends of line where it has any; else into lines of about the same length.
    to : tuple of (str or Both)
        Main recipients.
    body : tuple of Part
    signed : datetime.date
        The day it takes effect, which its files state too.
    mark : str or Both
        What stands in red; the issuer (in Chinese with 文件) where empty.
    urgency : str or Both
        Such as 特急; may be empty.
    signer : str or Both
        Who signed it, for a letter to a higher level; may be empty.
    attachments : tuple of (str or Both)
        Their names.
    note : str or Both
        Such as a person to ask; may be empty.
    copies : tuple of (str or Both)
        Other recipients.
    printer : str or Both
        Office that sends it out; may be empty.
    printed : datetime.date or None
        The day it is sent out; that of ``signed`` where None.

    Raises
    ------
    Refusal
        When it leaves out what a letter must say.
    """

    issuer: Words
    number: DocumentNumber
    title: Words
    to: tuple[Words, ...]
    body: tuple[Part, ...]
    signed: date
    mark: Words = ""
    urgency: Words = ""
    signer: Words = ""
    attachments: tuple[Words, ...] = ()
    note: Words = ""
    copies: tuple[Words, ...] = ()
    printer: Words = ""
    printed: date | None = None

    def __post_init__(self) -> None:
        """Refuse a letter that is not whole."""
        for field in ("issuer", "title"):
            require_said(getattr(self, field), field)
        require_said(self.number.agency, "number")
        for words, field in ((self.to, "to"), (self.attachments, "attachments"), (self.copies, "copies")):
            for one in words:
                require_said(one, field)
        for one in (self.mark, self.urgency, self.signer, self.note, self.printer):
            require_fitting(one, "letter")
        if not 1900 <= self.number.year <= 9999 or self.number.serial < 1:
            raise Refusal("document-bad-number", year=str(self.number.year), serial=self.number.serial)
        _require_body(self.body)


def _require_body(body: tuple[Part, ...]) -> None:
    if not body:
        raise Refusal("document-without", field="body")
    for number, part in enumerate(body, start=1):
        require_said(part.text, "body")
        require_fitting(part.then, "body")
        if part.level not in get_args(Level):
            raise Refusal("document-bad-level", paragraph=number, level=part.level)


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

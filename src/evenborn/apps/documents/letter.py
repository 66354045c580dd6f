"""An official letter after GB/T 9704-2012: what it says."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from evenborn.apps.documents.wording import Words, require_fitting, require_said
from evenborn.registers.refusal import Refusal

Level = Literal[0, 1, 2, 3, 4]
"""0: a paragraph without a number; 1 to 4: 一、（一）1.（1）, in English I., A., 1., (1)."""


SecrecyLevel = Literal["confidential", "secret", "top-secret"]
"""秘密, 机密, 绝密."""

LONGEST_SECRET: Final[dict[SecrecyLevel, int]] = {"confidential": 10, "secret": 20, "top-secret": 30}
"""Years for which each may be kept, by the Law on Guarding State Secrets, where nothing else is set."""
LARGEST_COPY: Final = 999_999


@dataclass(frozen=True, slots=True)
class Secrecy:
    """How secret a letter is, and for how many years; without years where ``years`` is None.

    Raises
    ------
    Refusal
        ``document-bad-secrecy``.
    """

    level: SecrecyLevel
    years: int | None = None

    def __post_init__(self) -> None:
        """Refuse a level that there is not, or more years than the law allows."""
        longest = LONGEST_SECRET.get(self.level, 0)
        if not longest or (self.years is not None and not 1 <= self.years <= longest):
            raise Refusal("document-bad-secrecy", level=self.level, years=str(self.years), longest=longest)


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
    copy : int or None
        The number of this copy, 1 to 999,999; a letter with a secrecy must have one.
    secrecy : Secrecy or None
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
    copy: int | None = None
    secrecy: Secrecy | None = None
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
        if self.copy is not None and not 1 <= self.copy <= LARGEST_COPY:
            raise Refusal("document-bad-copy", copy=self.copy)
        if self.secrecy is not None and self.copy is None:
            raise Refusal("document-secret-without-copy")


def _require_body(body: tuple[Part, ...]) -> None:
    if not body:
        raise Refusal("document-without", field="body")
    for number, part in enumerate(body, start=1):
        require_said(part.text, "body")
        require_fitting(part.then, "body")
        if part.level not in get_args(Level):
            raise Refusal("document-bad-level", paragraph=number, level=part.level)

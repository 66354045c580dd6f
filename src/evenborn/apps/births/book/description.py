"""The register book as a document: its columns, its lines, what is brought forward. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from evenborn.apps.documents.book import BookEntry, RegisterBook
from evenborn.apps.documents.cells import Count, Entry, Missing, Text
from evenborn.apps.documents.heads import Head, leaves
from evenborn.apps.documents.wording import Both
from evenborn.apps.vault.actions.book import LineRead
from evenborn.presentation.words import say
from evenborn.registers.definition import register
from evenborn.registers.period import Period
from evenborn.web import area_names

__all__ = ["LINES", "Months", "age_band", "columns", "describe"]

LINES: Final = 15
_SEXES: Final = ("male", "female", "unclear")
_OUTCOMES: Final = ("live", "stillbirth", "early-neonatal-death")
_BANDS: Final = (20, 25, 30, 35, 40)
_COUNTY: Final = 6
_BLANK: Final = Text("")
_BY_HAND: Final = Text("\u3000" * 6)
"""Room to write in."""


@dataclass(frozen=True, slots=True)
class Months:
    """Months of one year that are printed together."""

    year: int
    first: int
    last: int

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.first, 1)

    @property
    def end(self) -> date:
        """The last day.

        Examples
        --------
        >>> Months(2024, 1, 2).end, Months(2025, 12, 12).end
        (datetime.date(2024, 2, 29), datetime.date(2025, 12, 31))
        """
        after = date(self.year + self.last // 12, self.last % 12 + 1, 1)
        return date.fromordinal(after.toordinal() - 1)

    @property
    def period(self) -> Period:
        """As documents name it."""
        if (self.first, self.last) == (1, 12):
            return Period(self.start, self.end, "calendar-year", str(self.year))
        months = [f"{self.year}-{month:02}" for month in (self.first, self.last)]
        if self.first == self.last:
            return Period(self.start, self.end, "month", months[0])
        return Period(self.start, self.end, "part-year", "–".join(months))


def columns() -> tuple[Head, ...]:
    """Headings of the book; what identifies is left to be written in by hand."""
    return (
        Head(_said("entered")),
        Head(_said("born")),
        Head(_said("births"), summed=True),
        Head(_said("sex"), tuple(Head(_said(sex), summed=True) for sex in _SEXES)),
        Head(_said("outcome"), tuple(Head(_said(one), summed=True) for one in _OUTCOMES)),
        Head(_said("plurality")),
        Head(_said("weeks")),
        Head(_said("weight")),
        Head(_said("mother"), (Head(_said("age")), Head(_said("county")), Head(_said("order")))),
        Head(_said("by-hand"), (Head(_said("record")), Head(_said("mother-name")), Head(_said("signature")))),
        Head(_said("remark")),
    )


def describe(lines: Sequence[LineRead], months: Months, *, institution: str, made: date) -> RegisterBook:
    """Make the book of some months; the lines of the year before them are brought forward.

    Parameters
    ----------
    lines : sequence of LineRead
        Every line of the year up to the end of the months, by number.
    months : Months
    institution : str
    made : datetime.date
    """
    before = [line for line in lines if line.numbered_on < months.start]
    within = [line for line in lines if months.start <= line.numbered_on <= months.end]
    definition, heads = register("delivery"), columns()
    return RegisterBook(
        title=Both(definition.book_en, definition.book_zh), institution=institution, period=months.period,
        made=made, columns=heads,
        entries=tuple(BookEntry(line.serial, tuple(_cells(line))) for line in within),
        first=before[-1].serial + 1 if before else 1, lines=LINES,
        brought=_totals(before, heads) if before else (),
    )  # fmt: skip


def _totals(lines: Sequence[LineRead], heads: Sequence[Head]) -> tuple[int, ...]:
    summed = [place for place, head in enumerate(leaves(heads)) if head.summed]
    sums = [0] * len(summed)
    for line in lines:
        cells = tuple(_cells(line))
        for at, place in enumerate(summed):
            cell = cells[place]
            sums[at] += cell.value if isinstance(cell, Count) else 0
    return tuple(sums)


def _cells(line: LineRead) -> Iterator[Entry]:
    """The cells of a line in the order of :func:`columns`; a line without a record has none to show."""
    said = line.cells
    yield Text(f"{line.numbered_on:%m-%d}")
    if said is None:
        yield from [Missing()] * (len(leaves(columns())) - 5)
    else:
        yield Text(said["birth_time"][5:10])
        yield Count(1)
        yield from (_tick(said.get("sex") == sex) for sex in _SEXES)
        yield from (_tick(said.get("outcome") == outcome) for outcome in _OUTCOMES)
        yield from (_shown(said, name) for name in ("plurality", "gestational_weeks", "weight"))
        yield _age(said)
        yield _county(said.get("residence", ""))
        yield _shown(said, "parity")
    yield from (_BY_HAND, _BY_HAND, _BY_HAND)
    remark = "struck" if line.struck else "gone" if said is None else "corrected" if line.corrected else ""
    yield _said_text(f"remark-{remark}") if remark else _BLANK


def _tick(holds: bool) -> Entry:
    return Count(1) if holds else Missing()


def _shown(said: Mapping[str, str], name: str) -> Entry:
    text = said.get(name, "")
    if not text:
        return Missing()
    number = float(text)
    days = round(number % 1 * 7)
    if name == "gestational_weeks" and 0 < days < 7:
        return Text(f"{int(number)}+{days}")
    return Text(f"{number:g}")


def _age(said: Mapping[str, str]) -> Entry:
    born, birth = said.get("mother_birth_date"), said["birth_time"][:10]
    return Missing() if born is None else Text(age_band(date.fromisoformat(born), date.fromisoformat(birth)))


def age_band(born: date, on: date) -> str:
    """Age of a mother in the bands of the coarsened table.

    Examples
    --------
    >>> age_band(date(1990, 3, 9), date(2025, 3, 8)), age_band(date(1990, 3, 8), date(2025, 3, 8))
    ('30–34', '35–39')
    >>> age_band(date(2006, 1, 1), date(2025, 3, 8)), age_band(date(1980, 1, 1), date(2025, 3, 8))
    ('<20', '40+')
    """
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    below = [cut for cut in _BANDS if cut <= age]
    if not below:
        return f"<{_BANDS[0]}"
    return f"{below[-1]}+" if below[-1] == _BANDS[-1] else f"{below[-1]}–{below[-1] + 4}"


def _county(code: str) -> Entry:
    county = code[:_COUNTY]
    if not county:
        return Missing()
    return Text(Both(area_names.name_of(county, "en"), area_names.name_of(county, "zh")))


def _said(key: str) -> Both:
    return Both(say(f"births.book.{key}", "en"), say(f"births.book.{key}", "zh"))


def _said_text(key: str) -> Text:
    return Text(_said(key))

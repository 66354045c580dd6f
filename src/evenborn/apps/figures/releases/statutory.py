"""One issue as a statutory table: the one description from which page, workbook and print are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.timezone import localtime

from evenborn.apps.documents.cells import BirthsOnly, Count, Entry, Ratio, Text, Withheld
from evenborn.apps.documents.heads import Head
from evenborn.apps.documents.table import StatutoryTable
from evenborn.apps.documents.wording import Both
from evenborn.apps.figures.releases.contents import ALL, Contents, Line
from evenborn.apps.figures.releases.rules import Change
from evenborn.presentation import dates, numbers
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.words import Fact, say

__all__ = ["Standing", "changed", "source_of", "statutory_table"]

_COMPLETE: Final = {True: "cell.complete", False: "cell.not-complete", None: "cell.not-stated"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said of an issue beside its contents.

    Attributes
    ----------
    name : str
        Of its table.
    number : int
    day : datetime.date
        When it was released; before that, when it was prepared.
    released : bool
    reason : str
    explanation : str
    changes : tuple of Change
        Against the issue before.
    sha256 : str
    withdrawn : datetime.date or None
    """

    name: str
    number: int
    day: date
    released: bool
    reason: str
    explanation: str
    changes: tuple[Change, ...]
    sha256: str
    withdrawn: date | None = None


def statutory_table(contents: Contents, standing: Standing) -> StatutoryTable:
    """Describe an issue, corrections and all."""
    periods = (*map(str, contents.years), ALL)
    corrected = {(one.after.row, one.after.period): one for one in standing.changes}
    ratio = Head(_both("column.ratio"), kind="ratio")
    heads: tuple[Head, ...] = (
        Head(_both("column.male")),
        Head(_both("column.female")),
        ratio,
        Head(_both("column.complete")),
    )
    if standing.number > 1:
        before = str(standing.number - 1)
        heads = (*heads, Head(_both("releases.changed-against", number=before)))
    return StatutoryTable(
        title=_titled(contents), period=contents.period, source=source_of(contents),
        unit=_both("releases.unit"), made=standing.day, heads=heads,
        corner=(_both(f"releases.row.{contents.table}"), _both("releases.period")),
        sides=tuple(
            Head(_row(contents, row), tuple(Head(_period(contents, one)) for one in periods))
            for row in (*contents.rows, ALL)
        ),
        rows=tuple(
            _cells(line, contents, corrected.get((line.row, line.period)), standing.number > 1)
            for line in contents.lines
        ),
        code=_both("releases.issue-of", name=standing.name, number=str(standing.number)),
        cut_off=date.fromisoformat(contents.cut_off) if contents.cut_off else None,
        notes=tuple(_notes(standing)), confidence=contents.confidence,
    )  # fmt: skip


def source_of(contents: Contents) -> Both:
    """Where the births come from."""
    register, moment = contents.names[contents.register], datetime.fromisoformat(contents.as_of)
    days: dict[Language, str] = {
        language: dates.day(localtime(moment).date(), language) for language in LANGUAGES
    }
    return Both(
        say("releases.source", "en", register=register.en, batch=str(contents.batch), day=days["en"]),
        say("releases.source", "zh", register=register.zh, batch=str(contents.batch), day=days["zh"]),
    )


def changed(change: Change, language: Language) -> str:
    """What changed in a line: each number before and after."""
    said = (
        say(f"releases.change.{name}", language, before=_shown(old, language), after=_shown(new, language))
        for name, old, new in change.numbers
    )
    return say("releases.between", language).join(said)


def _shown(number: float | None, language: Language) -> str:
    if number is None:
        return say("cell.suppressed", language)
    return numbers.count(number, language) if isinstance(number, int) else numbers.ratio(number, 1)


def _cells(line: Line, contents: Contents, change: Change | None, numbered: bool) -> tuple[Entry, ...]:
    cells: list[Entry] = [
        Withheld() if number is None else Count(number) for number in (line.male, line.female)
    ]
    cells += [_ratio(line, contents), Text(_both(_COMPLETE[line.complete]))]
    if numbered:
        cells.append(Text(Both(changed(change, "en"), changed(change, "zh")) if change else ""))
    return tuple(cells)


def _ratio(line: Line, contents: Contents) -> Entry:
    if line.births is None:
        return Withheld()
    if line.ratio is None:
        return BirthsOnly(line.births, withheld=None in (line.male, line.female))
    return Ratio(line.ratio, line.births, line.lower, line.upper, contents.confidence, contents.decimals)


def _titled(contents: Contents) -> Both:
    name = contents.name(ALL)
    key = f"releases.title.{contents.table}"
    return Both(say(key, "en", area=name.en), say(key, "zh", area=name.zh))


def _row(contents: Contents, row: str) -> Both:
    name = contents.name(row)
    if row == ALL:
        return Both(say("releases.whole", "en", area=name.en), say("releases.whole", "zh", area=name.zh))
    return Both(name.en, name.zh)


def _period(contents: Contents, code: str) -> Both:
    period = contents.period_of(code)
    return Both(dates.period(period, "en"), dates.period(period, "zh"))


def _notes(standing: Standing) -> Sequence[Both]:
    state = "released" if standing.released else "prepared"
    day = Both(dates.day(standing.day, "en"), dates.day(standing.day, "zh"))
    first = {
        language: say(
            f"releases.note.{state}", language, number=str(standing.number), day=getattr(day, language),
            reason=say(f"releases.reason.{standing.reason}", language),
        )
        + (f" {standing.explanation}" if standing.explanation else "")
        for language in LANGUAGES
    }  # fmt: skip
    notes = [Both(first["en"], first["zh"]), _both("releases.note.small"), _both("releases.note.unclear")]
    if standing.withdrawn:
        days = {language: dates.day(standing.withdrawn, language) for language in LANGUAGES}
        notes.insert(0, Both(*(say("releases.note.withdrawn", one, day=days[one]) for one in ("en", "zh"))))
    if standing.number > 1:
        notes.append(
            _both("releases.note.changes", number=str(standing.number - 1), lines=len(standing.changes))
        )
    return [*notes, _both("releases.note.sha256", sha256=standing.sha256)]


def _both(key: str, **facts: Fact) -> Both:
    return Both(say(key, "en", **facts), say(key, "zh", **facts))

"""What one issue of a release says: pure data, its one text, and the issue that the attacker is given."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, Self

import numpy as np

from evenborn.registers.period import Period
from evenborn.sexratio.disclosure import WITHHELD, Issue
from evenborn.sexratio.disclosure.design import SEX, Design, axis
from evenborn.sexratio.intervals import IntervalMethod

__all__ = ["ALL", "UNKNOWN", "Contents", "Line", "Name", "TableKind"]

SCHEMA: Final = "evenborn.release/1"
ALL: Final = "_T"
"""Code of a total, as SDMX writes it."""
UNKNOWN: Final = "_U"
"""What follows the code of an area of whose births the smaller area is not known; an order not stated."""


class TableKind(StrEnum):
    """What a release divides births by, beside calendar year and sex."""

    AREAS = "areas"
    ORDERS = "orders"

    @property
    def axis(self) -> str:
        """The name of its rows for the rule of small numbers."""
        return "area" if self is TableKind.AREAS else "order"


@dataclass(frozen=True, slots=True)
class Name:
    """What a row is called, in both languages, on the day of the release."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Line:
    """Births of one row and period; None where withheld, and no ratio where births are too few.

    Attributes
    ----------
    row : str
        Code of an area or an order; :data:`ALL` for the total.
    period : str
        A calendar year, or :data:`ALL` for all of the table.
    male, female, births : int or None
    ratio, lower, upper : float or None
        Males per 100 females and the ends of the interval, rounded to the decimals of the release.
    complete : bool or None
        Whether the period is complete; None where it is not stated.
    """

    row: str
    period: str
    male: int | None
    female: int | None
    births: int | None
    ratio: float | None
    lower: float | None
    upper: float | None
    complete: bool | None


@dataclass(frozen=True)
class Contents:
    """Everything that one issue publishes.

    Attributes
    ----------
    table : TableKind
    area, register : str
    years : tuple of int
        Calendar years, in order, without a gap.
    rows : tuple of str
        Codes of its rows, without the total.
    names : mapping of str to Name
        Of the area, the rows and the register.
    lines : tuple of Line
        Every row and the total, each by year and over all years.
    batch : int
        The last batch that was decided upon when its births were added up.
    as_of : str
        When that was, with time zone.
    cut_off : str
        Day until which births had been entered; empty where no sender states one.
    decimals, confidence, method
        Of ratios and intervals.
    """

    table: TableKind
    area: str
    register: str
    years: tuple[int, ...]
    rows: tuple[str, ...]
    names: Mapping[str, Name]
    lines: tuple[Line, ...]
    batch: int
    as_of: str
    cut_off: str = ""
    decimals: int = 1
    confidence: float = 0.95
    method: IntervalMethod = "jeffreys"

    def __post_init__(self) -> None:
        """Refuse a table with a gap."""
        wanted = [(row, period) for row in (*self.rows, ALL) for period in (*map(str, self.years), ALL)]
        if [(line.row, line.period) for line in self.lines] != wanted:
            raise ValueError("A release has one line for each row and period, in their order.")

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], Line]:
        """Lines by row and period."""
        return {(line.row, line.period): line for line in self.lines}

    @property
    def period(self) -> Period:
        """All its years."""
        return self.period_of(ALL)

    def period_of(self, code: str) -> Period:
        """A period of a line."""
        first, last = (self.years[0], self.years[-1]) if code == ALL else (int(code), int(code))
        label = str(first) if first == last else f"{first}–{last}"
        kind = "calendar-year" if first == last else "several-years"
        return Period(date(first, 1, 1), date(last, 12, 31), kind, label)  # type: ignore[arg-type]

    def name(self, code: str) -> Name:
        """What a row is called; the total is the area itself."""
        return self.names[self.area if code == ALL else code]

    def text(self) -> str:
        """The one text of it, which its hash covers."""
        data = {"schema": SCHEMA, **asdict(self)}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def sha256(self) -> str:
        """Hash of its text."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    @classmethod
    def of(cls, text: str) -> Self:
        """Read it back."""
        data: dict[str, Any] = json.loads(text)
        if data.pop("schema") != SCHEMA:
            raise ValueError(f"The text is no release of the form {SCHEMA}.")
        data["table"] = TableKind(data["table"])
        data["names"] = {code: Name(**name) for code, name in data["names"].items()}
        data["lines"] = tuple(Line(**line) for line in data["lines"])
        return cls(**data | {name: tuple(data[name]) for name in ("years", "rows")})

    def design(self) -> Design:
        """Its rows, years and sexes, each with its total."""
        years = tuple(map(str, self.years))
        return Design((axis(self.table.axis, self.rows, total=True), axis("period", years, total=True), SEX))

    def issue(self) -> Issue:
        """It as a reader has it, for the attacker of the next issue."""
        design = self.design()
        shape = design.published_shape[:-1]

        def numbers(name: str, missing: float) -> np.ndarray:
            given = [getattr(line, name) for line in self.lines]
            return np.array([missing if one is None else one for one in given]).reshape(shape)

        counts = [numbers(name, WITHHELD).astype(np.int64) for name in ("male", "female", "births")]
        return Issue(
            design=design,
            numbers=np.stack(counts, axis=-1),
            ratio=numbers("ratio", np.nan).astype(np.float64),
            lower=numbers("lower", np.nan).astype(np.float64),
            upper=numbers("upper", np.nan).astype(np.float64),
            decimals=self.decimals,
            confidence=self.confidence,
            method=self.method,
            impossible=np.zeros(design.shape, dtype=bool),
        )

"""An issue as a file whose name stays: CSV for a spreadsheet, SDMX-CSV 2.0 for statistical programs, JSON.

References
----------
SDMX Technical Working Group: SDMX-CSV field guide 2.0.0 (STRUCTURE, STRUCTURE_ID, ACTION, then components).
Cross-domain code lists CL_SEX, CL_OBS_STATUS and CL_CONF_STATUS. RFC 4180 (lines, quotes).
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from evenborn.apps.figures.open_data.answers import answer
from evenborn.apps.figures.releases.contents import ALL, UNKNOWN, Contents, Line, TableKind
from evenborn.apps.figures.releases.models import Release
from evenborn.presentation.numbers import Language

__all__ = ["COLUMNS", "FORMS", "SDMX_COLUMNS", "in_form"]

COLUMNS: Final = (
    "table", "row", "row_name", "period", "period_start", "period_end", "complete", "male", "female",
    "births", "ratio", "interval_lower", "interval_upper", "confidence", "withheld", "source", "cut_off",
    "release", "issue", "released_on",
)  # fmt: skip
SDMX_COLUMNS: Final = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "SEX", "BIRTH_ORDER", "TIME_PERIOD",
    "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "BIRTHS", "INTERVAL_LOWER", "INTERVAL_UPPER",
    "CONFIDENCE", "COMPLETE", "CUT_OFF", "SOURCE", "RELEASE", "ISSUE", "RELEASED_ON",
)  # fmt: skip
FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "csv": ("csv", "text/csv; charset=utf-8; header=present"),
    "json": ("json", "application/json; charset=utf-8"),
    "sdmx": ("sdmx.csv", "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"),
}
"""Ending and media type of each form."""

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_BOM: Final = "\ufeff"
_COMPLETE: Final = {True: "yes", False: "no", None: "not-stated"}


def in_form(release: Release, form: str, language: Language) -> bytes:
    """The file of an issue in one of :data:`FORMS`."""
    data = answer(release)
    if form == "json":
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    contents = release.read
    if form == "csv":
        # Without the mark a Chinese spreadsheet reads UTF-8 as GB 18030.
        return (_BOM + _written(COLUMNS, _plain(contents, data, language))).encode()
    return _written(SDMX_COLUMNS, _sdmx(contents, data, language)).encode()


def _written(columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return buffer.getvalue()


def _safe(value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """Words that a spreadsheet would take for a formula stay words."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _plain(contents: Contents, data: Mapping[str, Any], language: Language) -> Iterator[Sequence[Any]]:
    for line in contents.lines:
        period, name = contents.period_of(line.period), getattr(contents.name(line.row), language)
        yield (
            contents.table, _code(contents, line), name, period.label, period.start, period.end,
            _COMPLETE[line.complete], line.male, line.female, line.births, line.ratio, line.lower, line.upper,
            contents.confidence if line.ratio is not None else None,
            "yes" if None in (line.male, line.female, line.births) else "no", data["source"][language],
            contents.cut_off, data["release"], data["issue"], data["released_on"],
        )  # fmt: skip


def _sdmx(contents: Contents, data: Mapping[str, Any], language: Language) -> Iterator[Sequence[Any]]:
    flow = f"EVENBORN:BIRTHS_BY_{contents.table.axis.upper()}(1.0.0)"
    rest = (contents.cut_off, data["source"][language], data["release"], data["issue"], data["released_on"])
    for line in contents.lines:
        area, order = _places(contents, line)
        when, complete = _time(contents, line), _COMPLETE[line.complete]
        for indicator, sex, numbers in _observations(contents, line):
            yield ("dataflow", flow, "I", area, indicator, sex, order, when, *numbers, complete, *rest)


def _observations(contents: Contents, line: Line) -> Iterator[tuple[str, str, Sequence[Any]]]:
    """Indicator, sex, and the value with what stands beside it."""
    for sex, number in (("M", line.male), ("F", line.female), (ALL, line.births)):
        numbers = (number, *_status(number, line), "BIRTHS", line.births, None, None, None)
        yield "LIVE_BIRTHS", sex, numbers
    too_few = line.ratio is None and None not in (line.male, line.female, line.births)
    status = ("N", "F") if too_few else _status(line.ratio, line)
    confidence = contents.confidence if line.ratio is not None else None
    beside = ("MALES_PER_100_FEMALES", line.births, line.lower, line.upper, confidence)
    yield "SEX_RATIO_AT_BIRTH", "_Z", (line.ratio, *status, *beside)


def _status(number: float | None, line: Line) -> tuple[str, str]:
    """Codes of CL_OBS_STATUS and CL_CONF_STATUS: why a number is withheld is the same for all of them."""
    if number is None:
        return "Q", "C"
    return ("P" if line.complete is False else "A"), "F"


def _time(contents: Contents, line: Line) -> str:
    """A year, or a range of years as ISO 8601 and SDMX write it."""
    if line.period != ALL:
        return line.period
    if len(contents.years) == 1:
        return f"{contents.years[0]}-01-01/P1Y"
    return f"{contents.years[0]}-01-01/P{len(contents.years)}Y"


def _code(contents: Contents, line: Line) -> str:
    return contents.area if line.row == ALL and contents.table is TableKind.AREAS else line.row


def _places(contents: Contents, line: Line) -> tuple[str, str]:
    """Codes of area and order."""
    if contents.table is TableKind.AREAS:
        return _code(contents, line), ALL
    order = line.row if line.row in (ALL, UNKNOWN) else line.row.replace("3+", "GE3")
    return contents.area, order

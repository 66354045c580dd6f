"""Where a ratio stands without births, interval, period, source or completeness: pages, files, answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from apps.documents.reading_back import Matrix, TableReader
from evenborn.presentation.numbers import LANGUAGES
from evenborn.presentation.words import say

Attributes = list[tuple[str, str | None]]


def _said(*keys: str) -> frozenset[str]:
    return frozenset(say(key, language) for key in keys for language in LANGUAGES)


RATIO: Final = {"ratio"} | _said(
    "column.ratio", "coverage.column.ratio", "coverage.column.corrected",
    "documents.per-100", "smooth.column.own", "smooth.column.smoothed",
    "monitor.column.ratio-since", "monitor.column.ratio-after",
)  # fmt: skip
"""What stands over a column of ratios; the last one of its headings."""
BIRTHS: Final = {"births"} | _said(
    "column.births", "coverage.column.seen", "monitor.column.births-since", "monitor.column.births-after"
)
INTERVAL: Final = re.compile(r"interval|区间")
PERIOD: Final = _said("column.period", "releases.period") | {"period"}
SOURCE: Final = re.compile(r"\b[Ss]ource\b|来源")
COMPLETE: Final = re.compile(r"[Cc]omplete|完整")
YEAR: Final = re.compile(r"\b(19|20)\d\d|(19|20)\d\d年")
NUMBER: Final = re.compile(r"[\d,]*\d(\.\d+)?")
IN_HUNDREDS: Final = re.compile(r"(about |约 )[\d,]*00")
"""Births as they are told where exact ones would tell a small number."""
BESIDE: Final = {
    "births": re.compile(r"births|出生 [\d,]+ 例"), "interval": INTERVAL, "period": YEAR,
    "source": re.compile(r"(source: |来源：)\S"),
}  # fmt: skip
IN_DATA: Final = {
    "births": ("births",), "interval": ("interval", "lower"), "period": ("period",), "source": ("source",),
    "completeness": ("complete",),
}  # fmt: skip


class _Page(TableReader):
    """Reads tables with what is said around each, and ratios within sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[str] = []
        self.words: list[str] = []
        self.inline: list[str] = []
        self.headings = {"h1": "", "h2": ""}
        self.heading, self.depth, self.after = "", 0, False

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        super().handle_starttag(tag, attributes)
        classes = (dict(attributes).get("class") or "").split()
        if tag == "table":
            self.around.append(f"{self.headings['h1']} {self.headings['h2']} ")
            self.after = True
        elif tag in self.headings:
            self.heading, self.after = tag, False
            self.headings[tag] = ""
        elif tag == "span":
            if "ratio" in classes:
                self.inline.append("")
                self.depth = 1
            elif self.depth:
                self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if tag in self.headings:
            self.heading = ""
        elif tag == "span" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        self.words.append(data)
        if self.heading:
            self.headings[self.heading] += data
        if self.depth:
            self.inline[-1] += data
        if self.after and not self.places:
            self.around[-1] += data


def of_page(html: str) -> Iterator[str]:
    """Ratios of a page, in tables and in sentences, that lack something."""
    page = _Page()
    page.feed(html)
    for cells, around in zip(page.tables, page.around, strict=True):
        if cells:
            rows, columns = (1 + max(place[axis] for place in cells) for axis in (0, 1))
            matrix = [[cells.get((r, c), "").strip() for c in range(columns)] for r in range(rows)]
            stated = COMPLETE.search(" ".join(page.words))
            yield from of_table(matrix, f"{around} {stated.group() if stated else ''}")
    for text in page.inline:
        if re.match(r"\s*\d", text):
            lacking = (name for name, form in BESIDE.items() if not form.search(text))
            yield from (f"{text.strip()[:60]}: no {name}" for name in lacking)
            if not COMPLETE.search(" ".join(page.words)):
                yield f"{text.strip()[:60]}: no completeness"


def of_table(matrix: Matrix, around: str) -> Iterator[str]:
    """Ratios of a table whose row, headings and notes lack something."""
    for column in range(max(map(len, matrix), default=0)):
        first = next((r for r, row in enumerate(matrix) if r and _is_number(row[column])), 0)
        if first and _last(matrix, first, column) in RATIO:
            top = min(r for r in range(first) if set(matrix[r]) & RATIO)
            heads = ["|".join(matrix[r][c] for r in range(top, first)) for c in range(len(matrix[first]))]
            for row in matrix[first:]:
                if _is_number(row[column]):
                    yield from _of_row(row, heads, around, row[column])


def _last(matrix: Matrix, first: int, column: int) -> str:
    return next((matrix[r][column] for r in range(first - 1, -1, -1) if matrix[r][column]), "")


def _of_row(row: Sequence[str], heads: Sequence[str], around: str, ratio: str) -> Iterator[str]:
    under = [(heading.split("|"), cell) for heading, cell in zip(heads, row, strict=True) if cell]
    has = {
        "births": any(
            BIRTHS & set(heading) and (_is_number(cell) or IN_HUNDREDS.fullmatch(cell))
            for heading, cell in under
        ),
        "interval": any(INTERVAL.search("|".join(heading)) for heading, _ in under),
        "period": any(PERIOD & set(heading) or YEAR.search(cell) for heading, cell in under)
        or bool(YEAR.search(around)),
        "source": any(SOURCE.search("|".join(heading)) for heading, _ in under)
        or bool(SOURCE.search(around)),
        "completeness": any(COMPLETE.search("|".join(heading)) for heading, _ in under)
        or bool(COMPLETE.search(around)),
    }
    yield from (f"{row[0]} {ratio}: no {name}" for name, there in has.items() if not there)


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def of_data(data: Any, above: Mapping[str, Any] | None = None) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Ratios of plain data that lack something in their own object and in those that hold it."""
    if isinstance(data, list):
        for one in data:
            yield from of_data(one, above)
    elif isinstance(data, dict):
        known = {**(above or {}), **data}
        if data.get("ratio") is not None:
            for name, keys in IN_DATA.items():
                own = data if name in ("births", "interval") else known
                if not any(key in own and (own[key] is not None or key == "complete") for key in keys):
                    yield f"{data['ratio']}: no {name}"
        for one in data.values():
            yield from of_data(one, known)


def of_sdmx(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Ratios of SDMX-CSV that lack something in their row."""
    needed = ("BIRTHS", "INTERVAL_LOWER", "INTERVAL_UPPER", "TIME_PERIOD", "SOURCE", "COMPLETE")
    for row in rows:
        if row["INDICATOR"] == "SEX_RATIO_AT_BIRTH" and row["OBS_VALUE"]:
            yield from (f"{row['OBS_VALUE']}: no {name}" for name in needed if not row[name])


def of_schema(schemas: Mapping[str, Any]) -> Iterator[str]:
    """Descriptions of answers that name a ratio without what must stand beside it."""
    for name, schema in schemas.items():
        known = set(schema.get("properties", {}))
        if "ratio" in known and not {"births", "lower", "upper", "period", "complete"} <= known:
            yield f"{name}: a ratio without births, interval, period or completeness"

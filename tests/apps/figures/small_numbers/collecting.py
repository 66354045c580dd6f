"""Every number that pages of figures show to somebody, taken from their tables."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from apps.documents.reading_back import page_tables
from apps.figures.small_numbers.attacking import Number
from evenborn.presentation import dates
from evenborn.presentation.counts import joined
from evenborn.registers.codes.periods import month, year
from evenborn.registers.period import Period

SHOWN = {"Male": 0, "Female": 1, "Births": None}
Span = tuple[date, date]


def periods(years: range) -> dict[str, Span]:
    """How a page writes each month, year and run of them."""
    kinds = [
        [month(place, of_year) for of_year in years for place in range(1, 13)],
        [year(of_year, "calendar") for of_year in years],
        [year(of_year, "statistical") for of_year in (*years, years[-1] + 1)],
    ]
    runs = [
        joined(listed[first : first + length]) for listed in kinds for length in (1, 2, 3, 5)
        for first in range(len(listed) - length + 1)
    ]  # fmt: skip
    parts = [Period(one.start, one.end, "part-year", "") for one in runs]
    return {_written(one): (one.start, one.end) for one in (*parts, *runs)}


def _written(period: Period) -> str:
    return dates.period(period, "en")


class Collected:
    """Walks pages from one, and keeps the numbers of each table."""

    def __init__(self, client: Client, years: range) -> None:
        self.client, self.periods = client, periods(years)
        self.shown: dict[Number, int] = {}
        self.withheld: set[Number] = set()
        self.orders_of_parts: set[str] = set()
        self.seen: set[str] = set()

    def page(self, address: str) -> None:
        """Read a page, and what stands behind its figures."""
        if address in self.seen:
            return
        self.seen.add(address)
        answer = self.client.get(address, HTTP_ACCEPT_LANGUAGE="en")
        assert answer.status_code == 200, address
        asked = parse_qs(urlsplit(address).query)
        code = address.split("/")[2]
        spanned = [date.fromisoformat(asked[name][0]) for name in ("start", "end") if name in asked]
        for table in page_tables(answer.content):
            self._table(table, code, (spanned[0], spanned[1]) if spanned else None)
        html = answer.content.decode()
        for link in re.findall(r'href="(/figures/\d+/behind/\?[^"]+)"', html):
            behind = link.replace("&amp;", "&")
            start, end = (parse_qs(urlsplit(behind).query)[name][0][:7] for name in ("start", "end"))
            if start != end:  # behind a month stands the month
                self.page(behind)

    def release(self, name: str) -> None:
        """Read the numbers of a table of the open data."""
        told = self.client.get(f"/api/v1/open/releases/{name}").json()["contents"]
        for line in told["lines"]:
            years = told["years"] if line["period"] == "_T" else [int(line["period"])]
            whole, orders = line["row"] == "_T", told["table"] == "orders"
            area = told["area"] if whole or orders else line["row"]
            order = None if whole or not orders else line["row"].removesuffix("_U")
            for key, sex in (("male", 0), ("female", 1), ("births", None)):
                number = Number(area, date(years[0], 1, 1), date(years[-1], 12, 31), order, sex)
                if line[key] is None:
                    self.withheld.add(number)
                else:
                    assert self.shown.setdefault(number, line[key]) == line[key], number

    def _table(self, table: list[list[str]], code: str, spanned: Span | None) -> None:
        heads = [cell.strip() for cell in table[0]]
        if not {"Births", "Male", "Female"} <= set(heads):
            return
        for row in table[2:]:
            cells = dict(zip(heads, (cell.strip() for cell in row), strict=True))
            span = self.periods.get(cells["Period"]) if "Period" in cells else spanned
            order = cells.get("Birth order")
            if order is not None and (span is None or (span[0].month, span[1].month) != (1, 12)):
                self.orders_of_parts.add(cells["Period"])
                continue
            if span is None:
                assert "Group" in cells, cells
                continue  # the same numbers as on the pages of the areas
            area = re.sub(r".*?(\d{4,9})$", r"\1", cells.get("Area", code))
            for head, sex in SHOWN.items():
                number = Number(area, *span, "" if order == "not known" else order, sex)
                text = cells[head].replace(",", "")
                if text.isdigit():
                    assert self.shown.setdefault(number, int(text)) == int(text), number
                else:
                    self.withheld.add(number)


def walked(client: Client, areas: list[str], years: range, *, whole: bool = True) -> Collected:
    """All pages of some areas, each by every step; where that is the whole, with runs and maps."""
    found = Collected(client, years)
    for area in areas:
        for step in ("year", "statistical-year", "month"):
            found.page(f"/figures/{area}/?step={step}")
        for run in ("step=year&pool=2", "step=month&pool=3") if whole and len(area) < 9 else ():
            found.page(f"/figures/{area}/?{run}")
        if whole:
            found.page(f"/figures/{area}/map/")
    return found

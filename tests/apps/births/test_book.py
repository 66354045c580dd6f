"""The register book: gap-free, names nobody, adds up, the same numbers in every form."""

import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from apps.births import scene
from apps.intake import scene as intake
from evenborn.apps.audit.models import Entry
from evenborn.apps.births.book.description import Months, columns, describe
from evenborn.apps.births.book.queries import in_files
from evenborn.apps.births.entry.submitting import withdraw_entry
from evenborn.apps.documents.book import pages_of
from evenborn.apps.documents.heads import leaves
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import withdraw
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.book import LineRead
from evenborn.apps.vault.models import SealedRecord
from people import XIZE, browser_of, everyone

BOOK = "/births/book/"
SEXES, OUTCOMES = ("male", "female", "unclear"), ("live", "stillbirth", "early-neonatal-death")

said = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(SEXES), "outcome": st.sampled_from(OUTCOMES),
        "birth_time": st.just("2025-03-08 14:05:00"), "parity": st.sampled_from(["1", "2", "3"]),
    }
)  # fmt: skip
"""What a record says that the book prints."""


@given(
    st.lists(st.tuples(st.none() | said, st.booleans(), st.integers(0, 20)), max_size=60),
    st.integers(1, 12), st.integers(0, 11),
)  # fmt: skip
def test_totals_are_those_of_the_lines_whatever_months_are_printed(
    given_lines: list[tuple[dict[str, str] | None, bool, int]], first: int, more: int
) -> None:
    day, lines = date(2025, 1, 1), []
    for serial, (cells, struck, later) in enumerate(given_lines, start=1):
        day = min(day + timedelta(days=later), date(2025, 12, 31))
        lines.append(LineRead(serial, day, struck, corrected=False, cells=None if struck else cells))
    months = Months(2025, first, min(first + more, 12))
    known = [line for line in lines if line.numbered_on <= months.end]
    pages = pages_of(describe(known, months, institution="H", made=day))
    boys = sum(1 for line in known if line.cells and line.cells["sex"] == "male")
    births = sum(1 for line in known if line.cells)
    assert (pages[-1].so_far[0], pages[-1].so_far[1]) == (births, boys)
    within = [line.serial for line in known if line.numbered_on >= months.start]
    assert [entry.serial for page in pages for entry in page.entries] == within


@pytest.mark.django_db(databases="__all__")
def test_the_page_says_how_many_births_came_in_files_and_have_no_line() -> None:
    of = scene.facility()
    rows = [intake.row(number) for number in (1, 2, 3)]
    for row in rows:
        row[1] = of.code
    assert in_files(scene.acting(), of) == []
    batch = intake.accepted(intake.delivery(rows))
    scene.entered(number=9)
    assert in_files(scene.acting(), of) == [(2025, 3)]
    desk = browser_of(scene.registrar())
    desk.cookies["django_language"] = "en"
    assert "2025: 3" in desk.get(BOOK).content.decode()
    withdraw(batch, by=everyone(), because=Because.SENT_BY_MISTAKE)
    assert in_files(scene.acting(), of) == []


def test_no_column_is_of_a_field_that_identifies() -> None:
    titles = " ".join(head.title.zh for head in leaves(columns()) if not isinstance(head.title, str))
    assert "证件" not in titles
    by_hand = [getattr(head.title, "zh", "") for head in columns()[-2].under]
    assert by_hand == ["登记号", "母亲姓名", "登记人签名"]


@pytest.mark.django_db(databases="__all__")
class TestPrinted:
    def pressed(self, form: str) -> bytes:
        desk, today = browser_of(scene.registrar()), scene.acting().today
        choice = {"year": today.year, "first": 1, "last": today.month, "form": form}
        answer = desk.post(BOOK, choice)
        assert "attachment" in answer["Content-Disposition"]
        return answer.content

    def test_it_names_nobody_and_the_vault_trail_says_who_printed(self) -> None:
        by = scene.acting()
        scene.entered(by, 1, certificate_number="X990000123")
        withdraw_entry(scene.entered(by, 2), by=by, because=Because.ENTERED_TWICE)
        scene.entered(by, 3, sex="male", newborn_name="李梅之子", outcome="stillbirth")
        page = self.pressed("html").decode()
        for who in ("李梅", "E0000000", "X990000123", "2026-00000"):
            assert who not in page
        assert "划销" in page
        assert "30–34" in page or "25–29" in page
        book = self.pressed("xlsx")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
        cells = [cell for row in sheet.to_python() for cell in row]
        assert not any("李梅" in str(cell) or "E0000" in str(cell) for cell in cells)
        assert [cell for cell in cells if cell == "划销"]
        trail = Entry.objects.using(Store.VAULT).filter(event="vault.read-book")
        assert '"count":3' in trail.last().facts  # type: ignore[union-attr]
        printed = Entry.objects.using(Store.STATISTICS).filter(event="births.print-book")
        assert (printed.count(), printed.last().actor) == (2, by.key)  # type: ignore[union-attr]

    def test_another_facility_prints_its_own_empty_book(self) -> None:
        scene.entered()
        other, today = browser_of(scene.registrar(XIZE)), scene.acting().today
        choice = {"year": today.year, "first": today.month, "last": today.month, "form": "html"}
        page = other.post(BOOK, choice).content.decode()
        assert "25–29" not in page
        assert "30–34" not in page

    def test_a_line_outlives_its_record(self) -> None:
        scene.entered()
        SealedRecord.objects.regardless(scene.WHY).all().delete()
        page = self.pressed("html").decode()
        assert "保存期满" in page
        assert scene.lines() == [(1, False)]

    def test_months_that_end_before_they_begin_are_refused(self) -> None:
        desk, today = browser_of(scene.registrar()), scene.acting().today
        answer = desk.post(BOOK, {"year": today.year, "first": 2, "last": 1, "form": "html"})
        assert "起止颠倒" in answer.content.decode()

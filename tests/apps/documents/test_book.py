"""A register book: no number is left out, every page adds up, and what is carried forward arrives."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.documents.descriptions import book
from apps.documents.reading_back import pdf_pages, workbook_matrix
from evenborn.apps.documents.book import BookEntry, RegisterBook, draw_book, pages_of
from evenborn.apps.documents.cells import Count, Missing, Suppressed, Text
from evenborn.apps.documents.download import download
from evenborn.apps.documents.heads import Head
from evenborn.presentation.numbers import LANGUAGES
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal


def of_counts(values: list[int | None], lines: int, brought: tuple[int, ...] = ()) -> RegisterBook:
    entries = tuple(
        BookEntry(number, (Text("x"), Missing() if value is None else Count(value)))
        for number, value in enumerate(values, start=1)
    )
    columns = (Head("what"), Head("how many", summed=True))
    return replace(book(0), columns=columns, entries=entries, first=1, lines=lines, brought=brought)


@given(
    st.lists(st.none() | st.integers(0, 10**6), max_size=80),
    st.integers(1, 25),
    st.just(()) | st.tuples(st.integers(0, 10**6)),
)
def test_what_is_carried_forward_is_brought_forward(
    values: list[int | None], lines: int, brought: tuple[int, ...]
) -> None:
    pages = pages_of(of_counts(values, lines, brought))
    assert [entry for page in pages for entry in page.entries] == list(of_counts(values, lines).entries)
    assert all(len(page.entries) + page.blank == lines for page in pages)
    assert all(after.brought == before.so_far for before, after in pairwise(pages))
    assert pages[0].brought == (brought or (0,))
    assert pages[-1].so_far == (sum(brought) + sum(value or 0 for value in values),)
    assert [page.last for page in pages] == [False] * (len(pages) - 1) + [True]
    assert not [page for page in pages[:-1] if page.blank]


def test_totals_of_a_hand_made_book_in_the_workbook() -> None:
    """34 entries, boys on every second line: 17; girls on the others but one, not recorded: 16."""
    rows = workbook_matrix(download(book(), "xlsx", "zh").content)
    labelled = [
        (row[0], row[4], row[5]) for row in rows if row[0] in {"承前页", "本页小计", "过次页", "累计"}
    ]
    assert labelled == [
        ("承前页", "120", "61"), ("本页小计", "7", "7"), ("过次页", "127", "68"),
        ("承前页", "127", "68"), ("本页小计", "8", "7"), ("过次页", "135", "75"),
        ("承前页", "135", "75"), ("本页小计", "2", "2"), ("累计", "137", "77"),
    ]  # fmt: skip


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize(
    ("entries", "lines", "pages"), [(0, 15, 1), (15, 15, 1), (16, 15, 2), (50, 25, 2), (3, 1, 3)]
)
def test_every_printed_page_says_its_number(entries: int, lines: int, pages: int) -> None:
    printed = pdf_pages(download(book(entries, lines=lines), "pdf", "zh").content)
    assert [f"第{number}页共{pages}页" in text for number, text in enumerate(printed, start=1)] == [
        True
    ] * pages
    ruled_out = entries % lines > 0 or entries == 0
    assert ("以下空白" in printed[-1]) is ruled_out


@pytest.mark.usefixtures("printing")
def test_entries_that_do_not_fit_are_refused_and_not_cut() -> None:
    entries = tuple(BookEntry(number, (Text("很长" * 400), Count(1))) for number in range(1, 16))
    with pytest.raises(Refusal, match="document-page-overflow"):
        download(replace(of_counts([], 15), entries=entries), "pdf", "zh")


def test_a_volume_that_is_the_first_brings_nothing_forward() -> None:
    first = draw_book(of_counts([1, 2], 1), "en").sheets
    labels = [[box.cell.text for box in sheet.grid.boxes if box.role == "total"] for sheet in first]
    assert labels[0] == ["Total of this page", "1", "Carried forward", "1"]
    assert labels[1] == ["Brought forward", "1", "Total of this page", "2", "Total so far", "3"]


def serials(*numbers: int) -> RegisterBook:
    return replace(book(0), entries=tuple(BookEntry(number, book(1).entries[0].cells) for number in numbers))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: serials(101, 103), "document-book-gap"),
        (lambda: serials(101, 101), "document-book-gap"),
        (lambda: serials(102), "document-book-gap"),
        (lambda: serials(102, 101), "document-book-gap"),
        (lambda: replace(book(), brought=(1,)), "document-book-brought"),
        (lambda: replace(book(), lines=26), "document-book-lines"),
        (lambda: replace(book(), lines=0), "document-book-lines"),
        (lambda: replace(book(0), first=0), "document-book-lines"),
        (lambda: replace(book(0), columns=()), "document-empty-table"),
        (lambda: replace(book(0), columns=(Head("r", kind="ratio"),), brought=()), "document-book-ratio"),
        (lambda: replace(book(0), title=""), "document-without"),
        (
            lambda: replace(of_counts([], 5), entries=(BookEntry(1, (Text("x"), Suppressed())),)),
            "document-book-sum",
        ),
        (lambda: replace(of_counts([], 5), entries=(BookEntry(1, (Text("x"),)),)), "document-ragged-row"),
    ],
)
def test_a_book_that_is_not_whole_is_refused(make: Callable[[], RegisterBook], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.code == code
    assert all("{" not in sentence(refused.value, language) for language in LANGUAGES)


def test_the_missing_number_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        serials(101, 103)
    assert "103" in sentence(refused.value, "en")
    assert "102" in sentence(refused.value, "zh")

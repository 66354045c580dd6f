"""Clerical review: what a reviewer sees and does not see, and what the answers say of the links."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from apps.matching import scene
from apps.matching.test_runs import refused
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.audit.models import Entry
from evenborn.apps.matching.comparing import worker
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.queries import parts_of
from evenborn.apps.matching.reviewing.counting import count_reviews
from evenborn.apps.matching.reviewing.evaluation import reviewed_table
from evenborn.apps.matching.runs.coverage import coverage_tables, without_small
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.reviews import answer_pair, answer_pairs, opened_pairs
from evenborn.apps.vault.models import DifferenceSheet, ReviewedPair
from evenborn.comparison.evaluation import Stratum, by_review
from evenborn.comparison.review import STRATA
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal
from people import CITY, analyst, browser_of

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def sheet() -> DifferenceSheet:
    return scene.written("delivery")


def test_the_own_number_is_shown_and_of_the_other_only_how_alike_it_is(sheet: DifferenceSheet) -> None:
    client, address = browser_of(scene.owner("delivery")), reverse("matching-review", args=[sheet.pk])
    page = client.get(address)
    assert '<body class="zh wide">' in page.content.decode()  # its many columns want the sheet across
    text = page.content.decode()
    assert ">2000<" in text
    shown = {name for one, *_ in page.context["lines"] for name in vars(type(one))["__slots__"]}
    assert shown == {"pair", "number", "row", "levels", "own"}
    assert not any(stratum in text for stratum in STRATA)
    assert browser_of(scene.owner("immunisation")).get(address).status_code == 404
    assert browser_of(scene.comparer()).get(address).status_code == 403
    first = page.context["lines"][0][0].pair
    assert client.post(f"{address}judge/", {f"answer_{first.pk}": "no"}).status_code == 302
    assert ReviewedPair.objects.regardless("a test").get(pk=first.pk).answer == "no"


def taken_away(sheet: DifferenceSheet) -> Path:
    """The workbook of a sheet, as its owner's browser gets it."""
    browser = browser_of(scene.owner(sheet.register))
    answer = browser.post(reverse("matching-review-file", args=[sheet.pk]))
    assert answer["Cache-Control"] == "no-store"
    assert ".xlsx" in answer["Content-Disposition"]
    path = settings.CONFIG.folder / f"{sheet.pk}.xlsx"
    path.write_bytes(b"".join(answer))
    return path


def filled_in(path: Path, answers: dict[int, str]) -> SimpleUploadedFile:
    """The same with answers in its last column, by the number of the pair."""
    book = load_workbook(path)
    rows = list(book["记录对"].iter_rows())
    assert [row[0].value for row in rows[1:]] == [str(place) for place in range(1, len(scene.PAIRS) + 1)]
    assert [row[2].value for row in rows[1:]] == [one.number for one in scene.PAIRS]
    for row in rows[1:]:
        row[-1].value = answers.get(int(row[0].value)) or row[-1].value
    book.save(path)
    return SimpleUploadedFile(path.name, path.read_bytes())


def test_pairs_are_taken_away_filled_in_and_read_back(sheet: DifferenceSheet) -> None:
    browser = browser_of(scene.owner("delivery"))
    address = reverse("matching-judge-file", args=[sheet.pk])
    browser.post(address, {"file": filled_in(taken_away(sheet), {1: "是", 2: "否", 24: "cannot-tell"})})
    rows = ReviewedPair.objects.regardless("a test").filter(sheet=sheet)
    assert dict(rows.exclude(answer="").values_list("place_on_sheet", "answer")) == {
        1: "yes", 2: "no", 24: "cannot-tell"
    }  # fmt: skip
    events = Entry.objects.using(Store.VAULT).values_list("event", flat=True)
    assert {"vault.export-pairs", "vault.answer-pairs"} <= set(events)
    browser.post(address, {"file": filled_in(taken_away(sheet), {2: "是"})})  # what was answered stands in it
    assert rows.get(place_on_sheet=1).answer == rows.get(place_on_sheet=2).answer == "yes"
    other = scene.written("delivery")
    page = browser.post(
        reverse("matching-judge-file", args=[other.pk]), {"file": filled_in(taken_away(sheet), {})}
    )
    assert sentence(Refusal("matching-other-pairs", file=f"{sheet.pk}.xlsx"), "zh") in page.content.decode()
    for name in ("matching-review-file", "matching-judge-file"):
        stranger = browser_of(scene.owner("immunisation")).post(reverse(name, args=[sheet.pk]))
        assert stranger.status_code == 404
    refused("matching-no-such-pair", lambda: answer_pairs(
        sheet, by=scene.by(scene.owner("delivery")), answers={25: "yes"}
    ))  # fmt: skip


def test_only_listed_answers_of_the_own_pairs(sheet: DifferenceSheet) -> None:
    by = scene.by(scene.owner("delivery"))
    pair = ReviewedPair.objects.regardless("a test").filter(sheet=sheet)[0]
    refused("matching-unknown-reply", lambda: answer_pair(pair, by=by, answer="perhaps"))
    with pytest.raises(NotVisible):
        answer_pair(pair, by=scene.by(scene.owner("immunisation")), answer="yes")


def test_both_sides_look_at_different_pairs_and_their_answers_judge_the_links(pair: scene.Pair) -> None:
    run = scene.compared(pair)
    parts = parts_of(run)
    assert reviewed_table(run, parts) is None
    counted: dict[str, list[int]] = {name: [0, 0] for name in STRATA}
    seen: list[int] = []
    for name in scene.REGISTERS:
        by, sheet = scene.by(scene.owner(name)), scene.sheet(run, name)
        rows = list(ReviewedPair.objects.regardless("a test").filter(sheet=sheet).select_related("sheet"))
        seen.append(len(rows))
        assert all(set(one.levels) for one in opened_pairs(sheet, by=by, rows=rows))
        for row in rows:
            same = row.stratum != "not-linked"
            answer_pair(row, by=by, answer="yes" if same else "no")
            counted[row.stratum][not same] += 1
    assert sum(seen) == 100
    assert min(seen) > 30
    table = reviewed_table(run, parts)
    assert table is not None
    strata = [
        Stratum(size, name != "not-linked", *counted[name])
        for name, size in zip(STRATA, run.pairs[0]["strata"], strict=True)
    ]
    precision = f"{100 * by_review(strata).precision.share:.2f}"
    assert [cell.text for cell in table.rows[0]][1:3] == ["100", "0"]
    assert table.rows[0][3].text.startswith(precision)
    _coverage_as_it_is_shown(run)
    _coverage_goes_by_the_answers(run)


def _coverage_goes_by_the_answers(run: Run) -> None:
    """Once people have judged some pairs of every stratum; said on the page; counted once."""
    before = run.figures
    assert before["judged"] == "model"
    assert count_reviews(worker()) == 1
    assert count_reviews(worker()) == 0
    after = scene.again(run).figures
    assert after["judged"] == "people"
    assert [one["births"] for one in after["area"]] == [one["births"] for one in before["area"]]
    assert [one["ratio"] for one in after["area"]] == [one["ratio"] for one in before["area"]]
    assert after["registers"] == before["registers"]
    page = browser_of(scene.comparer()).get(reverse("matching-run", args=[run.pk])).content.decode()
    assert "已按人工复核样本的结果" in page
    assert "已按模型自评结果" not in page
    wrong = ReviewedPair.objects.regardless("a test").filter(sheet__run=run.pk, stratum="certain")
    owners = {one.sheet.register: scene.by(scene.owner(one.sheet.register)) for one in wrong}
    for one in wrong.select_related("sheet"):
        answer_pair(one, by=owners[one.sheet.register], answer="no")
    assert count_reviews(worker()) == 1
    worse = scene.again(run).figures
    assert worse["area"][0]["corrected"] != after["area"][0]["corrected"]
    for one in wrong.select_related("sheet"):
        answer_pair(one, by=owners[one.sheet.register], answer="")
    count_reviews(worker())
    assert scene.again(run).figures["judged"] == "model"
    assert scene.again(run).figures["area"] == before["area"]


def _coverage_as_it_is_shown(run: Run) -> None:
    """On the page: verdict with births, interval, source; small counts for the statistician only."""
    pages = {
        who: browser_of(who).get(reverse("matching-run", args=[run.pk]))
        for who in (scene.comparer(), analyst())
    }
    for page in pages.values():
        first = page.context["coverage"][0]
        assert [column.key for column in first.columns][:4] == ["area", "seen", "ratio", "ratio-interval"]
        assert first.source
        assert "99.99" not in first.rows[0][2].text
    exact, other = (coverage_tables(run, parts_of(run), exact=exact) for exact in (True, False))
    assert len(exact[-1].rows) > 1
    assert [one.name for one in other] == [one.name for one in exact[:-1]]  # told roughly, so without ratios
    assert run.area == CITY


def test_a_small_area_cannot_be_told_by_subtraction() -> None:
    figures = [{"births": n, "reliability": "too-few", "lacking": 90} for n in (1_050, 3, 47, 600, 400)]
    shown = [one["births"] for one in without_small(figures)]
    assert shown[0] == 1_050
    assert shown[1] is None
    assert shown[1:].count(None) == 2
    assert without_small(figures[:1]) == figures[:1]


def test_what_is_overdue_stands_before_all_else_that_waits(sheet: DifferenceSheet) -> None:
    DifferenceSheet.objects.regardless("a test").filter(pk=sheet.pk).update(deadline=date(2026, 1, 1))
    waiting = browser_of(scene.owner("delivery")).get("/").context["waiting"]
    assert [one.name for one in waiting] == ["late-differences", "pairs"]

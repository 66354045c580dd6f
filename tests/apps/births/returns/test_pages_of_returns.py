"""The grid in the browser: typed, saved, sent in, corrected; what is wrong is said at its cell."""

import re
from collections.abc import Sequence
from itertools import permutations

import pytest
from django.test import Client

from apps.births.returns import scene
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.births.models import MonthlyReturn, ReturnVersion
from evenborn.apps.births.returns.plausibility import CODES
from evenborn.apps.births.returns.rules import previous
from evenborn.apps.intake.models import Batch
from evenborn.presentation.words import say
from people import browser_of

pytestmark = pytest.mark.django_db(databases="__all__")

KEY = "terminations|<10|own-decision|medical"


def browser(by: Actor, language: str = "en") -> Client:
    client = browser_of(Officer.objects.get(pk=by.officer))
    client.cookies["django_language"] = language
    return client


def address(register: str = "termination_return", month: str = "2025-03") -> str:
    return f"/births/returns/{scene.hospital().pk}/{register}/{month}/"


def hidden(page: str) -> dict[str, str]:
    """Key and version that the form carries."""
    return dict(re.findall(r'name="(key|version)" value="([^"]*)"', page))


def test_typed_saved_sent_in_and_corrected() -> None:
    by = scene.registrar()
    client, url = browser(by), address(month=f"{previous(by.today.replace(day=1)):%Y-%m}")
    form = hidden(client.get(url).text)
    page = client.post(url, form | {KEY: "１２", "do": "save"}, follow=True).text
    assert "Saved as a draft" in page
    assert 'value="12"' in page
    refused = client.post(url, form | {KEY: "12", "do": "send"}).text
    assert "223 of 224 cells are blank" in refused
    client.post(url, form | {KEY: "12", "do": "zeros"})
    form = hidden(client.get(url).text)
    whole = {key: str(number) for key, number in scene.terminations(12).items()}
    sent = client.post(url, form | whole | {"do": "send"}, follow=True).text
    assert "Version 1 was sent in" in sent
    assert "sent in, version 1" in sent
    again = client.post(url, form | whole | {"do": "send"}, follow=True).text  # a double click
    assert "Version 1 was sent in" in again
    assert Batch.objects.regardless("a test").count() == 1
    form = hidden(client.get(url).text)
    client.post(url, form | whole | {KEY: "11", "do": "send"})
    [last, first] = ReturnVersion.objects.regardless("a test").order_by("-number")
    assert (last.amounts[KEY], first.amounts[KEY]) == (11, 12)
    assert "version 1" in client.get(url).text
    assert ">11<" in client.get(f"/births/returns/versions/{last.pk}/").text


@pytest.mark.parametrize("codes", list(permutations(["jump", "same-return", "opening"])))
def test_reasons_stand_in_one_order_however_the_database_gives_them(codes: Sequence[str]) -> None:
    scene.sent(scene.begun(), scene.terminations(12))
    ReturnVersion.objects.regardless("a test").update(reasons=dict.fromkeys(codes, "checked"))
    version = ReturnVersion.objects.regardless("a test").get()
    page = browser(scene.registrar()).get(f"/births/returns/versions/{version.pk}/").text
    places = [
        page.index(say(f"returns.warning-short.{code}", "en")) for code in sorted(codes, key=CODES.index)
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("text", ["-1", "1.5", "abc", "<script>", "1e3", "9999999", "١٢"])
def test_what_is_no_whole_number_is_pointed_out_and_nothing_is_saved(text: str) -> None:
    client, url = browser(scene.registrar()), address()
    page = client.post(url, hidden(client.get(url).text) | {KEY: text, "do": "save"}).text
    assert 'aria-invalid="true"' in page
    assert "Nothing was saved" in page
    assert "<script>" not in page
    assert not MonthlyReturn.objects.regardless("a test").exists()


def test_a_ledger_that_does_not_balance_is_marked_in_its_row() -> None:
    client, url = browser(scene.registrar()), address("drug_ledger")
    cells = scene.filled("drug_ledger", ledger_by_entry__mifepristone__opening=40)
    page = client.post(
        url, hidden(client.get(url).text) | {key: str(n) for key, n in cells.items()} | {"do": "send"}
    ).text
    assert "40 ≠ 0" in page
    assert "does not balance" in page


def test_a_month_that_is_not_over_is_saved_and_not_sent() -> None:
    by = scene.registrar()
    client, url = browser(by), address(month=f"{by.today:%Y-%m}")
    whole = {key: str(number) for key, number in scene.terminations().items()}
    page = client.post(url, hidden(client.get(url).text) | whole | {"do": "send"}).text
    assert "not over yet" in page
    assert MonthlyReturn.objects.regardless("a test").get().draft


@pytest.mark.parametrize(
    "wrong", ["delivery/2025-03", "termination_return/2025-13", "termination_return/2025-3", "x/y"]
)
def test_what_is_no_return_is_not_found(wrong: str) -> None:
    client = browser(scene.registrar())
    assert client.get(f"/births/returns/{scene.hospital().pk}/{wrong}/").status_code == 404


def test_another_facility_of_the_area_is_not_found() -> None:
    client = browser(scene.registrar("other", whose="Another hospital"))
    assert client.get(address()).status_code == 404
    assert client.post(address(), {KEY: "1", "do": "save"}).status_code == 404
    assert "Hospital" not in client.get("/births/returns/").text


@pytest.mark.parametrize(("language", "words"), [("en", "Tab goes to"), ("zh-hans", "没有的填 0")])
def test_each_page_speaks_one_language(language: str, words: str) -> None:
    client = browser(scene.registrar(), language)
    page = client.get(address()).text
    assert words in page
    other = "本人意愿" if language == "en" else "own decision"
    assert other not in page

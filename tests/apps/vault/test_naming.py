"""The audit trail says what was done in the vault in words, with no code of ours and nobody's name."""

import pytest

from apps.vault.scene import FIELDS, approved, asked, held, received, records
from evenborn.apps.access.actor import Actor
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.trail.sentences import Sentences
from evenborn.apps.vault.actions.openings import approve_opening, open_record, refuse_opening
from evenborn.apps.vault.actions.requests import answer_request
from evenborn.presentation.numbers import Language

pytestmark = pytest.mark.django_db(databases="__all__")


def said(language: Language) -> list[str]:
    """Every entry of the vault in words."""
    entries = list(Entry.objects.using(Store.VAULT).order_by("number"))
    sentences = Sentences(language)
    sentences.prepare(entries)
    return [f"{sentences.actor(one)} {sentences.what(one)} {sentences.subject(one)}" for one in entries]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("sealed 2 records of the register “delivery register”", "reason: court order", "(court)",
                "record shown", "opens sealed record", "(to see the record, about: oneself)")),
        ("zh", ("住院分娩登记", "事由：法院要求", "查阅", "已供查阅", "密封档案", "本人")),
    ],
)  # fmt: skip
def test_what_was_done_is_said_in_words(
    clerk: Actor, keeper: Actor, language: Language, expected: tuple[str, ...]
) -> None:
    first, second = records(count=2)
    open_record(approved(clerk, keeper, first, "court-order"), by=clerk)
    refuse_opening(asked(clerk, second), by=keeper, because="The letter is missing")
    held(keeper, register="delivery")
    request = received(clerk)
    opening = asked(clerk, second, "own-request", request=request)
    approve_opening(opening, by=keeper)
    open_record(opening, by=clerk)
    answer_request(request, by=keeper, outcome="shown", explanation="Seen at the counter")
    lines = "\n".join(said(language))
    for words in expected:
        assert words in lines, lines
    assert "sealedrecord:" not in lines
    assert "officer:" not in lines
    assert not any(value in lines for value in FIELDS.values())

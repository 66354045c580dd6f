"""A person's request: receipt, identity at the counter, deadline, an answer that was earned."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.vault.scene import approved, asked, received, records
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions.openings import approve_opening, open_record
from evenborn.apps.vault.actions.records import correct_record
from evenborn.apps.vault.actions.requests import answer_request, receive_request
from evenborn.apps.vault.models import Opening, PersonRequest
from evenborn.apps.vault.requests import Outcome, Receipt, new_receipt, secret_hash, secret_matches
from evenborn.registers.refusal import Refusal
from people import NIWU, XIZE

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_receipt_finds_its_request_and_nothing_else_does(clerk: Actor) -> None:
    receipt = new_receipt()
    made = receive_request(
        by=clerk, area=NIWU, kind="see", about="oneself", papers="identity-card", receipt=receipt
    )
    assert queries.request_by_receipt(receipt) == made
    assert queries.request_by_receipt(Receipt(receipt.number, new_receipt().secret)) is None
    assert queries.request_by_receipt(Receipt(new_receipt().number, receipt.secret)) is None
    assert receipt.secret not in str(vars(made))
    assert made.due_on == clerk.today + timedelta(days=15)
    assert made.is_late(made.due_on + timedelta(days=1))
    assert not made.is_late(made.due_on)


@given(st.integers(min_value=0, max_value=15), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_letter_of_the_secret_is_refused(place: int, letter: str) -> None:
    receipt = new_receipt()
    typed = receipt.secret[:place] + letter + receipt.secret[place + 1 :]
    right = typed == receipt.secret
    assert secret_matches(secret_hash(receipt), Receipt(receipt.number, typed)) is right


@pytest.mark.parametrize(
    ("about", "papers", "fine"),
    [
        ("oneself", "identity-card", True),
        ("own-child", "identity-card", False),
        ("own-child", "card-and-birth-certificate", True),
        ("ward", "card-and-household-book", False),
        ("ward", "card-and-guardianship", True),
    ],
)
def test_the_relation_to_a_child_or_ward_is_shown(clerk: Actor, about: str, papers: str, fine: bool) -> None:
    given = {"area": NIWU, "kind": "see", "about": about, "papers": papers, "receipt": new_receipt()}
    if fine:
        assert receive_request(by=clerk, **given).about == about
    else:
        with pytest.raises(Refusal, match="vault-check-too-little"):
            receive_request(by=clerk, **given)


@pytest.mark.parametrize("field", ["kind", "about", "papers"])
def test_what_is_not_on_the_list_is_refused(clerk: Actor, field: str) -> None:
    given = {"kind": "see", "about": "oneself", "papers": "identity-card"} | {field: "my neighbour"}
    with pytest.raises(Refusal, match="vault-not-listed"):
        receive_request(by=clerk, area=NIWU, receipt=new_receipt(), **given)


def test_shown_is_said_only_after_a_record_was_opened_for_it(clerk: Actor, keeper: Actor) -> None:
    request = received(clerk)
    with pytest.raises(Refusal, match="vault-request-not-done"):
        answer_request(request, by=keeper, outcome="shown", explanation="Seen at the counter")
    opening = asked(clerk, records()[0], "own-request", request=request)
    approve_opening(opening, by=keeper)
    open_record(opening, by=clerk)
    answered = answer_request(request, by=keeper, outcome="shown", explanation="Seen at the counter")
    assert answered.is_answered
    with pytest.raises(Refusal, match="vault-request-answered"):
        answer_request(request, by=keeper, outcome="not-found", explanation="Not here")


def test_corrected_is_said_only_after_a_correction_for_it(clerk: Actor, keeper: Actor) -> None:
    request = received(clerk, kind="correct")
    opening = asked(clerk, records()[0], "correction", request=request)
    approve_opening(opening, by=keeper)
    open_record(opening, by=clerk)
    with pytest.raises(Refusal, match="vault-request-not-done"):
        answer_request(request, by=keeper, outcome="corrected", explanation="Name corrected")
    correct_record(opening, by=clerk, changes={"mother_name": "慕容雪青"})
    assert answer_request(request, by=keeper, outcome="corrected", explanation="Name corrected").outcome


@pytest.mark.parametrize(
    ("kind", "outcome"), [("see", "corrected"), ("see", "already-right"), ("correct", "shown")]
)
def test_an_answer_fits_what_was_asked(clerk: Actor, keeper: Actor, kind: str, outcome: str) -> None:
    with pytest.raises(Refusal, match="vault-answer-unfit"):
        answer_request(received(clerk, kind=kind), by=keeper, outcome=outcome, explanation="So")


def test_a_refusal_gives_its_reason(clerk: Actor, keeper: Actor) -> None:
    request = received(clerk)
    with pytest.raises(Refusal, match="vault-reference-missing"):
        answer_request(request, by=keeper, outcome=Outcome.NOT_FOUND, explanation=" ")
    answered = answer_request(request, by=keeper, outcome=Outcome.NOT_FOUND, explanation="No such birth here")
    assert answered.explanation == "No such birth here"


def test_requests_stay_in_their_area(clerk: Actor, keeper: Actor, keeper_elsewhere: Actor) -> None:
    request = received(clerk)
    assert list(queries.requests(keeper_elsewhere)) == []
    with pytest.raises(NotVisible):
        answer_request(request, by=keeper_elsewhere, outcome="not-found", explanation="No")
    with pytest.raises(Forbidden):
        received(clerk, XIZE)
    with pytest.raises(Forbidden):
        received(keeper)


def test_no_column_of_a_request_or_an_opening_can_hold_a_name() -> None:
    free = {
        model.__name__: {
            field.name for field in model._meta.local_fields
            if field.get_internal_type() in ("CharField", "TextField") and not field.choices
        }
        for model in (PersonRequest, Opening)
    }  # fmt: skip
    assert free == {
        "PersonRequest": {"receipt", "secret_hash", "area", "explanation"},
        "Opening": {"area", "reference", "because"},
    }


def test_an_answered_request_opens_no_further_record(clerk: Actor, keeper: Actor) -> None:
    request = received(clerk)
    answer_request(request, by=keeper, outcome="not-found", explanation="No such birth here")
    with pytest.raises(Refusal, match="vault-request-answered"):
        asked(clerk, records()[0], "own-request", request=queries.requests(clerk).get(pk=request.pk))
    assert approved(clerk, keeper, records()[0]).request is None

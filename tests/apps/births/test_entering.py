"""A birth that is typed is entered once, counted once, numbered once; what is incomplete is refused."""

import json

import pytest

from apps.births import scene
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.audit.models import Entry
from evenborn.apps.births.entry.regular import tidy
from evenborn.apps.births.entry.submitting import correct, withdraw_entry
from evenborn.apps.intake.entering import finish, finish_waiting
from evenborn.apps.intake.kept_files import kept_path
from evenborn.apps.intake.models import BatchState
from evenborn.apps.intake.rules import Because
from evenborn.apps.stores import Store
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal
from people import XIZE

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_birth_is_sealed_counted_and_numbered() -> None:
    batch = scene.entered()
    assert (batch.state, batch.new, batch.way) == (BatchState.ACCEPTED, 1, "entry")
    assert (scene.counted(), scene.sealed(), scene.lines()) == ((1, 0), 1, [(1, False)])
    assert not kept_path(batch.pk).exists()


def test_the_trail_keeps_of_a_typed_birth_what_it_is_and_nothing_of_its_row() -> None:
    batch = scene.entered()
    entry = Entry.objects.using(Store.STATISTICS).get(event="intake.enter-batch")
    assert json.loads(entry.facts) == {"number": batch.pk, "entry": "birth", "entry_reason": ""}


def test_the_same_form_twice_is_one_entry() -> None:
    by = scene.acting()
    first, second = scene.entered(by), scene.entered(by)
    assert first.pk == second.pk
    assert (scene.counted(), scene.sealed(), scene.lines()) == ((1, 0), 1, [(1, False)])


def test_the_form_of_somebody_else_is_not_there() -> None:
    scene.entered()
    with pytest.raises(NotVisible):
        scene.entered(scene.acting(XIZE))


def test_a_number_that_is_taken_replaces_nothing() -> None:
    by = scene.acting()
    scene.entered(by, 1)
    with pytest.raises(Refusal, match="intake-number-taken"):
        scene.entered(by, 2, record_number="2026-000001")
    assert (scene.sealed(), scene.versions(), scene.lines()) == (1, 0, [(1, False)])
    scene.entered(by, 3)
    assert scene.lines() == [(1, False), (2, False)]


@pytest.mark.parametrize("name", [n for n, f in register("delivery").fields.items() if f.required])
def test_no_required_field_is_passed_by(name: str) -> None:
    by = scene.acting()
    if name in ("facility", "registered_at"):
        assert scene.form(by, **{name: ""}).is_valid()  # the office states these itself
        return
    form = scene.form(by, **{name: ""})
    assert not form.is_valid()
    assert name in form.errors


def test_a_withdrawn_birth_leaves_its_number_struck() -> None:
    by = scene.acting()
    first = scene.entered(by, 1)
    scene.entered(by, 2)
    withdraw_entry(scene.again(first), by=by, because=Because.ENTERED_TWICE)
    assert (scene.sealed(), scene.lines()) == (1, [(1, True), (2, False)])
    scene.entered(by, 3, record_number="2026-000001")
    assert (scene.sealed(), scene.lines()) == (2, [(1, True), (2, False), (3, False)])


def corrected(number: int = 1, **changes: str) -> object:
    by = scene.acting()
    checked, batch = correct(
        f"2026-{number:06}",
        changes,
        by=by,
        sender=scene.facility(),
        key=scene.key(90 + number),
        reason="typing",
    )
    return checked.rejecting if batch is None else batch


def test_a_correction_is_a_next_version_and_counts_once() -> None:
    scene.entered()
    corrected(sex="male", newborn_name="李梅之子")
    assert (scene.counted(), scene.sealed(), scene.versions()) == ((0, 1), 1, 1)
    assert scene.lines() == [(1, False)]


def test_a_correction_that_breaks_a_rule_changes_nothing() -> None:
    scene.entered()
    found = corrected(sex="male")
    assert [(one.field, one.rule) for one in found] == [("sex", "placeholder-sex-disagrees")]  # type: ignore[attr-defined]
    assert (scene.counted(), scene.versions()) == ((1, 0), 0)


def test_a_correction_of_nothing_is_refused() -> None:
    scene.entered()
    with pytest.raises(Refusal, match="intake-nothing-corrected"):
        corrected(weight="3250")


def test_another_facility_has_no_such_record() -> None:
    scene.entered()
    by = scene.acting(XIZE)
    with pytest.raises(NotVisible):
        correct(
            "2026-000001",
            {"weight": "3000"},
            by=by,
            sender=scene.facility(XIZE),
            key=scene.key(9),
            reason="typing",
        )


def test_a_corrected_birth_is_withdrawn_as_a_whole() -> None:
    first = scene.entered()
    corrected(weight="3300")
    withdraw_entry(scene.again(first), by=scene.acting(), because=Because.SENT_BY_MISTAKE)
    assert (scene.counted(), scene.sealed(), scene.lines()) == ((0, 0), 0, [(1, True)])


class CutOff(BaseException):
    """Stands for the loss of power."""


@pytest.mark.parametrize(
    "where",
    [
        "evenborn.apps.intake.actions.entries.seal_file",
        "evenborn.apps.intake.entering.take_in",
        "evenborn.apps.vault.actions.imports.prepare_part",
        "evenborn.apps.vault.actions.book.prepare_line",
        "evenborn.apps.intake.actions.batches.accept_batch",
    ],
)
def test_what_is_cut_off_is_entered_by_sending_it_again(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    by = scene.acting()

    def cut(*_args: object, **_kwargs: object) -> None:
        raise CutOff

    with monkeypatch.context() as power:
        power.setattr(where, cut)
        with pytest.raises(CutOff):
            scene.entered(by)
    assert (scene.sealed(), scene.lines()) == (0, [])
    finish_waiting()
    batch = scene.entered(by)
    assert batch.state == BatchState.ACCEPTED
    assert (scene.counted(), scene.sealed(), scene.lines()) == ((1, 0), 1, [(1, False)])
    assert finish(batch).pk == batch.pk


def test_an_entry_that_did_not_get_its_turn_is_taken_in_by_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = scene.acting()
    with monkeypatch.context() as busy:
        busy.setattr("evenborn.apps.intake.entering.PATIENCE", 0.0)
        busy.setattr("evenborn.apps.intake.entering.take_in", refuse_as_busy)
        batch = scene.entered(by)
    assert (batch.state, scene.sealed()) == (BatchState.CHECKED, 0)
    tidy()
    assert (scene.again(batch).state, scene.lines()) == (BatchState.ACCEPTED, [(1, False)])


def refuse_as_busy(*_args: object, **_kwargs: object) -> None:
    raise Refusal("intake-busy", register="delivery")

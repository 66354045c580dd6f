"""A batch is taken in whole or not at all, once, with history; whatever is cut off is settled."""

import pytest

from apps.intake import scene
from evenborn.apps.intake.actions import batches
from evenborn.apps.intake.models import BatchState
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import recover, take_in, withdraw
from evenborn.apps.vault.actions import imports
from evenborn.apps.vault.models import Import
from evenborn.registers.refusal import Refusal
from people import everyone

pytestmark = pytest.mark.django_db(databases="__all__")

GIRL, BOY = scene.row(1), scene.row(2, sex="男")


def test_a_batch_is_sealed_and_counted() -> None:
    batch = scene.accepted(scene.delivery([GIRL, BOY]))
    assert (batch.state, batch.new, batch.unchanged) == (BatchState.ACCEPTED, 2, 0)
    assert scene.counted() == (1, 1)
    assert scene.sealed() == 2


def test_the_same_file_twice_changes_nothing() -> None:
    content = scene.delivery([GIRL, BOY])
    first = scene.accepted(content)
    with pytest.raises(Refusal) as refused:
        scene.accepted(content)
    assert (refused.value.code, refused.value.facts["batch"]) == ("intake-file-known", first.pk)
    assert scene.counted() == (1, 1)
    assert scene.sealed() == 2


def test_the_same_rows_in_another_file_are_unchanged() -> None:
    scene.accepted(scene.delivery([GIRL, BOY]))
    batch = scene.accepted(scene.delivery([BOY, GIRL, scene.row(3)]))
    assert (batch.new, batch.replaced, batch.unchanged) == (1, 0, 2)
    assert scene.counted() == (2, 1)


def test_a_corrected_record_is_a_next_version_and_counts_once() -> None:
    scene.accepted(scene.delivery([GIRL, BOY]))
    batch = scene.accepted(scene.delivery([scene.row(1, sex="男")]))
    assert (batch.new, batch.replaced) == (0, 1)
    assert scene.counted() == (0, 2)
    assert (scene.sealed(), scene.versions()) == (2, 1)


def test_a_withdrawn_batch_counts_no_more_and_what_it_replaced_comes_back() -> None:
    scene.accepted(scene.delivery([GIRL, BOY]))
    later = scene.accepted(scene.delivery([scene.row(1, sex="男"), scene.row(3)]))
    assert scene.counted() == (1, 2)
    withdraw(later, by=everyone(), because=Because.SENT_BY_MISTAKE)
    assert scene.counted() == (1, 1)
    assert scene.sealed() == 2


def test_a_batch_that_a_later_one_corrected_is_not_withdrawn_before_it() -> None:
    first = scene.accepted(scene.delivery([GIRL]))
    later = scene.accepted(scene.delivery([scene.row(1, sex="男")]))
    with pytest.raises(Refusal, match="vault-import-built-upon"):
        withdraw(first, by=everyone(), because=Because.REPLACED)
    withdraw(later, by=everyone(), because=Because.REPLACED)
    withdraw(scene.again(first), by=everyone(), because=Because.REPLACED)
    assert scene.counted() == (0, 0)
    assert scene.sealed() == 0


def test_a_batch_whose_rows_came_again_is_not_withdrawn_before_the_other() -> None:
    first = scene.accepted(scene.delivery([GIRL, BOY]))
    again = scene.accepted(scene.delivery([BOY, GIRL, scene.row(3)]))
    with pytest.raises(Refusal, match="intake-sent-again"):
        withdraw(first, by=everyone(), because=Because.REPLACED)
    withdraw(again, by=everyone(), because=Because.REPLACED)
    withdraw(scene.again(first), by=everyone(), because=Because.REPLACED)
    assert (scene.counted(), scene.sealed()) == ((0, 0), 0)


def test_a_withdrawn_file_may_come_again() -> None:
    content = scene.delivery([GIRL, BOY])
    withdraw(scene.accepted(content), by=everyone(), because=Because.WRONG_PERIOD)
    batch = scene.accepted(content)
    assert batch.state == BatchState.ACCEPTED
    assert scene.counted() == (1, 1)
    assert scene.sealed() == 2


def test_the_same_birth_under_another_number_is_pointed_out() -> None:
    scene.accepted(scene.delivery([GIRL]))
    batch = scene.accepted(scene.delivery([scene.row(9, mother="E00000001")]))
    assert (batch.new, batch.doubled) == (1, 1)


class CutOff(BaseException):
    """Stands for the loss of power."""


@pytest.mark.parametrize(
    ("where", "name", "survives"),
    [
        (imports, "begin_import", False),
        (imports, "prepare_part", False),
        (batches, "accept_batch", False),
        (imports, "publish_import", True),
    ],
)
def test_what_is_cut_off_is_undone_before_the_marker_and_completed_after_it(
    where: object, name: str, survives: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.accepted(scene.delivery([GIRL]))
    batch = scene.checked(scene.delivery([scene.row(1, sex="男"), BOY]))
    done = getattr(where, name)

    def cut(*args: object, **kwargs: object) -> object:
        if name in ("prepare_part", "begin_import"):
            done(*args, **kwargs)
        raise CutOff

    with monkeypatch.context() as power:
        power.setattr(where, name, cut)
        power.setattr("evenborn.apps.intake.taking_in._settle", lambda _batch: None)
        if name == "publish_import":
            power.setattr("evenborn.apps.intake.taking_in._settle", cut)
        with pytest.raises(CutOff):
            take_in(batch, by=everyone())
    assert scene.sealed() == 1
    assert recover() == 1
    assert scene.again(batch).state == (BatchState.ACCEPTED if survives else BatchState.CHECKED)
    assert scene.counted() == ((0, 2) if survives else (1, 0))
    assert Import.objects.regardless("a scene of a test").count() == (2 if survives else 1)
    assert recover() == 0


@pytest.mark.parametrize(
    ("where", "name", "instead"),
    [("known_rows", "MANY", 1), ("imports", "seem_new", lambda *_: True)],
    ids=["some are asked for first", "only the insert meets them"],
)
def test_rows_that_are_there_are_found_among_many_that_seem_new(
    monkeypatch: pytest.MonkeyPatch, where: str, name: str, instead: object
) -> None:
    scene.accepted(scene.delivery([GIRL, BOY]))
    monkeypatch.setattr(f"evenborn.apps.vault.actions.{where}.{name}", instead)
    rows = [scene.row(number) for number in range(3, 9)]
    batch = scene.accepted(scene.delivery([GIRL, scene.row(2), *rows]))
    assert (batch.new, batch.replaced, batch.unchanged) == (6, 1, 1)
    assert (scene.counted(), scene.sealed(), scene.versions()) == ((8, 0), 8, 1)

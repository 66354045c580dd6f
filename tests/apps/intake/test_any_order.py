"""Whatever is sent, corrected and withdrawn in whatever order: the statistics are those of what is sealed."""

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.intake import scene
from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.agreement import agreement_of
from evenborn.apps.births.models import BirthsOfMonth
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import withdraw
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from people import everyone

pytestmark = pytest.mark.django_db(databases="__all__")

Birth = tuple[str, int, int]
"""Sex, month, order."""
births = st.tuples(st.sampled_from("男女"), st.integers(1, 2), st.integers(1, 3))
files = st.dictionaries(st.integers(1, 4), births, min_size=1, max_size=3)
steps = st.lists(st.one_of(files, st.integers(0, 3)), min_size=1, max_size=6)


def refusal_of(does: Callable[[], object]) -> str:
    """Code of what was refused; empty where nothing was."""
    try:
        does()
    except Refusal as refusal:
        return refusal.code
    return ""


class Model:
    """What ought to be there: by record number, what each batch made of it, the last one on top."""

    def __init__(self) -> None:
        self.records: dict[int, list[tuple[int, Birth]]] = {}
        self.standing: list[Batch] = []
        self.with_rows_again: set[int] = set()

    def send(self, file: dict[int, Birth]) -> None:
        """Take a file in; one that stands already changes nothing."""
        rows = [
            scene.row(number, sex=sex, born=f"2025-{month:02}-08 14:05", order=order)
            for number, (sex, month, order) in file.items()
        ]
        taken: list[Batch] = []
        if refusal_of(lambda: taken.append(scene.accepted(scene.delivery(rows)))) == "intake-file-known":
            return
        [batch] = taken
        self.standing.append(batch)
        for number, birth in file.items():
            known = self.records.setdefault(number, [])
            if known and known[-1][1] == birth:
                self.with_rows_again.add(batch.pk)
            else:
                known.append((batch.pk, birth))

    def take_back(self, place: int) -> None:
        """Withdraw one of the batches that stand, unless a later one is built upon it."""
        if not self.standing:
            return
        place %= len(self.standing)
        batch, later = self.standing[place], {one.pk for one in self.standing[place + 1 :]}
        built_upon = any(batch.pk in (one for one, _ in known[:-1]) for known in self.records.values())
        refused = refusal_of(
            lambda: withdraw(scene.again(batch), by=everyone(), because=Because.SENT_BY_MISTAKE)
        )
        sent_again = "intake-sent-again" if later & self.with_rows_again else ""
        assert refused == ("vault-import-built-upon" if built_upon else sent_again)
        if refused:
            return
        self.standing.remove(batch)
        for known in self.records.values():
            known[:] = [one for one in known if one[0] != batch.pk]

    def births(self) -> list[Birth]:
        """Every birth as it ought to stand."""
        return sorted(known[-1][1] for known in self.records.values() if known)


def counted() -> list[Birth]:
    """Every birth that the statistics count."""
    found: list[Birth] = []
    for row in BirthsOfMonth.objects.visible_to(everyone(), Permission.BIRTHS_SEE):
        assert row.month is not None
        order = int(row.order.rstrip("+"))
        found += [("男", row.month.month, order)] * row.male + [("女", row.month.month, order)] * row.female
    return sorted(found)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_statistics_are_always_a_recount_of_the_sealed_records(
    sequence: list[dict[int, Birth] | int],
) -> None:
    verifier = program("evenborn births-verify", Permission.VAULT_KEYS)
    with ExitStack() as stack:
        for store in Store:
            stack.enter_context(transaction.atomic(using=store))
        model = Model()
        for step in sequence:
            if isinstance(step, int):
                model.take_back(step)
            else:
                model.send(step)
            assert counted() == model.births()
            found = agreement_of(verifier, "delivery")
            assert (found.records, found.differences) == (len(model.births()), ())
        for store in Store:
            transaction.set_rollback(True, using=store)

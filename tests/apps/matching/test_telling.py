"""What owners are told of a comparison that was made, and what the next one makes of their answers."""

import pytest
from django.urls import reverse

from apps.matching import scene
from evenborn.apps.matching.comparing import carry_out
from evenborn.apps.matching.rules import RunState
from evenborn.apps.matching.tasks import start, tidy
from evenborn.apps.vault.actions.replies import answer_records, exported
from evenborn.apps.vault.models import DifferenceSheet
from evenborn.comparison.compare import RegisterFile, compare
from evenborn.comparison.difference_list import Listed
from people import browser_of, everyone

pytestmark = pytest.mark.django_db(databases="__all__")


def told(run: scene.Run, name: str = "delivery") -> list[Listed]:
    return exported(scene.sheet(run, name), by=scene.by(scene.owner(name)))


def test_each_owner_is_told_its_own_and_answers_change_the_next_comparison(pair: scene.Pair) -> None:
    run = scene.compared(pair)
    files = [RegisterFile(pair.encoding(name), None, scene.ON, days=scene.PERIOD) for name in scene.REGISTERS]
    direct = compare(files)
    for place, name in enumerate(scene.REGISTERS):
        table = direct.differences[place].table
        wanted = zip(*(table.column(column).to_pylist() for column in ("number", "kind")), strict=True)
        assert [(one.number, one.kind) for one in told(run, name)] == list(wanted)
        assert scene.sheet(run, name).elsewhere == direct.differences[place].elsewhere
    before = told(run)
    only = [at for at, one in enumerate(before, 1) if one.kind == "only-here"]
    replies = {only[0]: "entered-by-mistake", only[1]: "confirmed"}
    answer_records(scene.sheet(run, "delivery"), by=scene.by(scene.owner("delivery")), replies=replies)
    then = scene.compared(pair)
    part = scene.part(then, "delivery")
    assert (part.told["removed"], part.told["confirmed"]) == (1, 1)
    assert part.births == scene.part(run, "delivery").births - 1
    numbers = {one.number for one in told(then) if one.kind == "only-here"}
    assert not {before[at - 1].number for at in replies} & numbers


class Killed(BaseException):
    """What a worker that is killed does not survive."""


def killed_in(place: str, run: int) -> None:
    """Carry a comparison out that is cut off in an action."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(f"evenborn.apps.{place}", killed)
        with pytest.raises(Killed):
            carry_out(run)


def test_sheets_are_hidden_until_the_marker_is_set(pair: scene.Pair) -> None:
    run = scene.begun()
    for name in scene.REGISTERS:
        scene.deposited(run, name, pair.encoding(name))
    start(run, by=everyone())
    killed_in("matching.actions.results.keep_result", run.pk)
    sheets = DifferenceSheet.objects.regardless("a test").filter(run=run.pk)
    assert sheets.filter(shown=False).count() == 2
    page = browser_of(scene.owner("delivery")).get(reverse("matching-sheets"))
    assert page.context["listing"].page.paginator.count == 0
    killed_in("vault.actions.sheets.show_sheets", run.pk)
    assert scene.again(run).state == RunState.DONE
    assert sheets.filter(shown=False).count() == sheets.count() == 2
    tidy()
    assert sheets.filter(shown=True).count() == 2

"""Who may contest and answer, within which area and department; what the trail tells of it."""

import json

import pytest

from apps.births.returns.scene import registrar
from apps.signalling import scene
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.signalling.actions.objecting import answer_contest, contest_signal
from evenborn.apps.signalling.models import FacilityContest
from evenborn.apps.signalling.owed import about_own, to_answer
from evenborn.apps.signalling.rules import Answer, Ground
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from people import CITY, XIZE, actor

pytestmark = pytest.mark.django_db(databases="__all__")


def trail() -> list[tuple[str, dict[str, object]]]:
    rows = Entry.objects.using(Store.STATISTICS).filter(event__startswith="signalling.").order_by("number")
    return [(row.event.removeprefix("signalling."), json.loads(row.facts)) for row in rows]


def test_each_step_is_in_the_trail() -> None:
    contest = scene.contested()
    answer_contest(contest, by=scene.licensing(CITY), answer=Answer.EXPLAINED, text="A referral hospital.")
    kind = "scans-without-indication"
    assert trail() == [
        ("replace-signals", {"signals": 1, "new": 1, "ended": 0, "gone": 0}),
        ("contest-signal", {"kind": kind, "ground": "referral-facility"}),
        ("answer-contest", {"kind": kind, "answer": "explained"}),
    ]


def test_only_the_facility_itself_contests() -> None:
    signal = scene.listed()
    other = scene.of_facility(scene.FACILITIES[0])
    with pytest.raises(NotVisible):
        contest_signal(signal, by=other, ground=Ground.OTHER, text="not ours")
    with pytest.raises(Forbidden):
        contest_signal(signal, by=scene.licensing(), ground=Ground.OTHER, text="not mine")
    assert not FacilityContest.objects.regardless("a test").exists()


def test_only_a_licensing_officer_of_the_area_answers() -> None:
    contest = scene.contested()
    with pytest.raises(NotVisible):
        answer_contest(contest, by=scene.licensing(XIZE), answer=Answer.WITHDRAWN, text="")
    for by in (scene.of_facility(), actor(RoleCode.ANALYST, CITY)):
        with pytest.raises(Forbidden):
            answer_contest(contest, by=by, answer=Answer.WITHDRAWN, text="")


@pytest.mark.parametrize("text", ["王某 110105194912310021", "call 13800138000"])
def test_a_contest_that_names_a_person_is_refused_and_kept_nowhere(text: str) -> None:
    signal = scene.listed()
    with pytest.raises(Refusal) as refused:
        contest_signal(signal, by=scene.of_facility(), ground=Ground.OTHER, text=text)
    assert refused.value.code == "signalling-names-person"
    assert scene.signal().standing == "listed"
    assert not FacilityContest.objects.regardless("a test").exists()


def test_an_answer_is_given_once() -> None:
    contest = scene.contested()
    answer_contest(contest, by=scene.licensing(), answer=Answer.WITHDRAWN, text="")
    with pytest.raises(Refusal) as refused:
        answer_contest(contest, by=scene.licensing(CITY), answer=Answer.UPHELD, text="no")
    assert refused.value.code == "signalling-answered-already"
    assert scene.signal().standing == "withdrawn"


def test_what_waits_is_owed_by_whom_it_concerns() -> None:
    scene.listed()
    own, officer, elsewhere = scene.of_facility(), scene.licensing(), scene.licensing(XIZE)
    assert (about_own(own), to_answer(officer)) == (1, 0)
    contest_signal(scene.signal(), by=own, ground=Ground.OTHER, text="Rooms were moved.")
    assert (about_own(own), to_answer(officer), to_answer(elsewhere)) == (0, 1, 0)
    assert about_own(registrar("someone", whose="Hospital YX990130")) == 0

"""A facility drawn among the others: who is drawn, for whom, and between which limits."""

import re
from dataclasses import replace

import numpy as np
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from apps.signalling import scene
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.signalling.assessing import assess
from evenborn.apps.signalling.drawn.among import among_lines, compared_of, drawn_among
from evenborn.apps.signalling.models import Assessment
from evenborn.apps.signalling.rules import SOURCES
from evenborn.presentation.numbers import Language
from evenborn.signals import KINDS, Evidence, Kind
from evenborn.signals.limits import chance_limits, size_of
from people import browser_of

database = pytest.mark.django_db(databases="__all__")

ONE = Evidence("F0", "scans-without-indication", 0.4, 0.35, 0.45, 0.02, 1e-12, 400, 160, 400)
RATE = Evidence("F0", "scans-per-device-day", 40.0, 36.0, 44.4, 10.0, 1e-12, 800, 800, 20)


def browser(by: Actor) -> Client:
    client = browser_of(Officer.objects.get(pk=by.officer))
    client.cookies["django_language"] = "en"
    return client


def others(page: str) -> int:
    return len(re.findall(r'<circle [^>]*class="mark-inside"', page))


@database
def test_an_officer_sees_the_others_and_the_facility_only_itself() -> None:
    found = scene.listed()
    officer = browser(scene.licensing()).get(f"/signals/{found.pk}/").content.decode()
    own = browser(scene.of_facility()).get(f"/signals/{found.pk}/").content.decode()
    assert others(officer) == 7
    assert "7 drawn: lowest 2.9%, median 2.9%, highest 2.9%." in officer
    assert others(own) == 0
    assert "7 drawn" not in own
    for page in (officer, own):
        assert 'class="mark-high"' in page
        assert "99.8% limits of chance alone" in page
        assert "What to do next" in page
        assert all(code == scene.SELLER for code in re.findall(r"YX99013\d", page))


@database
def test_only_the_last_assessment_keeps_where_facilities_lie() -> None:
    scene.listed()
    scene.scans(30)
    assess()
    kept = [
        bool(compared) for compared in Assessment.objects.order_by("pk").values_list("compared", flat=True)
    ]
    assert kept == [False, True]


@given(st.integers(0, 9), st.integers(10, 500))
def test_who_rests_on_fewer_than_ten_persons_is_never_drawn(few: int, of: int) -> None:
    rest = [
        replace(ONE, facility="F1", observed=few / of, events=few, persons=of, total=of),
        replace(ONE, facility="F2", events=few, persons=few, total=few or 1),
    ]
    compared = compared_of([ONE, *rest])
    assert set(compared["scans-without-indication"]) == {"F0"}
    lines = dict(among_lines(ONE, compared, 3, "en"))
    assert "The other facilities" not in lines


def test_who_is_not_drawn_is_counted() -> None:
    compared = compared_of([ONE, replace(ONE, facility="F1", observed=0.1, events=40)])
    lines = dict(among_lines(ONE, compared, 9, "en"))
    assert lines["The other facilities"].endswith("7 more rest on fewer than ten persons and are not drawn.")


@given(st.integers(30, 5_000), st.floats(0.02, 0.9))
def test_limits_of_a_share_hold_as_much_as_they_say(number: int, expected: float) -> None:
    one = replace(ONE, expected=expected, total=float(number))
    for confidence in (0.95, 0.998):
        limits = chance_limits(one, [float(number)], confidence)
        assert limits is not None
        lower, upper = (float(end[0]) * number for end in limits)
        inside = stats.binom.cdf(np.floor(upper), number, expected)
        inside -= stats.binom.cdf(np.ceil(lower) - 1, number, expected)
        largest = stats.binom.pmf(int(number * expected), number, expected)
        assert abs(inside - confidence) <= 2 * largest + 1e-9


def test_limits_of_a_rate_are_its_interval_around_the_expectation_and_narrow_with_size() -> None:
    limits = chance_limits(RATE, [size_of(RATE), 4 * size_of(RATE)], 0.95)
    assert limits is not None
    lower, upper = limits
    assert upper[0] / 10 == pytest.approx((44.4 / 36.0) ** 0.5)
    assert np.log(upper[1] / lower[1]) == pytest.approx(np.log(upper[0] / lower[0]) / 2)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_of_the_office_is_drawn(kind: Kind, language: Language) -> None:
    at = {"ratio": 150.0, "share": 0.4, "rate": 40.0, "number": 9.0}[KINDS[kind].measure]
    one = replace(ONE, kind=kind, observed=at, lower=0.9 * at, upper=1.1 * at, expected=at / 2)
    drawn = drawn_among(one, {kind: {"F1": (90.0, at / 2)}}, language)
    assert drawn is not None
    assert str(drawn.drawing).count("<circle") == 1
    assert drawn.legend

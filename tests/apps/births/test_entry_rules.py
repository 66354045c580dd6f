"""Pure rules of an entry: what a correction leaves, what is late, on which days a birth is doubtful."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from evenborn.apps.births.entry.rules import DAY, NUMBER_FIELDS, changed, is_late, near_days, time_left
from evenborn.registers.definition import register

FIELDS = list(register("delivery").fields)
FIRST, LAST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")
said = st.dictionaries(st.sampled_from(FIELDS), st.text("ab1", min_size=1, max_size=3))
typed = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["", "-", "—", "x", "new"]))


@given(said, typed)
def test_a_correction_changes_what_is_typed_and_nothing_else(
    before: dict[str, str], wanted: dict[str, str]
) -> None:
    after = changed(before, wanted)
    for name in FIELDS:
        text = wanted.get(name, "")
        if not text or name in NUMBER_FIELDS:
            assert after.get(name) == before.get(name)
        else:
            assert after.get(name) == (None if text in "-—" else text)


@given(st.datetimes(FIRST, LAST), st.timedeltas(-DAY, 3 * DAY))
def test_a_birth_is_late_once_more_than_a_day_has_passed(born: datetime, since: timedelta) -> None:
    assert is_late(born, born + since) == (since > DAY)
    assert time_left(born, born + since) == DAY - since


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_week_before_and_after_is_doubtful_the_day_itself_first(day: date) -> None:
    near = list(near_days(day))
    assert near[0] == day
    assert sorted(near) == [day + timedelta(days=distance) for distance in range(-7, 8)]

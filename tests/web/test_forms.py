"""Forms: what is wrong is said at the entry and on top, linked; days are read as people type them."""

import re
from datetime import date

import pytest
from django import forms
from django.template import Context, Engine
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from evenborn.web.components import SampleForm
from evenborn.web.forms import DayField


class Plain(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the register <b>")
    day = forms.DateField(label="Day", required=False)
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def written(form: forms.Form, language: str = "en") -> str:
    with translation.override(language):
        return Engine.get_default().from_string("{{ form }}").render(Context({"form": form}))


def test_labels_help_and_need_are_in_words_and_linked() -> None:
    html = written(Plain())
    assert '<label for="id_name">Name<span class="needed">(required)</span></label>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert "As in the register &lt;b&gt;" in html
    assert '<label for="id_day">Day</label>' in html
    assert 'role="group" aria-labelledby="id_way_label"' in html
    assert "（必填）" in written(Plain(), "zh-hans")


def test_a_needed_entry_is_told_to_a_reader_and_left_to_us() -> None:
    entry = re.search(r'<input type="text" name="name"[^>]*>', written(Plain()))
    assert entry is not None
    assert 'aria-required="true"' in entry[0]
    assert " required" not in entry[0], "a browser would say so in its own words"
    day = re.search(r'<input type="text" name="day"[^>]*>', written(Plain()))
    assert day is not None
    assert "required" not in day[0]


def test_an_empty_entry_says_what_to_do_in_our_words_and_the_readers_language() -> None:
    empty = Plain({"day": "", "way": "a"})
    assert written(empty).count("Fill this in.") == 2
    assert written(empty, "zh-hans").count("请填写此项。") == 2


def test_errors_are_at_the_entry_and_on_top_and_every_link_leads_to_an_entry() -> None:
    html = written(Plain({"day": "31 of May"}))
    assert 'role="alert"' in html
    assert 'aria-invalid="true" aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_name", "id_day", "id_way_0"]
    assert all(f'id="{target}"' in html for target in targets)


def test_every_name_is_its_own_and_every_description_is_there() -> None:
    for form in (SampleForm(prefix="new"), SampleForm({"day": "x"})):
        html = written(form, "zh-hans")
        names = re.findall(r'\bid="([^"]+)"', html)
        assert len(names) == len(set(names))
        for described in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html):
            assert set(described.split()) <= set(names)


@given(st.text())
def test_what_was_entered_comes_back_escaped(said: str) -> None:
    html = written(Plain({"name": said, "day": said, "way": said}))
    assert "<script" not in html.lower()
    assert html.count("<input") == 4


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-28",
        "2026/11/28",
        "2026.11.28",
        "20261128",
        "2026年11月28日",
        "２０２６－１１－２８",
        " 2026-11-28 ",
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 11, 28)


@pytest.mark.parametrize("typed", ["2026-02-30", "28/11/2026", "11-28", "tomorrow", "\x00", "2026-13-01"])
def test_a_day_that_is_none_is_said_with_an_example(typed: str) -> None:
    with (
        translation.override("zh-hans"),
        pytest.raises(forms.ValidationError, match="请按 2026-01-31 的格式填写"),
    ):
        DayField().clean(typed)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_django_writes_days_alike_in_both_languages(language: str) -> None:
    assert 'value="2026-11-28"' in written(Plain(initial={"day": date(2026, 11, 28)}), language)
    with translation.override(language):
        assert Plain({"name": "a", "way": "a", "day": "2026年11月28日"}).is_valid()

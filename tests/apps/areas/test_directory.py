"""Names and codes for all other pages, and the field in which an area is typed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from apps.areas.scene import imported
from evenborn.apps.access.forms import Appoint
from evenborn.apps.access.models import Department
from evenborn.apps.areas.directory import Tree
from evenborn.registers.refusal import Refusal
from evenborn.web import area_names
from evenborn.web.area_field import AreaCodeField
from people import department

pytestmark = pytest.mark.django_db(databases="__all__")

NOW = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _tree() -> Iterator[None]:
    before = area_names.use(Tree())
    yield
    area_names.use(before)


class Choice(forms.Form):
    area = AreaCodeField()

    def __init__(self, text: str, *within: str, on: date = NOW) -> None:
        super().__init__({"area": text})
        field = self.fields["area"]
        assert isinstance(field, AreaCodeField)
        field.ask(within=within or ("",), on=on)


def test_names_are_said_in_the_language_of_the_page(tmp_path: Path) -> None:
    imported(tmp_path)
    assert area_names.name_of("62", "zh") == "甘肃省"
    assert area_names.name_of("62", "en") == "Gansu"
    assert area_names.name_of("620702", "en") == "甘州区"
    assert area_names.name_of("6222", "zh") == "张掖地区"
    assert area_names.name_of("6299", "zh") == "6299"
    assert area_names.name_of("", "zh") == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("620702", "620702"),
        ("620700", "6207"),
        (" ６２０７０２ ", "620702"),
        ("甘州区", "620702"),
        ("甘州", "620702"),
        ("ganzhouqu", "620702"),
        ("Gansu", "62"),
        ("張掖", "6207"),
        ("临夏县", "622921"),
    ],
)
def test_a_code_or_a_name_is_taken(tmp_path: Path, typed: str, code: str) -> None:
    imported(tmp_path)
    form = Choice(typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"area": code}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("6222", "area-not-in-force"),
        ("6299", "area-no-such-code"),
        ("62070", "area-no-such-code"),
        ("临夏", "area-several"),
        ("gz", "area-several"),
        ("无处", "area-no-such-name"),
        ("--", "area-no-such-name"),
    ],
)
def test_what_is_not_clear_is_refused(tmp_path: Path, typed: str, code: str) -> None:
    imported(tmp_path)
    with pytest.raises(Refusal) as refused:
        area_names.find(typed, NOW)
    assert refused.value.code == code
    assert not Choice(typed).is_valid()


def test_the_refusal_of_a_former_code_names_what_followed(tmp_path: Path) -> None:
    imported(tmp_path)
    with translation.override("zh-hans"):
        assert "6207" in str(Choice("6222").errors["area"])
    assert Choice("6222", on=date(1990, 1, 1)).is_valid()


def test_an_area_of_others_is_refused(tmp_path: Path) -> None:
    imported(tmp_path)
    assert Choice("620702", "6207").is_valid()
    assert not Choice("620702", "6201", "52").is_valid()
    assert not Choice("62", "6207").is_valid()
    form = Choice("620702", "6207")
    form.fields["area"].within = ()  # type: ignore[attr-defined]
    assert not form.is_valid()


def test_the_field_offers_ones_own_areas_and_those_below_without_a_script(tmp_path: Path) -> None:
    imported(tmp_path)
    shown = str(Choice("", "6207")["area"])
    assert '<option value="6207">张掖市</option>' in shown
    assert '<option value="620702">甘州区</option>' in shown
    assert "620102" not in shown
    assert 'list="id_area_areas"' in shown
    assert '<datalist id="id_area_areas">' in shown
    assert "<script" not in shown


def test_before_the_first_import_every_code_is_taken_as_typed() -> None:
    assert area_names.find("990101000000", NOW) == "990101"
    assert area_names.name_of("990101", "en") == "990101"
    with pytest.raises(Refusal, match="area-no-code"):
        area_names.find("霓坞区", NOW)


@pytest.mark.parametrize(
    ("typed", "area"), [("甘州区", "620702"), ("620700", "6207"), ("", ""), ("临夏", None)]
)
def test_an_appointment_takes_the_name_of_an_area(tmp_path: Path, typed: str, area: str | None) -> None:
    imported(tmp_path)
    home = department("620702")
    entries = {"role": "clerk", "area": typed, "department": home.pk, "since": "2026-01-01", "until": ""}
    form = Appoint(NOW, Department.objects.all(), entries)
    assert form.is_valid() is (area is not None), form.errors
    assert form.cleaned_data.get("area") == area

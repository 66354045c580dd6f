"""Forms of targets: what the responsibility letter asks, and of which base."""

from decimal import Decimal
from typing import Any

from django import forms

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.wording import worded
from evenborn.apps.figures.models import Target
from evenborn.apps.figures.targets.actions import Asked
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS
from evenborn.presentation.words import say
from evenborn.web.area_field import AreaCodeField
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["TargetForm"]

_YEARS: dict[str, Any] = {"min_value": 1980, "max_value": 2100}
_WHOLE = Decimal(100)


def _about(name: str) -> dict[str, Any]:
    return {"label": worded(f"figures.targets.{name}"), "help_text": worded(f"figures.targets.help.{name}")}


def _registers() -> list[tuple[str, str]]:
    return [(name, register_name(name)) for name in REGISTERS_OF_ROWS]


def _choices(codes: type[Target.Base] | type[Target.YearKind], family: str) -> list[tuple[str, str]]:
    return [(one.value, say(f"figures.targets.{family}.{one.value}", page_language())) for one in codes]


class TargetForm(forms.Form):
    """A target of an area for a year."""

    area = AreaCodeField(**_about("area"))
    year = forms.IntegerField(**_YEARS, **_about("year"))
    letter = forms.CharField(max_length=60, **_about("letter"))
    register = forms.ChoiceField(choices=_registers, **_about("register"))
    year_kind = forms.ChoiceField(
        choices=lambda: _choices(Target.YearKind, "kind"), **_about("year-kind")
    )  # fmt: skip
    required = forms.DecimalField(
        min_value=0, max_value=100, decimal_places=2, initial=10, **_about("required")
    )
    reference = forms.DecimalField(
        min_value=90, max_value=130, decimal_places=1, initial=107, **_about("reference")
    )
    base_year = forms.IntegerField(**_YEARS, **_about("base-year"))
    base = forms.ChoiceField(
        choices=lambda: _choices(Target.Base, "base-from"), widget=forms.RadioSelect,
        initial=Target.Base.COUNTED.value, **_about("base"),
    )  # fmt: skip
    base_ratio = forms.DecimalField(
        min_value=50, max_value=300, decimal_places=2, required=False, **_about("base-ratio")
    )
    base_births = forms.IntegerField(
        min_value=1, max_value=100_000_000, required=False, **_about("base-births")
    )
    base_source = forms.CharField(max_length=80, required=False, **_about("base-source"))

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: AreaCodeField = self.fields["area"]  # type: ignore[assignment]
        area.ask(within=by.areas(Permission.FIGURES_TARGETS), on=by.today)

    @property
    def asked(self) -> Asked:
        """What the letter asks, once the form is valid."""
        given = self.cleaned_data
        return Asked(
            register=given["register"], year_kind=given["year_kind"], base_year=given["base_year"],
            required=given["required"] / _WHOLE, reference=given["reference"], base=given["base"],
            base_ratio=given["base_ratio"], base_births=given["base_births"],
            base_source=given["base_source"],
        )  # fmt: skip

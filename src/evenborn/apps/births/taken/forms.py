"""Which births are shown: of which register, year and county."""

from typing import Any

from django import forms

from evenborn.apps.access.wording import worded
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS
from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.bad_value import BadValue
from evenborn.web.register_names import register_name

__all__ = ["TakenForm", "county_of", "register_of"]


def register_of(text: str) -> str:
    """A register of births as an address names it; the first one where it names none.

    Examples
    --------
    >>> register_of("household"), register_of("x")
    ('household', 'delivery')
    """
    return text if text in REGISTERS_OF_ROWS else REGISTERS_OF_ROWS[0]


def county_of(text: str) -> str:
    """A county's code as an address names it; empty for anything else.

    Examples
    --------
    >>> county_of("990101"), county_of("990101001"), county_of("x")
    ('990101', '', '')
    """
    try:
        return read_area_code(text) if len(text) == len("990101") else ""
    except BadValue:
        return ""


class TakenForm(forms.Form):
    """Which register and year."""

    use_required_attribute = False

    register = forms.ChoiceField(
        label=worded("births.taken.register"), required=False,
        choices=lambda: [(name, register_name(name)) for name in REGISTERS_OF_ROWS],
    )  # fmt: skip
    year = forms.TypedChoiceField(label=worded("births.taken.year"), required=False, coerce=int)

    def __init__(self, *args: Any, years: list[int], county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        if county:
            hidden = forms.HiddenInput()
            self.fields["area"] = forms.CharField(initial=county, required=False, widget=hidden)

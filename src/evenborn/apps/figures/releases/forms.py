"""Forms of releases: which table is prepared, why one is refused or withdrawn."""

from typing import Any, Final

from django import forms

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.wording import worded
from evenborn.apps.figures import queries
from evenborn.apps.figures.releases.contents import TableKind
from evenborn.apps.figures.releases.making import AskedTable
from evenborn.apps.figures.releases.rules import Because, Reason
from evenborn.web.area_field import AreaCodeField
from evenborn.web.register_names import register_name

__all__ = ["PrepareForm", "RefuseForm", "WithdrawForm"]

_YEARS: Final[dict[str, Any]] = {"min_value": 1900, "max_value": 2999}


def _about(key: str, helped: bool = False) -> dict[str, Any]:
    said = {"label": worded(f"releases.field.{key}")}
    return said | ({"help_text": worded(f"releases.help.{key}")} if helped else {})


def _choices(kind: type[TableKind | Reason | Because], prefix: str) -> list[tuple[str, Any]]:
    return [(one.value, worded(f"releases.{prefix}.{one.value}")) for one in kind]


class PrepareForm(forms.Form):
    """Which table, of which births, and why."""

    table = forms.ChoiceField(choices=_choices(TableKind, "table"), **_about("table"))
    area = AreaCodeField(**_about("area"))
    register = forms.ChoiceField(**_about("register"))
    first = forms.IntegerField(**_YEARS, **_about("first"))
    last = forms.IntegerField(**_YEARS, **_about("last", helped=True))
    reason = forms.ChoiceField(choices=_choices(Reason, "reason"), **_about("reason"))
    explanation = forms.CharField(
        max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        **_about("explanation", helped=True),
    )  # fmt: skip

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas, area = by.areas(Permission.FIGURES_PREPARE), self.fields["area"]
        area.ask(within=areas, on=by.today)  # type: ignore[attr-defined]
        area.initial = areas[0] if len(areas) == 1 else ""
        self.fields["first"].initial, self.fields["last"].initial = by.today.year - 3, by.today.year - 1
        known = [(name, register_name(name)) for name in queries.cubes(by)]
        self.fields["register"].choices = known  # type: ignore[attr-defined]

    def asked(self) -> AskedTable:
        """The table that a valid form asks for."""
        given = self.cleaned_data
        return AskedTable(TableKind(given["table"]), given["area"], given["first"], given["last"])


class RefuseForm(forms.Form):
    """Why an issue is sent back."""

    because = forms.CharField(max_length=300, **_about("because"))


class WithdrawForm(forms.Form):
    """Why an issue no longer counts."""

    because = forms.ChoiceField(choices=_choices(Because, "because"), **_about("withdrawn-because"))
    explanation = forms.CharField(max_length=300, **_about("withdrawn-explanation"))

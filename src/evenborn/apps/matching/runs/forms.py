"""The form by which a comparison is begun."""

from typing import Any

from django import forms

from evenborn.apps.access.actor import Actor, covers
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.wording import worded
from evenborn.apps.matching import queries
from evenborn.apps.matching.actions.runs import Asked, Commissioned
from evenborn.apps.matching.days import DAYS_TO_DEPOSIT, LONGEST_WAIT
from evenborn.apps.matching.rules import COMPARED, DAYS_TO_REPLY, LONGEST_REPLY, Origin
from evenborn.comparison.commission import PURPOSES
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal
from evenborn.web.area_field import AreaCodeField
from evenborn.web.forms import DayField
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["BeginRun", "ExtendRun"]

_VAULT = "vault"


def _about(key: str) -> dict[str, Any]:
    return {"label": worded(f"matching.field.{key}"), "help_text": worded(f"matching.help.{key}")}


def _purposes() -> list[tuple[str, str]]:
    return [(one, say(f"compared.purpose.{one}", page_language())) for one in PURPOSES]


class BeginRun(forms.Form):
    """Why, on which basis, of which months, and which registers, each from whom."""

    purpose = forms.ChoiceField(choices=_purposes, **_about("purpose"))
    legal_basis = forms.CharField(max_length=500, **_about("legal-basis"))
    area = AreaCodeField(**_about("area"))
    period_start = DayField(**_about("period-start"))
    period_end = DayField(**_about("period-end"))
    deposit_days = forms.IntegerField(
        min_value=1, max_value=LONGEST_WAIT, initial=DAYS_TO_DEPOSIT, **_about("deposit-days")
    )
    reply_days = forms.IntegerField(
        min_value=1, max_value=LONGEST_REPLY, initial=DAYS_TO_REPLY, **_about("reply-days")
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas, field = by.areas(Permission.MATCHING_RUN), self.fields["area"]
        field.ask(within=areas, on=by.today)  # type: ignore[attr-defined]
        field.initial = areas[0] if len(areas) == 1 else ""
        self._own = by.departments(Permission.MATCHING_RUN)
        self._departments = {str(one.pk): one for one in queries.departments(by)}
        owners = [(key, f"{one.name} {one.area}") for key, one in self._departments.items()]
        language = page_language()
        none = ("", say("matching.not-asked", language))
        here = (_VAULT, say("matching.out-of-vault", language))
        for name in COMPARED:
            self.fields[f"of_{name}"] = forms.ChoiceField(
                label=register_name(name), required=False, choices=[none, here, *owners],
                help_text=worded("matching.help.owner"),
            )  # fmt: skip

    @property
    def asked(self) -> list[Asked]:
        """Registers that take part."""
        found = []
        for name in COMPARED:
            if chosen := self.cleaned_data.get(f"of_{name}"):
                owner = self._departments.get(chosen)
                found.append(Asked(name, owner.pk, owner.area) if owner else Asked(name, self._desk))
        return found

    @property
    def _desk(self) -> int | None:
        """The officer's own department: it answers for senders that have none here."""
        area = self.cleaned_data["area"]
        return next((whose for own, whose in self._own if covers(own, area)), None)

    @property
    def commissioned(self) -> Commissioned:
        """Why, how, and where the registers come from.

        Raises
        ------
        Refusal
            ``matching-mixed``: some from owners and some out of the vault.
        """
        given, asked = self.cleaned_data, self.asked
        from_owners = {bool(one.area) for one in asked}
        if len(from_owners) > 1:
            raise Refusal("matching-mixed")
        origin = Origin.DEPOSITS if True in from_owners else Origin.VAULT
        period = given["period_start"], given["period_end"]
        return Commissioned(
            given["purpose"], given["legal_basis"], origin, period, given["reply_days"],
            given["deposit_days"],
        )  # fmt: skip


class ExtendRun(forms.Form):
    """Until when owners may hand their encodings in, and why later than was said."""

    until = DayField(**_about("until"))
    why = forms.CharField(max_length=300, **_about("why"))

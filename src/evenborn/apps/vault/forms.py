"""Forms of the vault. What is chosen comes from closed lists; no entry asks for a name."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from django import forms

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.wording import worded
from evenborn.apps.vault import queries
from evenborn.apps.vault.requests import About, IdentityCheck, Outcome, RequestKind
from evenborn.apps.vault.retention import HoldBasis
from evenborn.apps.vault.rules import REGISTERS_OF_BIRTHS, Reason, sealable_fields
from evenborn.presentation.words import say
from evenborn.web.filters import Filter, Rows
from evenborn.web.forms import DayField
from evenborn.web.language import page_language
from evenborn.web.register_names import field_name, register_name

__all__ = [
    "AnswerForm",
    "AskForm",
    "CorrectionForm",
    "DeletionForm",
    "HoldForm",
    "ReasonForm",
    "ReceiptForm",
    "ReceiveForm",
    "RecordFilter",
]


def _choices(codes: Iterable[StrEnum], prefix: str) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(code.value, say(f"{prefix}.{code.value}", page_language())) for code in codes]


def _registers(blank: str) -> Callable[[], list[tuple[str, str]]]:
    def listed() -> list[tuple[str, str]]:
        first = [("", say(blank, page_language()))] if blank else []
        return [*first, *((name, register_name(name)) for name in REGISTERS_OF_BIRTHS)]

    return listed


def _text(label: str, help_text: str = "", *, longest: int = 120, required: bool = True) -> forms.CharField:
    shown = worded(help_text) if help_text else ""
    entry = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=worded(label), help_text=shown, max_length=longest, required=required, widget=entry
    )


def _beginning(rows: Any, text: str) -> Rows:
    """Records whose token begins so, as a range that the index serves: tokens are of 0-9 and a-f."""
    start = text.lower()
    return rows.filter(token__gte=start, token__lt=f"{start}g")  # type: ignore[no-any-return]


class RecordFilter(Filter):
    """Which sealed records to list."""

    narrows: ClassVar = {"register": "register", "month": "birth_month", "token": _beginning}

    register = forms.ChoiceField(label=worded("vault.records.register"), required=False,
                                 choices=_registers("vault.records.every-register"))  # fmt: skip
    month = forms.DateField(
        label=worded("vault.records.month"), required=False, input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"placeholder": "2025-03", "inputmode": "numeric"}, format="%Y-%m"),
    )  # fmt: skip
    token = _text("vault.records.token", longest=32, required=False)


class AskForm(forms.Form):
    """To ask for an opening."""

    reason = forms.ChoiceField(
        label=worded("vault.ask.reason"), help_text=worded("vault.ask.reason-help"),
        choices=_choices(Reason, "vault.reason"),
    )  # fmt: skip
    reference = _text("vault.ask.reference", "vault.ask.reference-help")
    request = forms.ChoiceField(
        label=worded("vault.ask.request"), help_text=worded("vault.ask.request-help"), required=False
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {str(one.pk): one for one in queries.requests(by, waiting=True)[:200]}
        none = ("", say("vault.ask.no-request", page_language()))
        listed = [none, *((key, one.receipt) for key, one in self.waiting.items())]
        self.fields["request"].choices = listed  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """One sentence why something is refused or lifted."""

    because = _text("vault.openings.because", "vault.opening.because-help", longest=200)


class CorrectionForm(forms.Form):
    """The corrected values of an opened record; what is left empty stays."""

    def __init__(self, register: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in sealable_fields(register):
            entry = forms.TextInput(attrs={"autocomplete": "off"})
            self.fields[name] = forms.CharField(
                label=field_name(register, name), max_length=400, required=False, widget=entry
            )

    @property
    def changes(self) -> dict[str, str]:
        """What was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReceiveForm(forms.Form):
    """To receive a person's request."""

    kind = forms.ChoiceField(label=worded("vault.requests.kind"), choices=_choices(RequestKind, "vault.kind"))
    about = forms.ChoiceField(label=worded("vault.requests.whose"), choices=_choices(About, "vault.about"))
    papers = forms.ChoiceField(
        label=worded("vault.requests.check"), help_text=worded("vault.requests.check-help"),
        choices=_choices(IdentityCheck, "vault.check"),
    )  # fmt: skip
    area = forms.RegexField(
        r"^\d{2,12}$", label=worded("vault.records.area"), help_text=worded("vault.requests.area-help")
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].initial = _first(by.areas(Permission.VAULT_RECEIVE))


class AnswerForm(forms.Form):
    """To answer a person's request."""

    outcome = forms.ChoiceField(
        label=worded("vault.requests.outcome"), choices=_choices(Outcome, "vault.outcome")
    )
    explanation = _text("vault.requests.explanation", "vault.requests.explanation-help", longest=200)


class ReceiptForm(forms.Form):
    """What a person holds."""

    number = _text("vault.requests.receipt", longest=20)
    secret = _text("vault.receipt.secret", longest=40)


class HoldForm(forms.Form):
    """To set a hold."""

    area = forms.RegexField(r"^\d{2,12}$", label=worded("vault.records.area"))
    register = forms.ChoiceField(
        label=worded("vault.records.register"), required=False,
        choices=_registers("vault.records.every-register"),
    )  # fmt: skip
    born_from = DayField(label=worded("vault.retention.born-from"), required=False)
    born_until = DayField(label=worded("vault.retention.born-until"), required=False)
    token = forms.RegexField(
        r"^[0-9a-f]{32}$", label=worded("vault.retention.token"), required=False,
        help_text=worded("vault.retention.token-help"),
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=worded("vault.retention.basis"), choices=_choices(HoldBasis, "vault.basis")
    )
    reference = _text("vault.ask.reference", "vault.ask.reference-help")
    until = DayField(
        label=worded("vault.retention.until"), help_text=worded("vault.retention.until-help"), required=False
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].initial = _first(by.areas(Permission.VAULT_HOLD))


class DeletionForm(forms.Form):
    """To delete what has served its time."""

    register = forms.ChoiceField(label=worded("vault.records.register"), choices=_registers(""))
    area = forms.RegexField(r"^\d{2,12}$", label=worded("vault.records.area"))
    confirm = forms.BooleanField(label=worded("vault.retention.confirm"))

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].initial = _first(by.areas(Permission.VAULT_RETAIN))


def _first(areas: Sequence[str]) -> str:
    return areas[0] if areas else ""

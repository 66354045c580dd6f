"""Why a batch is refused or withdrawn: one reason of a closed list."""

from django import forms

from evenborn.apps.access.wording import worded
from evenborn.apps.intake.rules import Because
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["WhyRefused", "WhyWithdrawn"]


def _reasons() -> list[tuple[str, str]]:
    return [(one.value, say(f"intake.because.{one.value}", page_language())) for one in Because]


class WhyRefused(forms.Form):
    """Why nothing of a batch is taken in."""

    because = forms.TypedChoiceField(
        choices=_reasons, coerce=Because, widget=forms.RadioSelect,
        label=worded("intake.field.because"), help_text=worded("intake.help.because-refused"),
    )  # fmt: skip


class WhyWithdrawn(WhyRefused):
    """Why a batch that was taken in counts no more."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["because"].help_text = worded("intake.help.because-withdrawn")

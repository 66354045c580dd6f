"""The form by which an owner hands an encoding in."""

from django import forms

from evenborn.apps.access.wording import worded

__all__ = ["CarryOver", "HandIn"]


class HandIn(forms.Form):
    """The encoding of a register."""

    file = forms.FileField(
        label=worded("matching.field.encoding"), help_text=worded("matching.help.encoding")
    )


class CarryOver(forms.Form):
    """The list that leads earlier answers to a new encoding."""

    carried = forms.FileField(
        label=worded("matching.field.carried"), help_text=worded("matching.help.carried")
    )
